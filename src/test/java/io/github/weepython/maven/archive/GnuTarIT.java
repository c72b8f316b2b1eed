package io.github.weepython.maven.archive;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.weepython.maven.Property;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What GNU tar reads in the archives that wee writes. */
class GnuTarIT {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss").withZone(ZoneOffset.UTC);

  private static final Map<Entry.Type, String> TYPES =
      Map.of(
          Entry.Type.FILE, "-",
          Entry.Type.DIRECTORY, "d",
          Entry.Type.SYMLINK, "l",
          Entry.Type.HARDLINK, "h");

  @Test
  void listsTheSameTreeWhateverItsNamesSizesAndOwners(@TempDir Path dir) {
    Property.holds(
        60,
        random -> {
          FileTree tree = RandomTrees.tree(random, "a", ".", " ", "=", "*", "é", "语", "🐍");
          Path tar = dir.resolve("tar");
          try (OutputStream out = Files.newOutputStream(tar)) {
            new TarWriter(Long.MAX_VALUE / 1000).write(tree, out);
          }
          assertThat(list(tar))
              .containsAll(tree.entries().stream().map(GnuTarIT::line).toList())
              .hasSizeGreaterThanOrEqualTo(tree.entries().size());
        });
  }

  /** As GNU tar prints it, with one blank between columns. */
  private static String line(Entry entry) {
    boolean folder = entry.type() == Entry.Type.DIRECTORY;
    return "%s%s %d/%d %d %s %s%s%s"
        .formatted(
            TYPES.get(entry.type()),
            permissions(entry.mode()),
            entry.uid(),
            entry.gid(),
            entry.type() == Entry.Type.FILE ? entry.content().size() : 0,
            TIME.format(Instant.ofEpochSecond(entry.mtime())),
            entry.path(),
            folder ? "/" : "",
            switch (entry.type()) {
              case SYMLINK -> " -> " + entry.link();
              case HARDLINK -> " link to " + entry.link();
              default -> "";
            });
  }

  private static String permissions(int mode) {
    return triple(mode >> 6, mode & 04000, "s") // owner
        + triple(mode >> 3, mode & 02000, "s")
        + triple(mode, mode & 01000, "t");
  }

  private static String triple(int bits, int special, String letter) {
    boolean runs = (bits & 1) != 0;
    String last =
        special == 0
            ? (runs ? "x" : "-")
            : runs ? letter : letter.toUpperCase(java.util.Locale.ROOT);
    return ((bits & 4) != 0 ? "r" : "-") + ((bits & 2) != 0 ? "w" : "-") + last;
  }

  private static List<String> list(Path tar) throws IOException, InterruptedException {
    ProcessBuilder builder =
        new ProcessBuilder(
            "tar",
            "--list",
            "--verbose",
            "--numeric-owner",
            "--utc",
            "--full-time",
            "--quoting-style=literal",
            "--file=" + tar);
    builder.environment().put("LC_ALL", "C.UTF-8");
    Process process = builder.redirectError(ProcessBuilder.Redirect.INHERIT).start();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).isZero();
    return out.lines()
        .map(line -> line.replaceFirst("^(\\S+) +(\\S+) +(\\d+) ", "$1 $2 $3 "))
        .toList();
  }
}
