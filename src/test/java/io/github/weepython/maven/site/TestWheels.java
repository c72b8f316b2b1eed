package io.github.weepython.maven.site;

import io.github.weepython.maven.digest.Digest;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Makes wheels (PEP 427) of sources, with a right RECORD. */
public final class TestWheels {
  private TestWheels() {}

  /**
   * A wheel with one module {@code <name>.py}.
   *
   * @param tag as {@code py3-none-any}
   * @param metadata more lines of METADATA, as {@code Requires-Dist: other}
   */
  public static Path module(
      Path folder, String name, String version, String tag, String source, String... metadata)
      throws IOException {
    return make(folder, name, version, tag, Map.of(name + ".py", source), metadata);
  }

  /** A wheel with these files. */
  public static Path make(
      Path folder,
      String name,
      String version,
      String tag,
      Map<String, String> files,
      String... metadata)
      throws IOException {
    String info = name + "-" + version + ".dist-info/";
    Map<String, String> all = new TreeMap<>(files);
    all.put(
        info + "METADATA",
        "Metadata-Version: 2.1\nName: %s\nVersion: %s\n%s"
            .formatted(
                name, version, metadata.length == 0 ? "" : String.join("\n", metadata) + "\n"));
    all.put(
        info + "WHEEL",
        "Wheel-Version: 1.0\nGenerator: wee's tests\nRoot-Is-Purelib: %s\nTag: %s\n"
            .formatted(tag.endsWith("-any"), tag));
    StringBuilder record = new StringBuilder();
    all.forEach((path, text) -> record.append(path).append(',').append(row(text)).append('\n'));
    all.put(info + "RECORD", record.append(info).append("RECORD,,\n").toString());
    Files.createDirectories(folder);
    Path wheel = folder.resolve(name + "-" + version + "-" + tag + ".whl");
    try (OutputStream out = Files.newOutputStream(wheel);
        ZipOutputStream zip = new ZipOutputStream(out)) {
      for (Map.Entry<String, String> pair : all.entrySet()) {
        ZipEntry entry = new ZipEntry(pair.getKey());
        entry.setTime(1_700_000_000_000L);
        zip.putNextEntry(entry);
        zip.write(pair.getValue().getBytes(StandardCharsets.UTF_8));
        zip.closeEntry();
      }
    }
    return wheel;
  }

  /** As pip-compile writes it. */
  public static String pinned(String name, String version, Path... wheels) throws IOException {
    StringBuilder text = new StringBuilder(name + "==" + version);
    for (Path wheel : wheels) {
      text.append(" \\\n    --hash=sha256:").append(Digest.of(wheel).hex());
    }
    return text.append("\n    # via the test\n").toString();
  }

  private static String row(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    byte[] digest = HexFormat.of().parseHex(Digest.of(bytes).hex());
    String hash = Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
    return "sha256=" + hash + "," + bytes.length;
  }
}
