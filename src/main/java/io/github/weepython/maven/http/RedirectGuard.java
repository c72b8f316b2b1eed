package io.github.weepython.maven.http;

import java.io.IOException;
import java.net.URI;
import java.util.Optional;
import org.apache.http.Header;
import org.apache.http.HttpEntityEnclosingRequest;
import org.apache.http.HttpRequest;
import org.apache.http.HttpResponse;
import org.apache.http.HttpResponseInterceptor;
import org.apache.http.client.protocol.HttpClientContext;
import org.apache.http.protocol.HttpContext;

/**
 * Refuses a redirect from https to http, and one that would send a body (which may hold a secret)
 * to another origin.
 */
final class RedirectGuard implements HttpResponseInterceptor {
  @Override
  public void process(HttpResponse response, HttpContext context) throws IOException {
    Header location = response.getFirstHeader("Location");
    if (response.getStatusLine().getStatusCode() / 100 == 3 && location != null) {
      HttpClientContext client = HttpClientContext.adapt(context);
      Origin from = Origin.of(client.getTargetHost());
      Optional<Origin> to = target(client, location.getValue());
      if (to.isPresent()) {
        check(from, to.get(), client.getRequest());
      }
    }
  }

  private static void check(Origin from, Origin to, HttpRequest request)
      throws UnsafeRedirectException {
    if (from.scheme().equals("https") && to.scheme().equals("http")) {
      throw new UnsafeRedirectException(
          "%s redirects to %s, from https to http, which is refused: name an https address there"
              .formatted(from, to));
    }
    if (request instanceof HttpEntityEnclosingRequest && !from.equals(to)) {
      throw new UnsafeRedirectException(
          "%s redirects a %s to another server, %s, which is refused"
              .formatted(from, request.getRequestLine().getMethod(), to));
    }
  }

  private static Optional<Origin> target(HttpClientContext client, String location) {
    try {
      return Optional.of(
          Origin.of(URI.create(client.getTargetHost().toURI() + "/").resolve(location.strip())));
    } catch (IllegalArgumentException e) {
      return Optional.empty(); // Not an address: whoever follows it will say so.
    }
  }
}
