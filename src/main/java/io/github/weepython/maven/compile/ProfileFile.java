package io.github.weepython.maven.compile;

import io.github.weepython.maven.Causes;
import io.github.weepython.maven.archive.ArchiveException;
import io.github.weepython.maven.archive.TarReader;
import io.github.weepython.maven.archive.XzDecompressor;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** A saved profile: a tar.xz of GCC's counts, with what it was made of in front. */
public final class ProfileFile {
  /** Bytes of what says what a profile was made of. */
  private static final int MOST = 1 << 20;

  private static final String IDENTITY = "wee-profile";

  private ProfileFile() {}

  /**
   * Reads what a profile was made of.
   *
   * @throws CompileException when the file is missing or no profile
   */
  public static String identity(Path file) {
    if (!Files.isRegularFile(file)) {
      throw new CompileException(
          "No profile " + file + ". Make it with wee:train, or see <profile>.");
    }
    StringBuilder found = new StringBuilder();
    try (InputStream raw = new BufferedInputStream(Files.newInputStream(file));
        InputStream in = XzDecompressor.open(raw)) {
      TarReader.read(
          file.toString(),
          in,
          TarReader.Devices.REFUSE,
          (entry, size, body) -> {
            if (entry.path().equals(IDENTITY)) {
              found.append(new String(TarReader.bytes(entry, body, MOST), StandardCharsets.UTF_8));
            }
          });
    } catch (IOException | ArchiveException e) {
      throw new CompileException(
          file + " is not a profile that wee:train wrote: " + Causes.of(e), e);
    }
    return found.toString();
  }
}
