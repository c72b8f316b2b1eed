package io.github.weepython.maven.mojo;

import io.github.weepython.maven.http.UrlLogins;
import io.github.weepython.maven.spec.Site;
import io.github.weepython.maven.spec.SiteBuild;
import io.github.weepython.maven.spec.SiteIndex;
import io.github.weepython.maven.spec.SpecException;
import java.io.File;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The parameter {@code <site>}. */
public final class SiteElement {
  /** A folder of wheels. */
  private @Nullable File wheelhouse;

  /** What is installed, one {@code name==version --hash=sha256:...} a line. */
  private @Nullable File requirements;

  /** A simple index, as pip's {@code --index-url} has it. */
  private @Nullable String index;

  /** Several, asked in this order; names are not mixed between them. */
  private @Nullable List<SiteIndexElement> indexes;

  /**
   * Build backends and what they need to build source archives, one {@code name==version
   * --hash=sha256:...} a line.
   */
  private @Nullable File buildRequirements;

  /** The same as a lock file of PEP 751. */
  private @Nullable File buildLock;

  /**
   * Debian packages that source archives are built with, separated by commas; gcc and g++ are
   * there.
   */
  private @Nullable String buildPackages;

  /**
   * A lock file of PEP 751 (pylock.toml) or a uv.lock, which names every wheel with its URL and
   * hash; instead of wheelhouse and requirements.
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

  /**
   * @param logins get those of the indexes
   */
  Site site(UrlLogins logins) {
    if (text != null && !text.isBlank()) {
      throw new SpecException(
          "<site> is '%s'; it has elements instead: <wheelhouse>, <requirements>, <index>, <indexes>, <lock>, <buildRequirements>, <buildLock> and <buildPackages>."
              .formatted(text.strip()));
    }
    if (lock == null && (extras != null || groups != null)) {
      throw new SpecException(
          "<extras> and <groups> of <site> choose from a <lock>, and there is none.");
    }
    return new Site(
        Optional.ofNullable(wheelhouse).map(File::toPath),
        Optional.ofNullable(requirements).map(File::toPath),
        allIndexes(logins),
        Optional.ofNullable(lock).map(this::locked),
        new SiteBuild(
            Optional.ofNullable(buildRequirements).map(File::toPath),
            Optional.ofNullable(buildLock).map(File::toPath),
            Optional.ofNullable(buildPackages).map(SiteElement::names).orElse(List.of())));
  }

  private List<SiteIndex> allIndexes(UrlLogins logins) {
    Optional<SiteIndex> one =
        ParameterParser.text(index).map(SiteIndexElement::parse).map(SiteIndex::new);
    List<SiteIndexElement> several = indexes == null ? List.of() : indexes;
    return Stream.concat(one.stream(), several.stream().map(each -> each.index(logins))).toList();
  }

  private Site.Lock locked(File file) {
    return new Site.Lock(
        file.toPath(),
        Optional.ofNullable(extras).map(SiteElement::names).orElse(List.of()),
        Optional.ofNullable(groups).map(SiteElement::names));
  }

  static List<String> names(String text) {
    return Arrays.stream(text.split(",", -1))
        .map(String::strip)
        .filter(name -> !name.isEmpty())
        .toList();
  }
}
