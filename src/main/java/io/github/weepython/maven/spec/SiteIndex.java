package io.github.weepython.maven.spec;

import io.github.weepython.maven.FileUrl;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A simple index (PEP 503, PEP 691).
 *
 * @param url as pip's {@code --index-url} has it, with a slash at its end
 * @param packages names of projects, each perhaps with {@code *}, that come from this index and no
 *     other; empty for whatever no other index claims
 * @param server the id of the {@code <server>} of settings.xml with its login; empty to find one by
 *     the URL
 */
public record SiteIndex(URI url, List<String> packages, Optional<String> server) {
  public SiteIndex {
    check(url);
    url = FileUrl.canonical(url).orElse(url);
    url = url.toString().endsWith("/") ? url : URI.create(url + "/");
    packages = packages.stream().map(SiteIndex::normalized).toList();
    for (String name : packages) {
      if (!name.matches("[a-z0-9*]([a-z0-9*-]*[a-z0-9*])?")) {
        throw new SpecException(
            "<packages> of <site>'s <index> %s must be names of Python projects, separated by commas, such as acme-*, internal-tools; '%s' is not one."
                .formatted(url, name));
      }
    }
  }

  /** An index for whatever no other one claims. */
  public SiteIndex(URI url) {
    this(url, List.of(), Optional.empty());
  }

  private static void check(URI url) {
    String scheme = String.valueOf(url.getScheme()).toLowerCase(Locale.ROOT);
    boolean login = url.getRawUserInfo() != null;
    boolean place =
        FileUrl.path(url).isPresent() || (scheme.matches("https?") && url.getHost() != null);
    if (!place || login || url.getRawQuery() != null || url.getRawFragment() != null) {
      throw new SpecException(
          "<site>'s <index> must be an http, https or file URL without user and password, not %s.%s"
              .formatted(
                  login ? "one with them" : url,
                  login ? " A <server> in settings.xml, or .netrc, has the login." : ""));
    }
  }

  /** One spelling of a project's name (PEP 503); an asterisk stays. */
  private static String normalized(String name) {
    return name.strip().replaceAll("[-_.]+", "-").toLowerCase(Locale.ROOT);
  }

  /**
   * Whether the project comes from this index and no other.
   *
   * @param project its normalized name
   */
  public boolean claims(String project) {
    return packages.stream().anyMatch(each -> project.matches(each.replace("*", ".*")));
  }

  /** Its address. */
  @Override
  public String toString() {
    return url.toString();
  }
}
