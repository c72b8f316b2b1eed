package io.github.weepython.maven.publish;

import io.github.weepython.maven.http.Origin;
import io.github.weepython.maven.http.UnsafeRedirectException;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.http.Header;
import org.apache.http.HttpEntityEnclosingRequest;
import org.apache.http.HttpHeaders;
import org.apache.http.HttpRequest;
import org.apache.http.HttpRequestInterceptor;
import org.apache.http.HttpResponse;
import org.apache.http.HttpResponseInterceptor;
import org.apache.http.client.protocol.HttpClientContext;
import org.apache.http.protocol.HttpContext;

/**
 * Keeps a registry's credential with the registry and with the token server that the registry
 * itself names. It sees each request as it leaves, whatever led to it: an upload's Location, a
 * redirect, a challenge of another server.
 */
final class CredentialGuard implements HttpRequestInterceptor, HttpResponseInterceptor {
  private static final Pattern REALM = Pattern.compile("(?i)\\brealm=\"([^\"]*)\"");
  private static final Set<String> TOKEN_METHODS = Set.of("GET", "POST");

  private final Origin registry;
  private final Set<String> tokenServers = ConcurrentHashMap.newKeySet();

  /**
   * @param registry host, and port if any
   * @param plain whether the registry is one of this machine that speaks plain HTTP
   */
  CredentialGuard(String registry, boolean plain) {
    this.registry = Origin.of(URI.create((plain ? "http://" : "https://") + registry));
  }

  @Override
  public void process(HttpRequest request, HttpContext context) throws IOException {
    Origin target = target(context);
    if (registry.equals(target)) {
      return;
    }
    if (isTokenServer(request, target)) {
      if (!target.confidential()) {
        throw new UnsafeRedirectException(
            "the registry names the token server %s: expected https, since passwords are sent there"
                .formatted(target));
      }
      return;
    }
    request.removeHeaders(HttpHeaders.AUTHORIZATION);
    if (isForm(request)) {
      throw new UnsafeRedirectException(
          "a token was to be requested from %s, which the registry does not name as its token server"
              .formatted(target));
    }
  }

  /** A refresh token goes out in a form's body instead of a header. */
  private static boolean isForm(HttpRequest request) {
    return request.getRequestLine().getMethod().equals("POST")
        && request instanceof HttpEntityEnclosingRequest post
        && post.getEntity() != null
        && post.getEntity().getContentType() != null
        && post.getEntity().getContentType().getValue().contains("form-urlencoded");
  }

  private boolean isTokenServer(HttpRequest request, Origin target) {
    return TOKEN_METHODS.contains(request.getRequestLine().getMethod())
        && tokenServers.contains(address(target, request.getRequestLine().getUri()));
  }

  /** Origin and path, without a query: tokens are requested by queries of several forms. */
  private static String address(Origin origin, String uri) {
    String path = uri.replaceFirst("[?#].*", "").replaceFirst("^https?://[^/]*", "");
    return origin + (path.isEmpty() ? "/" : path);
  }

  @Override
  public void process(HttpResponse response, HttpContext context) {
    if (response.getStatusLine().getStatusCode() == 401 && registry.equals(target(context))) {
      for (Header challenge : List.of(response.getHeaders(HttpHeaders.WWW_AUTHENTICATE))) {
        Matcher realm = REALM.matcher(challenge.getValue());
        if (realm.find()) {
          believe(realm.group(1));
        }
      }
    }
  }

  private void believe(String realm) {
    try {
      tokenServers.add(address(Origin.of(URI.create(realm)), realm));
    } catch (IllegalArgumentException e) {
      // Basic's realm is any text.
    }
  }

  private static Origin target(HttpContext context) {
    return Origin.of(HttpClientContext.adapt(context).getTargetHost());
  }
}
