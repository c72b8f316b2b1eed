package io.github.weepython.maven.publish;

import io.github.weepython.maven.http.Login;
import io.github.weepython.maven.http.ProxyWithLogin;
import io.github.weepython.maven.spec.ImageName;
import io.github.weepython.maven.store.Digest;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.Proxy;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/**
 * One HEAD a tag, by what Java itself has: a push that has nothing to do shall not load a registry
 * client first. Whatever is not a plain yes means no, and the push itself finds out why.
 */
final class TagCheck {
  private static final int PATIENCE_MILLIS = 5000;
  private static final String MANIFESTS =
      String.join(
          ", ",
          "application/vnd.oci.image.index.v1+json",
          "application/vnd.oci.image.manifest.v1+json",
          "application/vnd.docker.distribution.manifest.list.v2+json",
          "application/vnd.docker.distribution.manifest.v2+json");

  private TagCheck() {}

  static boolean allAre(
      Digest digest, ImageName name, String registry, List<String> tags, PushSettings settings) {
    URI root = URI.create("https://" + registry);
    Proxy proxy = settings.way().proxy().apply(root);
    if (settings.way().authority().isPresent() || proxy instanceof ProxyWithLogin) {
      return false; // What Java itself can't do, the registry client can.
    }
    boolean loopback = RegistryHttp.isLoopback(root.getHost());
    String top = (loopback ? "http://" : "https://") + registry + "/v2/" + name.repository();
    Optional<String> authorization = Optional.empty();
    try {
      for (String tag : tags) {
        URI uri = URI.create(top + "/manifests/" + tag);
        HttpURLConnection answer = head(uri, proxy, authorization);
        if (basicWanted(answer) && authorization.isEmpty()) {
          authorization =
              settings
                  .credentials()
                  .find(registry, name.repository())
                  .credential()
                  .map(Login::basic);
          answer = head(uri, proxy, authorization);
        }
        if (answer.getResponseCode() != 200
            || !digest.oci().equals(answer.getHeaderField("Docker-Content-Digest"))) {
          return false;
        }
      }
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  private static HttpURLConnection head(URI uri, Proxy proxy, Optional<String> authorization)
      throws IOException {
    HttpURLConnection connection = (HttpURLConnection) uri.toURL().openConnection(proxy);
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
