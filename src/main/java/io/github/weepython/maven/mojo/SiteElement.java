package io.github.weepython.maven.mojo;

import io.github.weepython.maven.http.UrlLogins;
import io.github.weepython.maven.http.UrlMirrors;
import io.github.weepython.maven.spec.ByteSize;
import io.github.weepython.maven.spec.ProjectWheel;
import io.github.weepython.maven.spec.Site;
import io.github.weepython.maven.spec.SiteBuild;
import io.github.weepython.maven.spec.SiteIndex;
import io.github.weepython.maven.spec.SiteLayout;
import io.github.weepython.maven.spec.SpecException;
import io.github.weepython.maven.spec.Stdlib;
import java.io.File;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The parameter {@code <site>}. */
public final class SiteElement {
  /** A folder of wheels. */
  private @Nullable File wheelhouse;

  /** What is installed, one {@code name==version --hash=sha256:...} a line. */
  private @Nullable File requirements;

  /** A simple index, such as pip's {@code --index-url}. */
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

  /**
   * The project's own program: a wheel, or a folder of wheels, which get a layer above all others.
   */
  private @Nullable File project;

  /**
   * What the image has of each installed module: {@code source+pyc}, {@code pyc} (smallest;
   * tracebacks without source lines) or {@code source}; by default sources with what they compile
   * to.
   */
  private @Nullable String bytecode;

  /**
   * What is left out of installed wheels: {@code tests}, {@code headers}, {@code static-libraries}
   * and {@code stubs}, separated by commas; by default nothing.
   */
  private @Nullable String prune;

  /** The size from which a wheel has a layer of its own, such as {@code 20MB}; by default 10 MB. */
  private @Nullable String largeWheel;

  /** The most wheels that have a layer of their own, the largest first; by default 8. */
  private @Nullable String wheelLayers;

  /** What stands in {@code <site>} itself, which says nothing. */
  private @Nullable String text;

  /** As {@code <site>text</site>} is set. */
  public void set(String text) {
    this.text = text;
  }

  /**
   * What a lock, a folder or requirements name; nothing where there are only wheels of the project.
   *
   * @param logins get those of the indexes
   * @param wheels whether there are some of the project or of Maven
   */
  Optional<Site> site(UrlLogins logins, UrlMirrors mirrors, boolean wheels) {
    boolean named =
        lock != null
            || wheelhouse != null
            || requirements != null
            || index != null
            || indexes != null;
    boolean others = wheels || project != null;
    checkText();
    return !named && others ? Optional.empty() : Optional.of(site(logins, mirrors));
  }

  /**
   * What becomes of all wheels.
   *
   * @param wheels of the project and of Maven
   */
  static SiteLayout layout(@Nullable SiteElement site, List<ProjectWheel> wheels) {
    return (site == null ? SiteLayout.DEFAULT : site.layout()).with(wheels);
  }

  /**
   * Those that {@code <project>} names.
   *
   * @throws SpecException when there are none
   */
  List<ProjectWheel> projectWheels() {
    return project == null ? List.of() : ProjectWheels.in(project.toPath());
  }

  private SiteLayout layout() {
    return new SiteLayout(
        List.of(),
        ParameterParser.text(bytecode).map(SiteElement::modules),
        Optional.ofNullable(prune)
            .map(text -> Set.copyOf(ParameterParser.names(text)))
            .orElse(Set.of()),
        ParameterParser.text(largeWheel)
            .map(text -> ByteSize.parse("<largeWheel> of <site>", text))
            .orElse(SiteLayout.LARGE),
        ParameterParser.text(wheelLayers).map(SiteLayout::layers).orElse(SiteLayout.LAYERS));
  }

  private static Stdlib modules(String text) {
    return Arrays.stream(Stdlib.values())
        .filter(each -> each.id().equals(text))
        .findFirst()
        .orElseThrow(
            () ->
                new SpecException(
                    "<bytecode> of <site> is '%s'; expected source+pyc, pyc or source."
                        .formatted(text)));
  }

  private void checkText() {
    if (text != null && !text.isBlank()) {
      throw new SpecException(
          "<site> is '%s'; it has elements instead: <wheelhouse>, <requirements>, <index>, <indexes>, <lock>, <extras>, <groups>, <buildRequirements>, <buildLock>, <buildPackages>, <project>, <bytecode>, <prune>, <largeWheel> and <wheelLayers>."
              .formatted(text.strip()));
    }
  }

  private Site site(UrlLogins logins, UrlMirrors mirrors) {
    if (lock == null && (extras != null || groups != null)) {
      throw new SpecException(
          "<extras> and <groups> of <site> choose from a <lock>, and there is none.");
    }
    return new Site(
        Optional.ofNullable(wheelhouse).map(File::toPath),
        Optional.ofNullable(requirements).map(File::toPath),
        allIndexes(logins, mirrors),
        Optional.ofNullable(lock).map(this::locked),
        new SiteBuild(
            Optional.ofNullable(buildRequirements).map(File::toPath),
            Optional.ofNullable(buildLock).map(File::toPath),
            Optional.ofNullable(buildPackages).map(ParameterParser::names).orElse(List.of())));
  }

  private List<SiteIndex> allIndexes(UrlLogins logins, UrlMirrors mirrors) {
    Optional<SiteIndex> one =
        ParameterParser.text(index).map(SiteIndexElement::parse).map(SiteIndex::new);
    List<SiteIndexElement> several = indexes == null ? List.of() : indexes;
    return Stream.concat(one.stream(), several.stream().map(each -> each.index(logins, mirrors)))
        .toList();
  }

  private Site.Lock locked(File file) {
    return new Site.Lock(
        file.toPath(),
        Optional.ofNullable(extras).map(ParameterParser::names).orElse(List.of()),
        Optional.ofNullable(groups).map(ParameterParser::names));
  }
}
