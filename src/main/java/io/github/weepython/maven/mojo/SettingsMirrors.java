package io.github.weepython.maven.mojo;

import io.github.weepython.maven.http.UrlLogins;
import io.github.weepython.maven.http.UrlMirrors;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;
import org.apache.maven.settings.Mirror;
import org.apache.maven.settings.Settings;

/** The mirrors of settings.xml, each with the login of the server of the same id. */
final class SettingsMirrors {
  private SettingsMirrors() {}

  /**
   * Reads them.
   *
   * @param logins get that of each mirror
   */
  static UrlMirrors of(Settings settings, UrlLogins logins) {
    for (Mirror mirror : settings.getMirrors()) {
      url(mirror).ifPresent(url -> logins.assignIfThere(url, String.valueOf(mirror.getId())));
    }
    return new UrlMirrors(
        settings.getMirrors().stream()
            .map(
                each ->
                    new UrlMirrors.Mirror(
                        String.valueOf(each.getId()),
                        String.valueOf(each.getMirrorOf()),
                        logins.strip(
                            "settings.xml, mirror '" + each.getId() + "'",
                            String.valueOf(each.getUrl()))))
            .toList());
  }

  private static Optional<URI> url(Mirror mirror) {
    try {
      URI url = new URI(String.valueOf(mirror.getUrl()).replaceFirst("/*$", "/"));
      return url.getHost() == null ? Optional.empty() : Optional.of(url);
    } catch (URISyntaxException e) {
      return Optional.empty(); // Whoever asks it says so.
    }
  }
}
