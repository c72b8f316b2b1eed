package io.github.weepython.maven.sandbox.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.weepython.maven.archive.ArchiveException;
import io.github.weepython.maven.archive.Content;
import io.github.weepython.maven.archive.Entry;
import io.github.weepython.maven.archive.FileTree;
import io.github.weepython.maven.archive.TarWriter;
import io.github.weepython.maven.sandbox.Sandbox;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What goes into a container and what comes out of it, without one. */
class JobFilesTest {
  @TempDir Path dir;

  /** Has a tar for each folder that is asked for. */
  private static final class Tars implements RemoteJob {
    private final Map<String, byte[]> tars = new HashMap<>();

    void put(String folder, Entry... entries) throws IOException {
      FileTree tree = new FileTree();
      for (Entry entry : entries) {
        tree.put(entry);
      }
      ByteArrayOutputStream tar = new ByteArrayOutputStream();
      new TarWriter(Long.MAX_VALUE / 1000).write(tree, tar);
      tars.put(folder, tar.toByteArray());
    }

    @Override
    public void put(FileTree files) {
      throw new UnsupportedOperationException();
    }

    @Override
    public InputStream get(String directory) {
      return new ByteArrayInputStream(tars.get(directory));
    }

    @Override
    public void close() {}

    @Override
    public String toString() {
      return "container x";
    }
  }

  private Sandbox.Job job(Map<String, Path> writable, Map<String, Path> readable) {
    return new Sandbox.Job(dir, writable, readable, Map.of(), List.of("true"));
  }

  private static Entry file(String path, int mode, String text) {
    return Entry.file(path, mode, Content.of(text));
  }

  @Test
  void bringsFilesAndFoldersInWithTheirModes() throws IOException {
    Path script = Files.writeString(dir.resolve("script.sh"), "echo");
    Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-x---"));
    Path source = Files.createDirectories(dir.resolve("source/Lib"));
    Files.writeString(source.resolve("os.py"), "os");
    FileTree inputs =
        JobFiles.inputs(
            job(
                Map.of("/wee/out", Files.createDirectories(dir.resolve("out"))),
                Map.of("/wee/script.sh", script, "/wee/source", dir.resolve("source"))));
    assertThat(inputs.get("tmp").orElseThrow().mode()).isEqualTo(01777);
    assertThat(inputs.get("wee/script.sh").orElseThrow().mode()).isEqualTo(0750);
    assertThat(inputs.get("wee/source/Lib/os.py").orElseThrow().content().readAll())
        .asString()
        .isEqualTo("os");
    assertThat(inputs.get("wee/out").orElseThrow().type()).isEqualTo(Entry.Type.DIRECTORY);
  }

  @Test
  void bringsOutWhatTheJobLeftInsteadOfWhatWasThere() throws IOException {
    Path out = Files.createDirectories(dir.resolve("out"));
    Files.writeString(out.resolve("stale"), "from before");
    Tars container = new Tars();
    container.put(
        "/wee/out",
        file("out/bin/python", 0555, "elf"),
        Entry.symlink("out/python", "bin/python"),
        Entry.directory("out/empty", 0700));
    JobFiles.fetchAll(container, job(Map.of("/wee/out", out), Map.of()));
    assertThat(out.resolve("stale")).doesNotExist();
    assertThat(out.resolve("bin/python")).hasContent("elf");
    assertThat(Files.getPosixFilePermissions(out.resolve("bin/python")))
        .isEqualTo(PosixFilePermissions.fromString("r-xr-xr-x"));
    assertThat(Files.readSymbolicLink(out.resolve("python"))).hasToString("bin/python");
    assertThat(Files.getPosixFilePermissions(out.resolve("empty")))
        .isEqualTo(PosixFilePermissions.fromString("rwx------"));
  }

  @Test
  void asksForNothingOfAPlaceThatMayGetLost() throws IOException {
    Path scratch = Files.createDirectories(dir.resolve("scratch"));
    JobFiles.fetchAll(new Tars(), job(Map.of(Sandbox.LOST + "scratch", scratch), Map.of()));
    assertThat(scratch).isEmptyDirectory();
  }

  /** A daemon or a cluster may be anybody's. */
  @Test
  void refusesAnArchiveThatReachesOutOfItsFolder() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (TarArchiveOutputStream tar = new TarArchiveOutputStream(bytes)) {
      tar.putArchiveEntry(new TarArchiveEntry("out/../../evil"));
      tar.closeArchiveEntry();
    }
    Tars container = new Tars();
    container.tars.put("/wee/out", bytes.toByteArray());
    Path out = Files.createDirectories(dir.resolve("out"));
    assertThatThrownBy(() -> JobFiles.fetchAll(container, job(Map.of("/wee/out", out), Map.of())))
        .isInstanceOf(ArchiveException.class)
        .hasMessageContaining("/wee/out of container x")
        .hasMessageContaining("leaves the tree");
    assertThat(dir.resolve("evil")).doesNotExist();
  }

  /** An engine's own hosts file must not get into a base. */
  @Test
  void aRootComesBackWithoutWhatTheKernelAndTheEnginePutThere() throws IOException {
    Path root = Files.createDirectories(dir.resolve("root/etc")).getParent();
    Files.writeString(root.resolve("etc/hosts"), "127.0.0.1 mine");
    Files.createDirectories(root.resolve("proc"));
    Files.writeString(root.resolve("gone"), "removed by the job");
    Tars container = new Tars();
    container.put(
        "/.",
        file("etc/hosts", 0644, "10.0.0.1 engine"),
        file("etc/resolv.conf", 0644, "nameserver 10.0.0.1"),
        file("etc/passwd", 0640, "root"),
        file(".dockerenv", 0755, ""),
        file("proc/1/status", 0444, "x"),
        file("sys/kernel", 0444, "x"),
        file("tmp/left", 0644, "x"));
    JobFiles.fetchAll(
        container,
        new Sandbox.Job(root, Map.of(), Map.of(), Map.of(), List.of("true"), Optional.of(root)));
    assertThat(root.resolve("etc/hosts")).hasContent("127.0.0.1 mine");
    assertThat(root.resolve("etc/passwd")).hasContent("root");
    assertThat(Files.getPosixFilePermissions(root.resolve("etc/passwd")))
        .isEqualTo(PosixFilePermissions.fromString("rw-r-----"));
    for (String name : List.of("etc/resolv.conf", ".dockerenv", "proc/1", "sys", "tmp", "gone")) {
      assertThat(root.resolve(name)).doesNotExist();
    }
    assertThat(root.resolve("proc")).isDirectory();
  }
}
