package io.github.weepython.maven.kube;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.File;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class KubeconfigTest {
  @TempDir Path home;
  private Path first;
  private Path second;

  @BeforeEach
  void write() throws IOException {
    first =
        Files.writeString(
            home.resolve("first"),
            """
            apiVersion: v1
            kind: Config
            current-context: prod
            clusters:
            - name: c1
              cluster: {server: "https://one.example.com:6443"}
            contexts:
            - name: prod
              context: {cluster: c1, user: me, namespace: ci}
            - name: arn:aws:eks:eu-west-1:1234:cluster/blue
              context: {cluster: c1, user: me}
            - name: orphan
              context: {cluster: gone, user: me}
            users:
            - name: me
              user: {token: secret}
            """);
    second =
        Files.writeString(
            home.resolve("second"),
            """
            apiVersion: v1
            kind: Config
            current-context: dev
            clusters:
            - name: c2
              cluster: {server: "https://two.example.com"}
            contexts:
            - name: dev
              context: {cluster: c2, user: me}
            """);
  }

  private String opened(String address) {
    String files = first + File.pathSeparator + second;
    try (Cluster cluster = new Kubeconfig(Map.of("KUBECONFIG", files), home).open(address)) {
      return cluster.toString();
    }
  }

  @Test
  void takesTheContextsOwnNamespaceUnlessAnotherIsNamed() {
    assertThat(opened("kubernetes:prod")).contains("one.example.com:6443", "namespace ci");
    assertThat(opened("kubernetes:prod/builds")).contains("namespace builds");
    assertThat(opened("kubernetes:dev")).contains("two.example.com", "namespace default");
  }

  @Test
  void takesTheCurrentContextWhereNoneIsNamed() {
    assertThat(opened("kubernetes:")).contains("context prod", "namespace ci");
    assertThat(opened("kubernetes:/builds")).contains("context prod", "namespace builds");
  }

  @Test
  void contextsMayHaveSlashesThemselves() {
    assertThat(opened("kubernetes:arn:aws:eks:eu-west-1:1234:cluster/blue"))
        .contains("cluster/blue", "namespace default");
    assertThat(opened("kubernetes:arn:aws:eks:eu-west-1:1234:cluster/blue/ci"))
        .contains("cluster/blue", "namespace ci");
  }

  @Test
  void namesTheContextsThatThereAre() {
    assertThatThrownBy(() -> opened("kubernetes:staging/ci"))
        .isInstanceOf(KubeException.class)
        .hasMessageContainingAll(
            "'staging'", "dev, orphan, prod", first.toString(), "kubectl config get-contexts");
  }

  @Test
  void aContextWithoutItsClusterIsNamed() {
    assertThatThrownBy(() -> opened("kubernetes:orphan"))
        .isInstanceOf(KubeException.class)
        .hasMessageContainingAll("'orphan'", "the cluster 'gone'");
  }

  @Test
  void saysWhereItHasLooked() {
    assertThatThrownBy(() -> new Kubeconfig(Map.of(), home).open("kubernetes:prod/ci"))
        .isInstanceOf(KubeException.class)
        .hasMessageContainingAll(
            "kubernetes:prod/ci", home.resolve(".kube/config").toString(), "KUBECONFIG");
  }

  @Test
  void aFileThatIsNoneIsNamed() throws IOException {
    Files.writeString(first, "not: [yaml");
    assertThatThrownBy(() -> opened("kubernetes:prod"))
        .isInstanceOf(KubeException.class)
        .hasMessageContaining(first.toString());
  }

  @Test
  void aClusterThatIsAwayIsAShortError() throws Exception {
    Files.writeString(
        first,
        Files.readString(first).replace("https://one.example.com:6443", "http://127.0.0.1:1"));
    try (Cluster cluster =
        new Kubeconfig(Map.of("KUBECONFIG", first.toString()), home).open("kubernetes:prod")) {
      assertThatThrownBy(cluster::version)
          .isInstanceOf(UnreachableException.class)
          .hasMessageContainingAll("127.0.0.1:1", "does not answer", "could not connect");
    }
  }

  /** Of which fabric8's client refuses some. */
  @ParameterizedTest
  @ValueSource(
      strings = {"*.corp.example", "*", "_", "[::1]", "localhost 10.0.0.0/8 .svc", "a_b, example"})
  void takesEveryFormOfNoProxy(String exempt) {
    assertThat(opened(Map.of("HTTPS_PROXY", "http://p.example:3128", "NO_PROXY", exempt)))
        .contains("one.example.com:6443");
  }

  @Test
  void takesAProxyWithoutAPort() {
    assertThat(opened(Map.of("HTTPS_PROXY", "http://p"))).contains("one.example.com:6443");
  }

  private String opened(Map<String, String> more) {
    Map<String, String> variables = new HashMap<>(more);
    variables.put("KUBECONFIG", first.toString());
    try (Cluster cluster = new Kubeconfig(variables, home).open("kubernetes:prod")) {
      return cluster.toString();
    }
  }

  /** A proxy, which is asked for an address that no name server knows. */
  @ParameterizedTest
  @CsvSource({
    "HTTP_PROXY, '', '', true",
    "HTTP_PROXY, '', *.example.invalid, false",
    "HTTP_PROXY, '', other.invalid *, false",
    "IGNORED, proxy-url, *, true"
  })
  void asksTheProxyThatCounts(String variable, String named, String exempt, boolean asked)
      throws Exception {
    HttpServer proxy = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
    proxy.createContext(
        "/",
        exchange -> {
          byte[] version = "{\"gitVersion\":\"v1.99\"}".getBytes(StandardCharsets.UTF_8);
          exchange.getResponseHeaders().add("Content-Type", "application/json");
          exchange.sendResponseHeaders(200, version.length);
          exchange.getResponseBody().write(version);
          exchange.close();
        });
    proxy.start();
    String address = "http://127.0.0.1:" + proxy.getAddress().getPort();
    String server = "server: \"http://api.example.invalid\"";
    Files.writeString(
        first,
        Files.readString(first)
            .replace(
                "server: \"https://one.example.com:6443\"",
                named.isEmpty() ? server : server + ", proxy-url: \"" + address + "\""));
    Map<String, String> variables = new HashMap<>();
    variables.put("KUBECONFIG", first.toString());
    variables.put(variable, address);
    variables.put("NO_PROXY", exempt);
    try (Cluster cluster = new Kubeconfig(variables, home).open("kubernetes:prod")) {
      if (asked) {
        assertThat(cluster.version()).isEqualTo("v1.99");
      } else {
        assertThatThrownBy(cluster::version).isInstanceOf(UnreachableException.class);
      }
    } finally {
      proxy.stop(0);
    }
  }

  @Test
  void namesTheKubeconfigWhoseCertificatesAreGone() throws IOException {
    Files.writeString(
        first,
        Files.readString(first)
            .replace(":6443\"}", ":6443\", certificate-authority: /gone/ca.crt}"));
    assertThatThrownBy(() -> opened("kubernetes:prod"))
        .isInstanceOf(KubeException.class)
        .hasMessageContainingAll(
            "'prod'", first.toString(), "/gone/ca.crt: no such file or folder");
  }

  @Test
  void namesTheKubeconfigWhoseServerIsNoAddress() throws IOException {
    Files.writeString(
        first, Files.readString(first).replace("https://one.example.com:6443", "https://a b"));
    assertThatThrownBy(() -> opened("kubernetes:prod"))
        .isInstanceOf(KubeException.class)
        .hasMessageContainingAll("'prod'", first.toString());
  }

  /** In the C locale, any name beyond ASCII is one. */
  @Test
  void namesAVariableThatIsNoPath() {
    assertThatThrownBy(
            () -> new Kubeconfig(Map.of("KUBECONFIG", "a\0b"), home).open("kubernetes:prod"))
        .isInstanceOf(KubeException.class)
        .hasMessageContainingAll("KUBECONFIG", "LC_ALL=C.UTF-8");
  }

  /** An API server of today hangs up on such a one by HTTP/2, and answers by HTTP/1.1. */
  @Test
  void hearsThatALoginDoesNotCount() throws Exception {
    List<String> upgrades = new CopyOnWriteArrayList<>();
    HttpServer server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
    server.createContext(
        "/",
        exchange -> {
          upgrades.addAll(exchange.getRequestHeaders().getOrDefault("Upgrade", List.of()));
          byte[] status =
              "{\"kind\":\"Status\",\"apiVersion\":\"v1\",\"message\":\"Unauthorized\",\"code\":401}"
                  .getBytes(StandardCharsets.UTF_8);
          exchange.getResponseHeaders().add("Content-Type", "application/json");
          exchange.sendResponseHeaders(401, status.length);
          exchange.getResponseBody().write(status);
          exchange.close();
        });
    server.start();
    String address = "http://127.0.0.1:" + server.getAddress().getPort();
    Files.writeString(
        first, Files.readString(first).replace("https://one.example.com:6443", address));
    try (Cluster cluster =
        new Kubeconfig(Map.of("KUBECONFIG", first.toString()), home).open("kubernetes:prod")) {
      assertThatThrownBy(cluster::version)
          .isInstanceOf(KubeException.class)
          .hasMessageContainingAll("does not recognize you: Unauthorized", "Log in again");
    } finally {
      server.stop(0);
    }
    assertThat(upgrades).isEmpty();
  }
}
