package io.github.weepython.maven.site;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * Wheels with files that their RECORD does not name. pip installs these too, and once they are
 * installed nothing says whose they are.
 */
final class UnrecordedFiles {
  private static final Pattern RECORD = Pattern.compile("[^/]+\\.dist-info/RECORD");
  private static final int LARGEST = 64 << 20;

  private UnrecordedFiles() {}

  /** Those that have some. */
  static List<Wheel.OnDisk> having(List<Wheel.OnDisk> wheels) {
    return wheels.stream().filter(UnrecordedFiles::has).toList();
  }

  private static boolean has(Wheel.OnDisk disk) {
    try (ZipFile zip = new ZipFile(disk.file().toFile())) {
      Set<String> recorded = new HashSet<>();
      for (ZipEntry entry : zip.stream().filter(UnrecordedFiles::isRecord).toList()) {
        byte[] text = zip.getInputStream(entry).readNBytes(LARGEST);
        RecordRow.parse(new String(text, StandardCharsets.UTF_8))
            .forEach(row -> recorded.add(row.path()));
      }
      return zip.stream()
          .filter(entry -> !entry.isDirectory() && !isRecord(entry))
          .anyMatch(entry -> !recorded.contains(entry.getName()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean isRecord(ZipEntry entry) {
    return RECORD.matcher(entry.getName()).matches();
  }
}
