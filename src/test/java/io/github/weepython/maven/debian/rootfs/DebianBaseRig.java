package io.github.weepython.maven.debian.rootfs;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.weepython.maven.archive.Content;
import io.github.weepython.maven.archive.Entry;
import io.github.weepython.maven.archive.FileTree;
import io.github.weepython.maven.progress.HeardProgress;
import io.github.weepython.maven.sandbox.Sandbox;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.io.TempDir;

/** A base of real packages, with a sandbox in which the test is the maintainer scripts. */
abstract class DebianBaseRig {
  private static final Path DEBS = Path.of("src/test/resources/debs");

  static final DebianBase.Recipe RECIPE =
      new DebianBase.Recipe(
          "configure",
          Map.of("recorder.c", "record"),
          path -> path.equals("etc/ssl/private/known.key"),
          List.of(Entry.file("etc/added", 0640, Content.of("added"))));

  @TempDir Path scratch;
  final HeardProgress heard = new HeardProgress(new ArrayList<>(), new ArrayList<>());

  /** What the scripts found as dpkg's status. */
  String status = "";

  /** The day that the scripts were told, in seconds since the epoch. */
  String now = "";

  static void users(Path root) throws IOException {
    Files.writeString(
        root.resolve("etc/passwd"),
        "root:x:0:0:root:/root:/bin/bash\ndaemon:x:1:2::/home/daemon:/bin/sh\n"
            + "bin:x:2:2:bin:/usr/bin:/bin/sh\n");
    Files.writeString(root.resolve("etc/group"), "root:x:0:\nmail:x:8:\n");
  }

  /** As the recorder and the listener do. */
  void record(String... fields) throws IOException {
    Files.writeString(
        scratch.resolve("record/calls"),
        String.join("\0", fields) + "\0",
        StandardOpenOption.CREATE,
        StandardOpenOption.APPEND);
  }

  /** The base after those scripts. */
  FileTree tree(Scripts scripts) throws IOException {
    return tree(debs(), scripts);
  }

  FileTree tree(List<Path> debs, Scripts scripts) throws IOException {
    Sandbox sandbox =
        new Sandbox() {
          @Override
          public int run(Job job, Consumer<String> lines) throws IOException {
            if (job.own().isEmpty()) {
              Files.createFile(job.writable().get("/wee/out").resolve("recorder.so"));
              return 0; // The compiler's job.
            }
            Path root = job.own().orElseThrow();
            assertThat(root.resolve("etc/ld.so.preload")).exists();
            now = job.environment().get("SOURCE_DATE_EPOCH");
            status = Files.readString(root.resolve("var/lib/dpkg/status"));
            try {
              scripts.run(root);
            } catch (Failed e) {
              return 1;
            }
            return 0;
          }
        };
    return new DebianBase(sandbox, scratch, RECIPE, heard).tree(scratch, debs, p -> false);
  }

  static List<Path> debs() {
    return List.of(
        DEBS.resolve("hostname_3.23+nmu1_amd64.deb"), DEBS.resolve("netbase_6.4_all.deb"));
  }

  static String text(FileTree tree, String path) throws IOException {
    return new String(tree.get(path).orElseThrow().content().readAll(), StandardCharsets.UTF_8);
  }

  /** A script fails. */
  static final class Failed extends RuntimeException {}

  /** What maintainer scripts do. */
  interface Scripts {
    /**
     * @throws Failed when one of them ends with an error
     */
    void run(Path root) throws IOException;
  }
}
