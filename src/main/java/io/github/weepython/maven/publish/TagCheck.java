package io.github.weepython.maven.publish;

import io.github.weepython.maven.digest.Digest;
import io.github.weepython.maven.http.Credential;
import io.github.weepython.maven.http.Origin;
import io.github.weepython.maven.spec.ImageName;
import java.io.IOException;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.http.Header;
import org.apache.http.HttpHeaders;
import org.apache.http.HttpResponse;
import org.apache.http.client.config.RequestConfig;
import org.apache.http.client.methods.CloseableHttpResponse;
import org.apache.http.client.methods.HttpHead;
import org.apache.http.impl.client.CloseableHttpClient;
import org.apache.http.impl.conn.SystemDefaultDnsResolver;

/**
 * One HEAD a tag: a push that has nothing to do shall not load a registry client first. Whatever is
 * not a plain yes means no, and the push itself finds out why.
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
  private final PushSettings settings;
  private Optional<String> authorization = Optional.empty();

  private TagCheck(ImageName name, String registry, PushSettings settings) {
    this.name = name;
    this.registry = registry;
    this.settings = settings;
  }

  static boolean allAre(
      Digest digest, ImageName name, String registry, List<String> tags, PushSettings settings) {
    TagCheck check = new TagCheck(name, registry, settings);
    boolean loopback = Origin.isLoopback(URI.create("https://" + registry).getHost());
    Optional<Boolean> plain = loopback ? check.allAre(digest, "http", tags) : Optional.empty();
    return plain.or(() -> check.allAre(digest, "https", tags)).orElse(false);
  }

  /** Nothing when the registry doesn't speak this: a TLS server answers plain HTTP with 400. */
  private Optional<Boolean> allAre(Digest digest, String scheme, List<String> tags) {
    try (CloseableHttpClient client = client(scheme)) {
      for (String tag : tags) {
        Answer answer = head(client, scheme, tag);
        if (answer.asksForBasic() && authorization.isEmpty()) {
          authorization = settings.credentials().find(name).credential().map(Credential::basic);
          answer = head(client, scheme, tag);
        }
        if (answer.status() == 400) {
          return Optional.empty();
        }
        if (answer.status() != 200 || !answer.digest().equals(Optional.of(digest.oci()))) {
          return Optional.of(false);
        }
      }
      return Optional.of(true);
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private CloseableHttpClient client(String scheme) {
    RequestConfig patience =
        RequestConfig.custom()
            .setConnectTimeout(PATIENCE_MILLIS)
            .setSocketTimeout(PATIENCE_MILLIS)
            .build();
    CredentialGuard guard = new CredentialGuard(registry, scheme.equals("http"));
    return RegistryClients.verifying(settings.way(), guard)
        .setDefaultRequestConfig(patience)
        .setDnsResolver(SystemDefaultDnsResolver.INSTANCE) // A push asks again, if need be.
        .disableRedirectHandling() // A credential is for this host alone.
        .setUserAgent("wee-maven-plugin")
        .build();
  }

  private Answer head(CloseableHttpClient client, String scheme, String tag) throws IOException {
    HttpHead head =
        new HttpHead(scheme + "://" + registry + "/v2/" + name.repository() + "/manifests/" + tag);
    head.setHeader(HttpHeaders.ACCEPT, MANIFESTS);
    authorization.ifPresent(value -> head.setHeader(HttpHeaders.AUTHORIZATION, value));
    try (CloseableHttpResponse response = client.execute(head)) {
      return Answer.of(response);
    }
  }

  /**
   * @param asksForBasic whether the registry wants a user and password with each request
   */
  private record Answer(int status, Optional<String> digest, boolean asksForBasic) {
    static Answer of(HttpResponse response) {
      int status = response.getStatusLine().getStatusCode();
      return new Answer(
          status,
          Optional.ofNullable(response.getFirstHeader("Docker-Content-Digest"))
              .map(Header::getValue),
          status == 401
              && Arrays.stream(response.getHeaders(HttpHeaders.WWW_AUTHENTICATE))
                  .anyMatch(challenge -> challenge.getValue().startsWith("Basic")));
    }
  }
}
