package io.github.weepython.maven.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.weepython.maven.archive.Content;
import io.github.weepython.maven.archive.Entry;
import io.github.weepython.maven.archive.FileTree;
import io.github.weepython.maven.archive.TarWriter;
import io.github.weepython.maven.spec.Patch;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tukaani.xz.LZMA2Options;
import org.tukaani.xz.XZOutputStream;

class SecurityPatchesTest {
  private static final String CHANGE = "--- a/x\n+++ b/x\n@@ -1 +1 @@\n-a\n+b\n";

  /** With Windows' line ends and an old Mac's, and what looks like a header behind a plus. */
  private static final String ODD_LINES = "@@ -3 +3,2 @@\n-c\r\n+d\r\n++ e\rf\n";

  private static final List<String> EXCEPTIONS = List.of("+crash.patch", "-CVE-2025-0002.patch");

  @TempDir Path temp;

  private static FileTree patches() {
    FileTree tree = new FileTree();
    String series =
        "# a comment\nlayout.diff\nheader.diff -p1\nCVE-2025-0001.patch\n#CVE-2025-9999.patch\n"
            + "CVE-2025-0002.patch\ncrash.patch\nmissing.patch\n";
    put(tree, "series", series);
    put(tree, "layout.diff", "Description: Debian's own, unlike CVE numbers\n\n" + CHANGE);
    put(tree, "header.diff", "Subject: [PATCH] fixes CVE-2024-12345 \u00fc\n\n" + CHANGE);
    put(tree, "CVE-2025-0001.patch", CHANGE.replace("a/x", "a/\u00e9") + ODD_LINES);
    put(tree, "CVE-2025-0002.patch", CHANGE);
    put(tree, "CVE-2025-9999.patch", CHANGE);
    put(tree, "crash.patch", "Subject: a crash\n" + CHANGE);
    return tree;
  }

  private static void put(FileTree tree, String name, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    tree.put(Entry.file("debian/patches/" + name, 0644, Content.of(bytes)));
  }

  private Path tarball() throws IOException {
    Path file = temp.resolve("python3.13_3.13.5-2.debian.tar.xz");
    try (OutputStream out = new XZOutputStream(Files.newOutputStream(file), new LZMA2Options(1))) {
      new TarWriter(1).write(patches(), out);
    }
    return file;
  }

  /** As dpkg-source writes format 1.0, with a change to a file of upstream before it. */
  private Path diff() throws IOException {
    Path file = temp.resolve("python2.7_2.7.18-8.diff.gz");
    StringBuilder text = new StringBuilder("--- python2.7-2.7.18.orig/README\n");
    text.append("+++ python2.7-2.7.18/README\n@@ -1 +1 @@\n-a\n+series\n");
    for (Entry entry : patches().entries()) {
      if (entry.type() == Entry.Type.FILE) {
        text.append("--- python2.7-2.7.18.orig/").append(entry.path());
        text.append("\n+++ python2.7-2.7.18/").append(entry.path()).append("\n@@ -0,0 +1 @@\n");
        String content = new String(entry.content().readAll(), StandardCharsets.UTF_8);
        for (String line : content.split("(?<=\n)")) {
          text.append('+').append(line);
        }
      }
    }
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
      out.write(text.toString().getBytes(StandardCharsets.UTF_8));
    }
    return file;
  }

  private static List<Patch> chosen(Path file) {
    return SecurityPatches.chosen(
        DebianPatches.read(String.valueOf(file.getFileName()), file).series("3.13.5-2"),
        EXCEPTIONS);
  }

  @Test
  void choosesByNameByHeaderAndByTheListInTheOrderOfTheSeries() throws IOException {
    assertThat(chosen(tarball()))
        .extracting(Patch::name)
        .containsExactly("header.diff", "CVE-2025-0001.patch", "crash.patch");
  }

  @Test
  void readsTheDiffOfAnOldSourcePackageAsTheTarballOfANewOne() throws IOException {
    assertThat(chosen(diff())).isEqualTo(chosen(tarball()));
  }

  @Test
  void keepsEachByteOfAPatch() throws IOException {
    assertThat(chosen(tarball()).get(1).bytes().getBytes(StandardCharsets.ISO_8859_1))
        .isEqualTo(
            (CHANGE.replace("a/x", "a/\u00e9") + ODD_LINES).getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void tellsTheCveNumbers() throws IOException {
    assertThat(chosen(tarball()))
        .extracting(Patch::cves)
        .containsExactly(List.of("CVE-2024-12345"), List.of("CVE-2025-0001"), List.of());
  }
}
