package io.github.weepython.maven.site;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/**
 * What a wheel says of itself, whatever its file is called (the binary distribution format of
 * packaging.python.org, and PEP 566 for METADATA).
 *
 * @param origin what messages call it
 * @param file the archive
 * @param wheel its name as PyPI would have it, by METADATA's name and version and WHEEL's tags
 * @param requires its {@code Requires-Dist} lines
 */
public record WheelArchive(String origin, Path file, Wheel wheel, List<String> requires) {
  private static final Pattern INFO = Pattern.compile("([^/]+\\.dist-info)/METADATA");
  private static final Pattern FIELD = Pattern.compile("(?m)^([A-Za-z-]+):[ \\t]*(\\S.*?)\\s*$");
  private static final int SMALL = 16 << 20;

  public WheelArchive {
    requires = List.copyOf(requires);
  }

  /**
   * Reads a wheel, and compares its files with its RECORD.
   *
   * @throws SiteException when it is not a wheel, or is not what its RECORD says
   */
  static WheelArchive read(String origin, Path file) throws IOException {
    try (ZipFile zip = new ZipFile(file.toFile())) {
      String info = info(origin, zip);
      String metadata = text(origin, zip, info + "/METADATA");
      String name = field(origin, metadata, "Name");
      String version = field(origin, metadata, "Version");
      List<String> tags = fields(head(text(origin, zip, info + "/WHEEL")), "Tag");
      new WheelRecord(origin, zip, info).check(text(origin, zip, info + "/RECORD"));
      return new WheelArchive(
          origin,
          file,
          wheel(origin, name, version, tags),
          fields(head(metadata), "Requires-Dist"));
    } catch (ZipException e) {
      throw new SiteException(
          "%s is not a wheel: %s is not a zip archive (%s)."
              .formatted(origin, file, e.getMessage()),
          e);
    }
  }

  private static String info(String origin, ZipFile zip) {
    List<String> found =
        zip.stream()
            .map(each -> INFO.matcher(each.getName()))
            .filter(Matcher::matches)
            .map(m -> m.group(1))
            .toList();
    if (found.size() != 1) {
      throw new SiteException(
          "%s is not a wheel: expected one folder *.dist-info with METADATA in %s, found %s. python -m build --wheel, pip wheel and wee:wheel make wheels."
              .formatted(origin, zip.getName(), found.isEmpty() ? "none" : found));
    }
    return found.get(0);
  }

  private static String text(String origin, ZipFile zip, String path) throws IOException {
    ZipEntry entry = zip.getEntry(path);
    if (entry == null) {
      throw new SiteException("%s is not a wheel: it has no %s.".formatted(origin, path));
    }
    try (InputStream in = zip.getInputStream(entry)) {
      return new String(in.readNBytes(SMALL), StandardCharsets.UTF_8);
    }
  }

  /** The fields; a description may follow after an empty line. */
  private static String head(String text) {
    return text.split("\r?\n\r?\n", 2)[0];
  }

  private static List<String> fields(String head, String name) {
    List<String> values = new ArrayList<>();
    Matcher m = FIELD.matcher(head);
    while (m.find()) {
      if (m.group(1).equalsIgnoreCase(name)) {
        values.add(m.group(2));
      }
    }
    return values;
  }

  private static String field(String origin, String metadata, String name) {
    return fields(head(metadata), name).stream()
        .findFirst()
        .orElseThrow(
            () ->
                new SiteException(
                    "%s is not a wheel: its METADATA has no %s.".formatted(origin, name)));
  }

  private static Wheel wheel(String origin, String name, String version, List<String> tags) {
    List<TreeSet<String>> parts = List.of(new TreeSet<>(), new TreeSet<>(), new TreeSet<>());
    for (String tag : tags) {
      String[] three = tag.split("-", -1);
      for (int i = 0; i < 3 && three.length == 3; i++) {
        parts.get(i).addAll(List.of(three[i].split("\\.")));
      }
    }
    String file =
        "%s-%s-%s-%s-%s.whl"
            .formatted(
                name.replaceAll("[-_.]+", "_"),
                version.replace('-', '_'),
                String.join(".", parts.get(0)),
                String.join(".", parts.get(1)),
                String.join(".", parts.get(2)));
    return Wheel.parse(file)
        .orElseThrow(
            () ->
                new SiteException(
                    "%s is not a wheel: name, version and tags of its *.dist-info make no name of one: %s."
                        .formatted(origin, file)));
  }
}
