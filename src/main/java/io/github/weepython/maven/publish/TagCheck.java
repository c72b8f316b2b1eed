package io.github.weepython.maven.publish;

import io.github.weepython.maven.digest.Digest;
import io.github.weepython.maven.http.Credential;
import io.github.weepython.maven.http.HttpProxy;
import io.github.weepython.maven.http.Origin;
import io.github.weepython.maven.http.TrustStores;
import io.github.weepython.maven.spec.ImageName;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.Proxy;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.HttpsURLConnection;

/**
 * One HEAD a tag, by what Java itself has: a push that has nothing to do shall not load a registry
 * client first. Whatever is not a plain yes means no, and the push itself finds out why.
 */
final class TagCheck {
  private static final int PATIENCE_MILLIS = 2000;
  private static final String MANIFESTS =
      String.join(
          ", ",
          "application/vnd.oci.image.index.v1+json",
          "application/vnd.oci.image.manifest.v1+json",
          "application/vnd.docker.distribution.manifest.list.v2+json",
          "application/vnd.docker.distribution.manifest.v2+json");

  private final ImageName name;
  private final String registry;
  private final Proxy proxy;
  private final PushSettings settings;
  private Optional<String> authorization = Optional.empty();

  private TagCheck(ImageName name, String registry, Proxy proxy, PushSettings settings) {
    this.name = name;
    this.registry = registry;
    this.proxy = proxy;
    this.settings = settings;
  }

  static boolean allAre(
      Digest digest, ImageName name, String registry, List<String> tags, PushSettings settings) {
    URI root = URI.create("https://" + registry);
    Proxy proxy = settings.way().proxy().apply(root);
    if (proxy instanceof HttpProxy known && known.login().isPresent()) {
      return false; // What Java itself can't do, the registry client can.
    }
    TagCheck check = new TagCheck(name, registry, proxy, settings);
    boolean loopback = Origin.isLoopback(root.getHost());
    Optional<Boolean> plain = loopback ? check.allAre(digest, "http", tags) : Optional.empty();
    return plain.or(() -> check.allAre(digest, "https", tags)).orElse(false);
  }

  /** Nothing when the registry doesn't speak this: a TLS server answers plain HTTP with 400. */
  private Optional<Boolean> allAre(Digest digest, String scheme, List<String> tags) {
    try {
      for (String tag : tags) {
        HttpURLConnection answer = head(scheme, tag);
        if (basicWanted(answer) && authorization.isEmpty()) {
          authorization = settings.credentials().find(name).credential().map(Credential::basic);
          answer = head(scheme, tag);
        }
        if (answer.getResponseCode() == 400) {
          return Optional.empty();
        }
        if (answer.getResponseCode() != 200
            || !digest.oci().equals(answer.getHeaderField("Docker-Content-Digest"))) {
          return Optional.of(false);
        }
      }
      return Optional.of(true);
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private HttpURLConnection head(String scheme, String tag) throws IOException {
    URI uri =
        URI.create(scheme + "://" + registry + "/v2/" + name.repository() + "/manifests/" + tag);
    HttpURLConnection connection = (HttpURLConnection) uri.toURL().openConnection(proxy);
    if (connection instanceof HttpsURLConnection secure) {
      settings
          .way()
          .authority()
          .ifPresent(pem -> secure.setSSLSocketFactory(TrustStores.with(pem).getSocketFactory()));
    }
    connection.setRequestMethod("HEAD");
    connection.setConnectTimeout(PATIENCE_MILLIS);
    connection.setReadTimeout(PATIENCE_MILLIS);
    connection.setInstanceFollowRedirects(false); // A credential is for this host alone.
    connection.setRequestProperty("User-Agent", "wee-maven-plugin");
    connection.setRequestProperty("Accept", MANIFESTS);
    authorization.ifPresent(value -> connection.setRequestProperty("Authorization", value));
    connection.getResponseCode();
    return connection;
  }

  private static boolean basicWanted(HttpURLConnection answer) throws IOException {
    String wanted = answer.getHeaderField("WWW-Authenticate");
    return answer.getResponseCode() == 401 && wanted != null && wanted.startsWith("Basic");
  }
}
