package io.github.weepython.maven.mojo;

import io.github.weepython.maven.Secrets;
import io.github.weepython.maven.spec.Site;
import io.github.weepython.maven.spec.SpecException;
import java.io.File;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The parameter {@code <site>}. */
public final class SiteElement {
  /** A folder of wheels. */
  private @Nullable File wheelhouse;

  /** What is installed, one {@code name==version --hash=sha256:...} a line. */
  private @Nullable File requirements;

  /** A simple index, as pip's {@code --index-url} has it. */
  private @Nullable String index;

  /**
   * A lock file of PEP 751 (pylock.toml), which names every wheel with its URL and hash; instead of
   * all others.
   */
  private @Nullable File lock;

  /** Extras of the project that was locked, separated by commas. */
  private @Nullable String extras;

  /** Dependency groups of the lock, separated by commas; without, its default groups. */
  private @Nullable String groups;

  /** What stands in {@code <site>} itself, which says nothing. */
  private @Nullable String text;

  /** As {@code <site>text</site>} is set. */
  public void set(String text) {
    this.text = text;
  }

  Site site() {
    if (text != null && !text.isBlank()) {
      throw new SpecException(
          "<site> is '%s'; it has elements instead: <wheelhouse>, <requirements>, <index> and <lock>."
              .formatted(text.strip()));
    }
    if (lock == null && (extras != null || groups != null)) {
      throw new SpecException(
          "<extras> and <groups> of <site> choose from a <lock>, and there is none.");
    }
    return new Site(
        Optional.ofNullable(wheelhouse).map(File::toPath),
        Optional.ofNullable(requirements).map(File::toPath),
        ParameterParser.text(index).map(SiteElement::url),
        Optional.ofNullable(lock).map(this::locked));
  }

  private Site.Lock locked(File file) {
    return new Site.Lock(
        file.toPath(),
        Optional.ofNullable(extras).map(SiteElement::names).orElse(List.of()),
        Optional.ofNullable(groups).map(SiteElement::names));
  }

  private static List<String> names(String text) {
    return Arrays.stream(text.split(",", -1))
        .map(String::strip)
        .filter(name -> !name.isEmpty())
        .toList();
  }

  private static URI url(String text) {
    try {
      return new URI(text);
    } catch (URISyntaxException e) {
      throw new SpecException(
          "'%s' of <site>'s <index> is not a URL.".formatted(Secrets.maskUrl(text)));
    }
  }
}
