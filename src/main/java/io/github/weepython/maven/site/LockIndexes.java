package io.github.weepython.maven.site;

import io.github.weepython.maven.spec.SiteIndex;
import java.net.URI;
import java.util.List;
import java.util.stream.Collectors;

/** Holds the index that a lock names for a package against those of the pom. */
final class LockIndexes {
  private LockIndexes() {}

  /**
   * Sees that a package comes from where the pom lets it come from.
   *
   * @param lock what messages call it
   * @param index as the lock has it; empty where it names none, so that the hash alone counts
   * @param indexes of the pom; none for any
   * @throws SiteException when the pom does not name the index, or another one for that name
   */
  static void check(String lock, String name, String index, List<SiteIndex> indexes) {
    if (index.isEmpty() || indexes.isEmpty()) {
      return;
    }
    String project = Wheel.normalized(name);
    List<SiteIndex> claiming = indexes.stream().filter(each -> each.claims(project)).toList();
    List<SiteIndex> allowed =
        claiming.isEmpty()
            ? indexes.stream().filter(each -> each.packages().isEmpty()).toList()
            : claiming;
    if (allowed.stream().noneMatch(each -> same(each.url().toString(), index))) {
      throw new SiteException(
          "%s takes '%s' from the index %s, and the pom takes that name from: %s. wee mixes no indexes (dependency confusion). Add that <index> to <indexes>, or fix its <packages>, if it is right; else lock again."
              .formatted(
                  lock,
                  name,
                  index,
                  allowed.isEmpty()
                      ? "no index"
                      : allowed.stream().map(Object::toString).collect(Collectors.joining(", "))));
    }
  }

  /** Scheme and host are the same in any case, a path is not (RFC 3986, section 6.2.2.1). */
  private static boolean same(String one, String other) {
    String bare = one.replaceFirst("/+$", "");
    String otherBare = other.replaceFirst("/+$", "");
    try {
      return URI.create(bare).equals(URI.create(otherBare));
    } catch (IllegalArgumentException e) {
      return bare.equals(otherBare);
    }
  }
}
