package io.github.weepython.maven.site;

import io.github.weepython.maven.digest.Digest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveOutputStream;

/** Writes a wheel with the modes that build backends on Unix give files, and a right RECORD. */
public final class WheelWriter {
  private static final int PLAIN = 0100644;

  private final String name;
  private final String version;
  private final String tag;
  private final Map<String, byte[]> files = new TreeMap<>();
  private final Map<String, Integer> modes = new TreeMap<>();
  private final Set<String> unrecorded = new HashSet<>();
  private final List<String> metadata = new ArrayList<>();

  /**
   * @param tag such as {@code py3-none-any}
   */
  public WheelWriter(String name, String version, String tag) {
    this.name = name;
    this.version = version;
    this.tag = tag;
  }

  public WheelWriter file(String path, String text) {
    return file(path, text.getBytes(StandardCharsets.UTF_8), PLAIN);
  }

  /**
   * @param mode as stat(2) has it, with the file's type
   */
  public WheelWriter file(String path, byte[] bytes, int mode) {
    files.put(path, bytes);
    modes.put(path, mode);
    return this;
  }

  /** A file that RECORD does not name. */
  public WheelWriter unrecorded(String path, String text) {
    unrecorded.add(path);
    return file(path, text);
  }

  /** A file of the folder {@code *.dist-info}. */
  public WheelWriter info(String path, String text) {
    return file(info() + path, text);
  }

  /** A line of METADATA. */
  public WheelWriter metadata(String line) {
    metadata.add(line + "\n");
    return this;
  }

  private String info() {
    return name + "-" + version + ".dist-info/";
  }

  public Path write(Path folder) throws IOException {
    info(
        "METADATA",
        "Metadata-Version: 2.1\nName: %s\nVersion: %s\n%s"
            .formatted(name, version, String.join("", metadata)));
    info(
        "WHEEL",
        "Wheel-Version: 1.0\nGenerator: wee's tests\nRoot-Is-Purelib: %s\nTag: %s\n"
            .formatted(tag.endsWith("-any"), tag));
    info("RECORD", record());
    Path wheel =
        Files.createDirectories(folder).resolve("%s-%s-%s.whl".formatted(name, version, tag));
    try (ZipArchiveOutputStream zip = new ZipArchiveOutputStream(wheel)) {
      for (Map.Entry<String, byte[]> file : files.entrySet()) {
        ZipArchiveEntry entry = new ZipArchiveEntry(file.getKey());
        entry.setTime(1_700_000_000_000L);
        entry.setUnixMode(modes.getOrDefault(file.getKey(), PLAIN));
        zip.putArchiveEntry(entry);
        zip.write(file.getValue());
        zip.closeArchiveEntry();
      }
    }
    return wheel;
  }

  private String record() {
    StringBuilder rows = new StringBuilder();
    files.forEach(
        (path, bytes) -> {
          byte[] digest = HexFormat.of().parseHex(Digest.of(bytes).hex());
          String hash = Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
          String place = path.contains(",") ? '"' + path + '"' : path;
          if (!unrecorded.contains(path)) {
            rows.append("%s,sha256=%s,%d\n".formatted(place, hash, bytes.length));
          }
        });
    return rows + info() + "RECORD,,\n";
  }
}
