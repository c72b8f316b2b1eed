package io.github.weepython.maven.archive;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.luben.zstd.util.Native;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** In a Java of its own each time: a library that is loaded stays. */
class ZstdTest {
  @TempDir Path folder;

  /** Both ways, with a spare folder where there is an argument. */
  public static void main(String[] arguments) throws IOException {
    if (arguments.length > 0) {
      Zstd.spare(use -> use.accept(Path.of(arguments[0])));
    }
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (OutputStream out = Zstd.compress(packed, 1)) {
      out.write("both ways".getBytes(StandardCharsets.US_ASCII));
    }
    try (InputStream in = Zstd.decompress(new ByteArrayInputStream(packed.toByteArray()))) {
      in.transferTo(System.out);
    }
  }

  @Test
  void loadsItsLibraryFromTheFolderForTemporaryFiles() throws Exception {
    assertThat(run(folder)).isEqualTo("both ways");
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void loadsItsLibraryFromElsewhereWhereThatIsNotThere() throws Exception {
    assertThat(run(Path.of("/nowhere"), folder.toString())).isEqualTo("both ways");
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void saysWhatHelpsWhereItCanBeLoadedFromNowhere() throws Exception {
    assertThat(run(Path.of("/nowhere"), "/nowhere/else"))
        .contains("java.io.IOException: Zstandard's library could not be unpacked and loaded: ")
        .contains("No such file or directory")
        .contains("MAVEN_OPTS=-Djava.io.tmpdir=<folder>");
  }

  private String run(Path temporary, String... arguments) throws Exception {
    ProcessBuilder builder =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin/java").toString(),
            "-Djava.io.tmpdir=" + temporary,
            "-XX:-UsePerfData",
            "-cp",
            String.join(
                File.pathSeparator, place(ZstdTest.class), place(Zstd.class), place(Native.class)),
            ZstdTest.class.getName());
    builder.command().addAll(List.of(arguments));
    Process java = builder.redirectErrorStream(true).start();
    String said = new String(java.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    java.waitFor();
    return said;
  }

  private static String place(Class<?> type) {
    return type.getProtectionDomain().getCodeSource().getLocation().getPath();
  }
}
