package io.github.weepython.maven.daemon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.weepython.maven.digest.Digest;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EndpointResolverTest {
  @TempDir Path home;

  @Test
  void whatTheUserNamesCountsAlone() {
    assertThat(hosts(Map.of("DOCKER_HOST", "tcp://127.0.0.1:2375", "DOCKER_CONTEXT", "x")))
        .containsExactly("tcp://127.0.0.1:2375");
  }

  @Test
  void aBuilderCountsAloneWhateverTheEnvironmentSays() {
    Endpoint only =
        new EndpointResolver(Map.of("DOCKER_HOST", "tcp://127.0.0.1:2375"), home)
            .only("<builders><linux-arm64>", "ssh://me@arm")
            .all()
            .get(0);

    assertThat(only).hasToString("ssh://me@arm (<builders><linux-arm64>)");
  }

  @Test
  void looksAtEveryUsualSocketWhereTheUserNamesNone() {
    assertThat(hosts(Map.of("XDG_RUNTIME_DIR", "/run/user/1000")))
        .startsWith("unix:///var/run/docker.sock", "unix:///run/user/1000/docker.sock")
        .contains("unix:///run/user/1000/podman/podman.sock", "unix:///run/podman/podman.sock")
        .contains("unix://" + home + "/.docker/run/docker.sock");
  }

  @Test
  void findsSocketsBelowAHomeOfAnyName() throws IOException {
    Path odd = Files.createDirectory(home.resolve("Jane 100% [old]\\"));
    List<Endpoint> all = new EndpointResolver(Map.of(), odd).all();

    assertThat(all)
        .extracting(Endpoint::socket)
        .contains(
            Optional.of(Path.of("/var/run/docker.sock")),
            Optional.of(odd.resolve(".docker/run/docker.sock")));
    assertThat(all.get(2).host().toString())
        .startsWith("unix:///")
        .endsWith("/Jane%20100%25%20%5Bold%5D%5C/.docker/run/docker.sock");
  }

  @Test
  void aGuessThatCanBeNoSocketStopsNoOther() {
    for (String odd : List.of("not/absolute", "[", "a\0b")) {
      assertThat(hosts(Map.of("XDG_RUNTIME_DIR", odd)))
          .as(odd)
          .contains("unix:///var/run/docker.sock", "unix:///run/podman/podman.sock")
          .noneMatch(each -> each.contains("not/absolute"));
    }
  }

  @Test
  void takesASocketsPathAsDockersContextsHaveIt() throws IOException {
    context("desktop-linux", "unix:///home/jane doe/.docker/desktop/docker.sock");

    assertThat(endpoints(Map.of("DOCKER_CONTEXT", "desktop-linux")).get(0).socket())
        .contains(Path.of("/home/jane doe/.docker/desktop/docker.sock"));
  }

  @Test
  void guessesTheRuntimeFolderByWhoOwnsTheHome() throws IOException {
    Object uid = Files.getAttribute(home, "unix:uid");
    assertThat(hosts(Map.of())).contains("unix:///run/user/" + uid + "/podman/podman.sock");
  }

  @Test
  void followsTheCurrentContext() throws IOException {
    context("far", "ssh://me@far.example.com");
    Files.writeString(home.resolve(".docker/config.json"), "{\"currentContext\": \"far\"}");

    assertThat(hosts(Map.of())).containsExactly("ssh://me@far.example.com");
  }

  @Test
  void aVariableBeatsTheCurrentContext() throws IOException {
    context("far", "tcp://far.example.com:2376");
    Files.writeString(home.resolve(".docker/config.json"), "{\"currentContext\": \"gone\"}");

    Endpoint found = endpoints(Map.of("DOCKER_CONTEXT", "far")).get(0);

    assertThat(found.host()).hasToString("tcp://far.example.com:2376");
    assertThat(found.source()).isEqualTo("DOCKER_CONTEXT, context far");
    assertThat(found.certificates()).isEmpty();
  }

  @Test
  void theDefaultContextIsTheUsualSockets() throws IOException {
    context("far", "tcp://far.example.com:2376");
    Files.writeString(home.resolve(".docker/config.json"), "{\"currentContext\": \"far\"}");

    assertThat(hosts(Map.of("DOCKER_CONTEXT", "default"))).contains("unix:///var/run/docker.sock");
  }

  @Test
  void aContextsCertificatesAreUsed() throws IOException {
    context("far", "tcp://far.example.com:2376");
    Path tls = home.resolve(".docker/contexts/tls/" + Digest.of("far").hex() + "/docker");
    certificates(tls);

    assertThat(endpoints(Map.of("DOCKER_CONTEXT", "far")).get(0).certificates()).contains(tls);
  }

  @Test
  void tlsTakesTheFolderNamedElseTheConfig() throws IOException {
    Path own = certificates(home.resolve("certs"));
    certificates(home.resolve(".docker"));
    Map<String, String> host = Map.of("DOCKER_HOST", "tcp://h:2376", "DOCKER_TLS_VERIFY", "1");

    assertThat(endpoints(host).get(0).certificates()).contains(home.resolve(".docker"));
    assertThat(
            endpoints(
                    Map.of(
                        "DOCKER_HOST", "tcp://h:2376",
                        "DOCKER_TLS_VERIFY", "1",
                        "DOCKER_CERT_PATH", own.toString()))
                .get(0)
                .certificates())
        .isEqualTo(Optional.of(own));
  }

  @Test
  void refusesTlsWithoutCertificates() {
    assertThatThrownBy(
            () -> endpoints(Map.of("DOCKER_HOST", "tcp://h:2376", "DOCKER_TLS_VERIFY", "1")))
        .isInstanceOf(DaemonException.class)
        .hasMessageContaining("ca.pem is missing")
        .hasMessageContaining("DOCKER_CERT_PATH");
  }

  @Test
  void refusesAContextThatIsNotThere() {
    assertThatThrownBy(() -> endpoints(Map.of("DOCKER_CONTEXT", "gone")))
        .isInstanceOf(DaemonException.class)
        .hasMessageContaining("'gone'")
        .hasMessageContaining("docker context ls");
  }

  @Test
  void refusesWhatIsNoAddress() {
    assertThatThrownBy(() -> endpoints(Map.of("DOCKER_HOST", "localhost")))
        .isInstanceOf(DaemonException.class)
        .hasMessageContaining("DOCKER_HOST says 'localhost'");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "unix:docker.sock",
        "unix://docker.sock",
        "unix://run/docker.sock",
        "unix:///a%00b",
        "tcp:localhost:2375",
        "tcp://:2375",
        "tcp://build_host:2375",
        "http:localhost",
        "https:///path",
        "ssh:far",
        "ssh:///run/docker.sock",
        "ssh://me@",
        "ssh://me@far:port"
      })
  void refusesAnAddressThatLacksAPathOrAHost(String address) {
    assertThatThrownBy(() -> endpoints(Map.of("DOCKER_HOST", address)))
        .isInstanceOf(DaemonException.class)
        .hasMessageStartingWith("DOCKER_HOST says '" + address + "', which ");
  }

  @Test
  void asksSshAsDockerDoes() {
    assertThat(ssh("ssh://me@far:2222"))
        .endsWith("-l", "me", "-p", "2222", "--", "far", "docker", "system", "dial-stdio");
  }

  @Test
  void asksSshForTheSocketThatIsNamed() {
    assertThat(ssh("ssh://me@far/run/user/1000/docker.sock"))
        .endsWith(
            "far", "docker", "--host='unix:///run/user/1000/docker.sock'", "system", "dial-stdio");
    assertThat(ssh("ssh://far/it's%20mine")).contains("--host='unix:///it'\\''s mine'");
    assertThat(ssh("ssh://far/")).endsWith("--", "far", "docker", "system", "dial-stdio");
  }

  @Test
  void asksSshForHostsThatOnlyItKnows() {
    assertThat(ssh("ssh://me@build_host:2222/run/docker.sock"))
        .containsSubsequence("-l", "me", "-p", "2222", "--", "build_host");
    assertThat(ssh("ssh://me@[::1]:2222"))
        .containsSubsequence("-l", "me", "-p", "2222", "--", "::1");
    assertThat(ssh("ssh://me%40corp@far")).containsSubsequence("-l", "me@corp", "--", "far");
    assertThat(ssh("ssh://far")).doesNotContain("-l", "-p");
  }

  private static List<String> ssh(String address) {
    Endpoint endpoint = Endpoint.parse("DOCKER_HOST", address, Optional.empty());
    return SshBridge.command(endpoint.ssh().orElseThrow());
  }

  @Test
  void saysWhatEachPlaceAnswered() throws IOException {
    Path stale = home.resolve("docker.sock"); // as a daemon that was killed leaves it
    try (ServerSocketChannel gone = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      gone.bind(UnixDomainSocketAddress.of(stale));
    }

    assertThat(found("tcp://127.0.0.1:1")).contains("Connection refused");
    assertThat(found("unix://" + stale)).contains("Connection refused");
    assertThat(found("unix://" + home.resolve("none"))).contains("no such socket");
    assertThat(found("tcp://no-such-host.invalid:2375"))
        .contains("no-such-host.invalid: no machine has this name");
  }

  private String found(String host) {
    DaemonLocator.Found found =
        new DaemonLocator(new EndpointResolver(Map.of("DOCKER_HOST", host), home)).find();
    assertThat(found.daemon()).isEmpty();
    assertThat(found.looks()).hasSize(1);
    return found.looks().get(0).found();
  }

  private List<String> hosts(Map<String, String> variables) {
    return endpoints(variables).stream().map(each -> each.host().toString()).toList();
  }

  private List<Endpoint> endpoints(Map<String, String> variables) {
    return new EndpointResolver(variables, home).all();
  }

  private void context(String name, String host) throws IOException {
    Path meta = home.resolve(".docker/contexts/meta/" + Digest.of(name).hex());
    Files.createDirectories(meta);
    Files.writeString(
        meta.resolve("meta.json"),
        "{\"Name\":\"%s\",\"Metadata\":{},\"Endpoints\":{\"docker\":{\"Host\":\"%s\",\"SkipTLSVerify\":false}}}"
            .formatted(name, host));
  }

  private static Path certificates(Path folder) throws IOException {
    Files.createDirectories(folder);
    for (String name : List.of("ca.pem", "cert.pem", "key.pem")) {
      Files.createFile(folder.resolve(name));
    }
    return folder;
  }
}
