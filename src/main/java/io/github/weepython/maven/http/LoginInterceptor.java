package io.github.weepython.maven.http;

import java.net.URI;
import java.util.Optional;
import java.util.function.Function;
import org.apache.http.HttpHeaders;
import org.apache.http.HttpHost;
import org.apache.http.HttpRequest;
import org.apache.http.HttpRequestInterceptor;
import org.apache.http.client.protocol.HttpClientContext;
import org.apache.http.protocol.HttpContext;

/**
 * Gives each request the login of the server that it goes to, and takes off any other: a redirect's
 * request is a copy of the one before it.
 */
final class LoginInterceptor implements HttpRequestInterceptor {
  private final Function<URI, Optional<Credential>> logins;

  LoginInterceptor(Function<URI, Optional<Credential>> logins) {
    this.logins = logins;
  }

  @Override
  public void process(HttpRequest request, HttpContext context) {
    request.removeHeaders(HttpHeaders.AUTHORIZATION);
    target(request, context)
        .flatMap(logins)
        .ifPresent(login -> request.setHeader(HttpHeaders.AUTHORIZATION, login.authorization()));
  }

  private static Optional<URI> target(HttpRequest request, HttpContext context) {
    HttpHost host = HttpClientContext.adapt(context).getTargetHost();
    String path = request.getRequestLine().getUri().replaceFirst("(?i)^https?://[^/]*", "");
    try {
      return Optional.of(URI.create(host.toURI() + path));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
