package io.github.weepython.maven.debian.rootfs;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.weepython.maven.archive.Content;
import io.github.weepython.maven.archive.Entry;
import io.github.weepython.maven.archive.FileTree;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** With scripts of real packages. */
class AlternativesTest {
  private static final Path SCRIPTS = Path.of("src/test/resources/postinst");
  private static final String LIB = "usr/lib/x86_64-linux-gnu/";

  private final Alternatives alternatives = new Alternatives();
  private final FileTree tree = new FileTree();

  @Test
  void leadsToTheAlternativeOfTheHighestPriority() throws IOException {
    script("libblas3");
    script("libopenblas0-pthread");
    file(LIB + "blas/libblas.so.3");
    file(LIB + "openblas-pthread/libblas.so.3");
    alternatives.link(tree);
    assertThat(link("etc/alternatives/libblas.so.3-x86_64-linux-gnu"))
        .isEqualTo("/" + LIB + "openblas-pthread/libblas.so.3");
    assertThat(tree.follow(LIB + "libblas.so.3").orElseThrow().path())
        .isEqualTo(LIB + "openblas-pthread/libblas.so.3");
    assertThat(alternatives.unfollowed()).isEmpty();
  }

  @Test
  void passesOverAnAlternativeThatIsNotThere() throws IOException {
    script("libopenblas0-pthread");
    script("libblas3");
    file(LIB + "blas/libblas.so.3");
    alternatives.link(tree);
    assertThat(tree.follow(LIB + "libblas.so.3").orElseThrow().path())
        .isEqualTo(LIB + "blas/libblas.so.3");
  }

  @Test
  void takesTheSlavesOfTheAlternativeThatItTook() {
    alternatives.add(
        "best",
        bytes(
            "update-alternatives --install /usr/bin/x x /usr/bin/x1 9 --slave /usr/bin/xx xx"
                + " /usr/bin/y1\n"));
    alternatives.add("next", bytes("update-alternatives --install /usr/bin/x x /usr/bin/x2 1\n"));
    List.of("usr/bin/y1", "usr/bin/x2").forEach(this::file);
    alternatives.link(tree);
    assertThat(link("etc/alternatives/x")).isEqualTo("/usr/bin/x2");
    assertThat(tree.get("usr/bin/xx")).isEmpty();
  }

  @Test
  void makesSlavesOfWhatIsThereAlone() throws IOException {
    script("mawk");
    file("usr/bin/mawk");
    alternatives.link(tree);
    assertThat(tree.follow("usr/bin/awk").orElseThrow().path()).isEqualTo("usr/bin/mawk");
    assertThat(tree.follow("usr/bin/nawk").orElseThrow().path()).isEqualTo("usr/bin/mawk");
    assertThat(tree.get("usr/share/man/man1/awk.1.gz")).isEmpty();
  }

  @Test
  void findsFilesBelowTheLinkedDirectoriesOfAMergedUsr() throws IOException {
    script("netcat-openbsd");
    file("usr/bin/nc.openbsd");
    tree.put(Entry.symlink("bin", "usr/bin"));
    alternatives.link(tree);
    assertThat(tree.follow("usr/bin/nc").orElseThrow().path()).isEqualTo("usr/bin/nc.openbsd");
    assertThat(tree.follow("usr/bin/netcat").orElseThrow().path()).isEqualTo("usr/bin/nc.openbsd");
  }

  @Test
  void followsVariablesAndLoops() throws IOException {
    script("openjdk-21-jre-headless");
    String bin = "usr/lib/jvm/java-21-openjdk-amd64/bin/";
    List.of("java", "keytool", "rmiregistry", "jpackage").forEach(name -> file(bin + name));
    alternatives.link(tree);
    assertThat(tree.follow("usr/bin/java").orElseThrow().path()).isEqualTo(bin + "java");
    assertThat(tree.follow("usr/bin/keytool").orElseThrow().path()).isEqualTo(bin + "keytool");
  }

  @Test
  void namesWhatOnlyTheRunningScriptKnowsAndMakesTheRest() throws IOException {
    script("xz-utils");
    file("usr/bin/xz");
    alternatives.link(tree);
    assertThat(tree.follow("usr/bin/lzma")).isPresent();
    assertThat(alternatives.unfollowed())
        .singleElement()
        .asString()
        .startsWith("xz-utils: update-alternatives --install /usr/bin/lzma lzma /usr/bin/xz 20");
  }

  @Test
  void leavesAFileThatAPackageHasThereItself() {
    alternatives.add("own", bytes("update-alternatives --install /usr/bin/x x /usr/bin/y 1\n"));
    file("usr/bin/x");
    file("usr/bin/y");
    alternatives.link(tree);
    assertThat(tree.get("usr/bin/x").orElseThrow().type()).isEqualTo(Entry.Type.FILE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"libblas3", "libopenblas0-pthread", "mawk"})
  void knowsScriptsThatDoNothingElse(String name) throws IOException {
    assertThat(AlternativeCalls.of(Files.readAllBytes(SCRIPTS.resolve(name))).areAll()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"libc-bin", "openjdk-21-jre-headless", "xz-utils"})
  void knowsScriptsThatDoMore(String name) throws IOException {
    assertThat(AlternativeCalls.of(Files.readAllBytes(SCRIPTS.resolve(name))).areAll()).isFalse();
  }

  private void script(String name) throws IOException {
    alternatives.add(name, Files.readAllBytes(SCRIPTS.resolve(name)));
  }

  private void file(String path) {
    tree.put(Entry.file(path, 0755, Content.of("here")));
  }

  private String link(String path) {
    return tree.get(path).orElseThrow().link();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
