package io.github.weepython.maven.mojo;

import io.github.weepython.maven.FileUrl;
import io.github.weepython.maven.Secrets;
import io.github.weepython.maven.http.UrlLogins;
import io.github.weepython.maven.http.UrlMirrors;
import io.github.weepython.maven.spec.SiteIndex;
import io.github.weepython.maven.spec.SpecException;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One {@code <index>} of {@code <site>}'s {@code <indexes>}: a URL, or elements. */
public final class SiteIndexElement {
  /** The URL of a simple index, such as pip's {@code --index-url}. */
  private @Nullable String url;

  /**
   * Names of projects that come from this index and no other, separated by commas; {@code *} stands
   * for any letters.
   */
  private @Nullable String packages;

  /** The id of the server in settings.xml that has the login; by default that of host and path. */
  private @Nullable String server;

  /** As {@code <index>url</index>} is set. */
  public void set(String text) {
    this.url = text;
  }

  /**
   * @param logins get that of the server
   * @param mirrors get to know the server's address
   */
  SiteIndex index(UrlLogins logins, UrlMirrors mirrors) {
    String text =
        ParameterParser.text(url)
            .orElseThrow(
                () -> new SpecException("Each <index> of <site>'s <indexes> needs a <url>."));
    SiteIndex index =
        new SiteIndex(
            parse(text),
            Optional.ofNullable(packages).map(ParameterParser::names).orElse(List.of()),
            ParameterParser.text(server));
    index.server().ifPresent(id -> assign(logins, mirrors, index.url(), id));
    return index;
  }

  private static void assign(UrlLogins logins, UrlMirrors mirrors, URI url, String id) {
    boolean mirrored = mirrors.assign(url, id);
    if (!FileUrl.is(url) && !logins.assign(url, id) && !mirrored) {
      throw new SpecException(
          "settings.xml has no <server> with the id '%s', and no <mirror> of it, which the <index> %s of <site> names."
              .formatted(id, url));
    }
  }

  static URI parse(String text) {
    try {
      return new URI(text);
    } catch (URISyntaxException e) {
      throw new SpecException(
          "'%s' of <site>'s <index> is not a URL.".formatted(Secrets.maskUrl(text)));
    }
  }
}
