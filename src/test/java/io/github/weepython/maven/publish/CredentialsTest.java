package io.github.weepython.maven.publish;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.weepython.maven.http.Credential;
import io.github.weepython.maven.spec.ImageName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CredentialsTest {
  private static final String AUTH =
      "{\"auths\":{\"r.example\":{\"auth\":\"ZG9ja2VyOmNvbG9uOmlu\"}}}"; // docker:colon:in

  @TempDir Path home;

  private Credentials.Found find(Map<String, String> environment) {
    return new Credentials(any -> Optional.empty(), environment, home)
        .find(ImageName.parse("r.example/team/a"));
  }

  private static void write(Path file, String text) throws IOException {
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  @Test
  void takesTheExplicitOneFirst() {
    Credential given = new Credential("settings.xml", "u", "p");
    Map<String, String> env = Map.of("WEE_REGISTRY_USERNAME", "e", "WEE_REGISTRY_PASSWORD", "e");
    assertThat(
            new Credentials(any -> Optional.of(given), env, home)
                .find(ImageName.parse("r.example/team/a"))
                .credential())
        .contains(given);
    assertThat(given.toString()).doesNotContain("p'").isEqualTo("login of settings.xml");
  }

  @Test
  void takesTheEnvironmentBeforeFiles() throws IOException {
    write(home.resolve(".docker/config.json"), AUTH);
    Map<String, String> env = Map.of("WEE_REGISTRY_USERNAME", "e", "WEE_REGISTRY_PASSWORD", "s");
    assertThat(find(env).credential().orElseThrow().user()).isEqualTo("e");
  }

  @Test
  void readsDockersConfigWhereverItIs() throws IOException {
    write(home.resolve("elsewhere/config.json"), AUTH);
    Credential found =
        find(Map.of("DOCKER_CONFIG", home.resolve("elsewhere").toString()))
            .credential()
            .orElseThrow();
    assertThat(found.user()).isEqualTo("docker");
    assertThat(found.password()).isEqualTo("colon:in");
    assertThat(found.source()).isEqualTo(home.resolve("elsewhere/config.json").toString());
  }

  @Test
  void readsPodmansFilesAfterDockers() throws IOException {
    write(home.resolve("run/containers/auth.json"), AUTH);
    write(home.resolve(".docker/config.json"), "{\"auths\":{}}");
    Credentials.Found found = find(Map.of("XDG_RUNTIME_DIR", home.resolve("run").toString()));
    assertThat(found.credential()).isPresent();
    assertThat(found.lookedAt())
        .containsExactly(
            "settings.xml (no <server> with the id r.example)",
            "the environment (WEE_REGISTRY_USERNAME is not set)",
            home.resolve(".docker/config.json") + " (nothing for it)");
  }

  @Test
  void quotesNothingOfAnUnreadableFile() throws IOException {
    write(home.resolve(".docker/config.json"), "{ s3cret");
    assertThat(find(Map.of()).credential()).isEmpty();
    assertThat(find(Map.of()).lookedAt().toString())
        .contains("not valid JSON")
        .doesNotContain("s3cret");
  }

  @Test
  void namesTheHelperThatIsMissing() throws IOException {
    write(
        home.resolve(".docker/config.json"),
        "{\"credHelpers\":{\"r.example\":\"no-such-helper\"}}");
    assertThat(find(Map.of()).lookedAt().toString())
        .contains("docker-credential-no-such-helper failed or is not on the PATH");
  }

  private static String entry(String user) {
    String auth = user + ":secret-of-" + user;
    return "{\"auth\":\"%s\"}".formatted(Base64.getEncoder().encodeToString(auth.getBytes(UTF_8)));
  }

  private static String auths(String... namesAndUsers) {
    StringBuilder json = new StringBuilder("{\"auths\":{");
    for (int i = 0; i < namesAndUsers.length; i += 2) {
      json.append(i > 0 ? "," : "").append('"').append(namesAndUsers[i]).append("\":");
      json.append(entry(namesAndUsers[i + 1]));
    }
    return json.append("}}").toString();
  }

  /** Who would push to this image by such a file. */
  private Optional<String> user(String image, String json) throws IOException {
    write(home.resolve(".docker/config.json"), json);
    return new Credentials(any -> Optional.empty(), Map.of(), home)
        .find(ImageName.parse(image))
        .credential()
        .map(Credential::user);
  }

  @Test
  void theMostSpecificNameWinsAndAForeignPathNeverCounts() throws IOException {
    String json =
        auths(
            "r.example/other", "other",
            "r.example/team/a", "a",
            "r.example/team", "team",
            "r.example/team/abc", "abc",
            "r.example", "host",
            "r.example:5000", "port");
    assertThat(user("r.example/team/a", json)).contains("a");
    assertThat(user("r.example/team/a/deep", json)).contains("a");
    assertThat(user("r.example/team/ab", json)).contains("team");
    assertThat(user("r.example/teams/a", json)).contains("host");
    assertThat(user("r.example:5000/team/a", json)).contains("port");
    assertThat(user("r.example:5001/team/a", json)).isEmpty();
    assertThat(user("xr.example/team/a", json)).isEmpty();
    assertThat(user("r.example/team/a", auths("r.example/other", "other"))).isEmpty();
    assertThat(user("r.example/team/a", auths("r.example/team/a/deeper", "x"))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://r.example",
        "https://r.example/",
        "http://r.example/v1/",
        "https://r.example/v2/",
        "R.EXAMPLE"
      })
  void takesTheNamesThatDockerWrites(String name) throws IOException {
    assertThat(user("r.example/team/a", auths(name, "it"))).contains("it");
  }

  @ParameterizedTest
  @ValueSource(strings = {"r.example/v1", "r.example/v2", "r.example/v2/", "R.example/v1/"})
  void aNamespaceOfSuchANameIsOne(String name) throws IOException {
    assertThat(user("r.example/team/a", auths(name, "it"))).isEmpty();
    String namespace = name.replaceFirst("(?i)^r", "r").replaceFirst("/$", "");
    assertThat(user(namespace + "/a", auths(name, "it"))).contains("it");
  }

  @Test
  void takesDockerHubsNamesForOne() throws IOException {
    assertThat(user("docker.io/team/a", auths("https://index.docker.io/v1/", "hub")))
        .contains("hub");
    assertThat(user("docker.io/team/a", auths("docker.io/other", "x"))).isEmpty();
  }

  @Test
  void asksTheHelperOfTheMostSpecificName() throws IOException {
    Path helper = home.resolve("bin/docker-credential-test");
    write(
        helper,
        "#!/bin/sh\nread server\n"
            + "case $server in r.example/team) u=team;; r.example) u=host;; *)\n"
            + "  echo credentials not found in native keychain; exit 1;; esac\n"
            + "echo '{\"ServerURL\":\"x\",\"Username\":\"'$u'\",\"Secret\":\"s\"}'\n");
    assertThat(helper.toFile().setExecutable(true)).isTrue();
    String json =
        "{\"credHelpers\":{\"r.example/team\":\"test\",\"r.example\":\"test\","
            + "\"r.example/none\":\"test\",\"r.example/foreign\":\"no-such\"},"
            + "\"auths\":{\"r.example/team/own\":%s}}".formatted(entry("own"));
    write(home.resolve(".docker/config.json"), json);
    Map<String, String> path = Map.of("PATH", helper.getParent() + ":" + System.getenv("PATH"));
    Credentials all = new Credentials(any -> Optional.empty(), path, home);
    assertThat(user(all, "r.example/team/a")).contains("team");
    assertThat(user(all, "r.example/team/own")).contains("own");
    assertThat(user(all, "r.example/elsewhere")).contains("host");
    assertThat(user(all, "r.example/none/a")).contains("host");
    assertThat(all.find(ImageName.parse("r.example/foreign/a")).lookedAt().toString())
        .contains("docker-credential-no-such");
  }

  private static Optional<String> user(Credentials all, String image) {
    return all.find(ImageName.parse(image)).credential().map(Credential::user);
  }

  @Test
  void takesTheFileAndTheTextThatTheEnvironmentNames() throws IOException {
    write(home.resolve(".docker/config.json"), auths("r.example", "docker"));
    write(home.resolve("podman.json"), auths("r.example", "file"));
    Map<String, String> file = Map.of("REGISTRY_AUTH_FILE", home.resolve("podman.json").toString());
    assertThat(find(file).credential().map(Credential::user)).contains("file");
    Map<String, String> text = new HashMap<>(file);
    text.put("DOCKER_AUTH_CONFIG", auths("r.example", "text"));
    assertThat(find(text).credential().map(Credential::user)).contains("text");
    assertThat(find(text).credential().orElseThrow().source()).contains("DOCKER_AUTH_CONFIG");
    assertThat(find(Map.of("DOCKER_AUTH_CONFIG", "{ s3cret")).lookedAt().toString())
        .contains("the variable DOCKER_AUTH_CONFIG (it is not valid JSON)")
        .doesNotContain("s3cret");
    Map<String, String> absent =
        Map.of("REGISTRY_AUTH_FILE", "/no/such", "DOCKER_AUTH_CONFIG", "{}");
    assertThat(find(absent).lookedAt().toString())
        .contains("/no/such (no such file)")
        .contains("DOCKER_AUTH_CONFIG (nothing for it)");
  }

  @Test
  void theMostSpecificServerOfSettingsWins() {
    Set<String> ids =
        Set.of("r.example:5000", "r.example/team", "r.example:5000/team/a", "r.example");
    Credentials all =
        new Credentials(
            id -> ids.contains(id) ? Optional.of(new Credential(id, id, "pw")) : Optional.empty(),
            Map.of(),
            home);
    assertThat(user(all, "r.example:5000/team/a")).contains("r.example:5000/team/a");
    assertThat(user(all, "r.example:5000/team/b")).contains("r.example:5000");
    assertThat(user(all, "r.example/team/b")).contains("r.example/team");
    assertThat(user(all, "r.example:5001/teams/b")).contains("r.example");
  }
}
