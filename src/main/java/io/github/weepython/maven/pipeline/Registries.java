package io.github.weepython.maven.pipeline;

import io.github.weepython.maven.http.Credential;
import io.github.weepython.maven.http.UrlLogins;
import io.github.weepython.maven.http.UrlMirrors;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;

/**
 * What the user's machine knows of registries and other servers.
 *
 * @param servers the login of settings.xml by the id of its server
 * @param authority a file of certificates to trust beside Java's own
 * @param logins the logins of servers that files are downloaded from
 * @param mirrors what is asked instead of these servers
 */
public record Registries(
    Function<String, Optional<Credential>> servers,
    Optional<Path> authority,
    UrlLogins logins,
    UrlMirrors mirrors) {
  /** Without mirrors. */
  Registries(
      Function<String, Optional<Credential>> servers, Optional<Path> authority, UrlLogins logins) {
    this(servers, authority, logins, UrlMirrors.NONE);
  }
}
