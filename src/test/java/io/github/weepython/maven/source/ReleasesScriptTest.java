package io.github.weepython.maven.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.weepython.maven.digest.Digest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code src/releases/known_releases.py}, with witnesses that are folders. */
class ReleasesScriptTest {
  private static final String TARBALL = "a tarball";

  @TempDir Path temp;
  private Path table;

  @BeforeEach
  void prepare() throws IOException {
    table = put("releases.list", "# About the table.\n\n# CPython 3.14\n");
    put("debian/pool/main/p/python3.14/python3.14_3.14.8.orig.tar.xz", TARBALL);
  }

  private Path put(String path, String content) throws IOException {
    Path file = temp.resolve(path);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, content);
  }

  private void docker(String digest) throws IOException {
    put(
        "docker/versions.json",
        "{\"3.14\": {\"version\": \"3.14.8\", \"checksums\": {\"source\": {\"sha256\": \"%s\"}}}}"
            .formatted(digest));
  }

  private record Result(int status, String said) {}

  private Result run(String... arguments) throws IOException, InterruptedException {
    List<String> command =
        new ArrayList<>(List.of("python3", "src/releases/known_releases.py", arguments[0]));
    command.addAll(List.of(arguments).subList(1, arguments.length));
    command.addAll(List.of("--table", table.toString(), "--mirror", uri("debian")));
    command.addAll(
        List.of("--docker", uri("docker"), "--pyenv", uri("no"), "--upstream", uri("no")));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Result(process.waitFor(), said);
  }

  private String uri(String folder) {
    return temp.resolve(folder).toUri().toString().replaceFirst("/$", "");
  }

  @Test
  void addsWhatTwoWitnessesAgreeOn() throws Exception {
    docker(Digest.of(TARBALL).hex());
    Result result = run("add", "3.14.8");
    assertThat(result.status()).as(result.said()).isZero();
    assertThat(table)
        .hasContent(
            "# About the table.\n\n# CPython 3.14\n3.14.8    "
                + Digest.of(TARBALL).hex()
                + " debian docker\n");
    assertThat(KnownReleases.parse(Files.readAllLines(table).subList(3, 4)).of("3.14")).hasSize(1);
  }

  @Test
  void addsNothingThatOneWitnessAloneKnows() throws Exception {
    Result result = run("add", "3.14.8");
    assertThat(result.status()).isEqualTo(1);
    assertThat(result.said()).contains("two witnesses are required and only ['debian'] answered");
    assertThat(Files.readString(table)).doesNotContain("3.14.8");
  }

  @Test
  void refusesWitnessesThatDiffer() throws Exception {
    docker(Digest.of("another").hex());
    Result result = run("add", "3.14.8");
    assertThat(result.status()).isEqualTo(1);
    assertThat(result.said())
        .contains("digests differ: debian has " + Digest.of(TARBALL).hex())
        .contains("docker has " + Digest.of("another").hex());
  }

  @Test
  void findsAnEntryThatIsWrong() throws Exception {
    Files.writeString(table, "3.14.8 " + Digest.of("old").hex() + " pyenv\n");
    Result result = run("check");
    assertThat(result.status()).isEqualTo(1);
    assertThat(result.said()).contains("the table has " + Digest.of("old").hex());
  }
}
