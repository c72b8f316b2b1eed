package io.github.weepython.maven.site;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/**
 * Which wheels install a file at the same place, such as {@code tests/__init__.py}: one of them has
 * it in the end, so that what is there of the one depends on the other.
 */
final class SharedFiles {
  /** The binary distribution format, "The .data directory". */
  private static final Pattern DATA =
      Pattern.compile("[^/]+\\.data/(purelib|platlib|scripts|data)/(.+)");

  private static final Pattern LIBRARY =
      Pattern.compile("lib/python[^/]+/(?:site|dist)-packages/(.+)");

  private static final Pattern ENTRY_POINTS =
      Pattern.compile("[^/]+\\.dist-info/entry_points\\.txt");

  /** A section's name, or a key and its value (entry points specification). */
  private static final Pattern LINE =
      Pattern.compile("\\s*(?:\\[([^\\]]*)]|([^=\\[#;][^=]*)=.*)\\s*");

  private static final Set<String> SCRIPTS = Set.of("console_scripts", "gui_scripts");
  private static final int SMALL = 16 << 20;

  private SharedFiles() {}

  /**
   * The wheels of other projects that install a file where one of the chosen does.
   *
   * @param projects chooses among normalized names
   * @throws SiteException when a wheel is not a zip archive
   */
  static List<Wheel.OnDisk> others(List<Wheel.OnDisk> wheels, Predicate<String> projects) {
    Map<Wheel.OnDisk, Set<String>> places = new HashMap<>();
    Set<String> chosen = new HashSet<>();
    for (Wheel.OnDisk disk : wheels) {
      Set<String> own = places(disk);
      places.put(disk, own);
      if (projects.test(disk.wheel().project())) {
        chosen.addAll(own);
      }
    }
    return wheels.stream()
        .filter(each -> !projects.test(each.wheel().project()))
        .filter(each -> places.getOrDefault(each, Set.of()).stream().anyMatch(chosen::contains))
        .toList();
  }

  /** Where a wheel's files are installed: below the library, or with the scheme's name before. */
  private static Set<String> places(Wheel.OnDisk disk) {
    Set<String> places = new HashSet<>();
    try (ZipFile zip = new ZipFile(disk.file().toFile())) {
      Enumeration<? extends ZipEntry> all = zip.entries();
      while (all.hasMoreElements()) {
        ZipEntry entry = all.nextElement();
        if (!entry.isDirectory()) {
          places.add(place(entry.getName()));
        }
        if (ENTRY_POINTS.matcher(entry.getName()).matches()) {
          byte[] text = zip.getInputStream(entry).readNBytes(SMALL);
          scripts(new String(text, StandardCharsets.UTF_8)).forEach(s -> places.add("bin:" + s));
        }
      }
    } catch (ZipException e) {
      throw new SiteException(
          "%s is not a zip archive (%s), as a wheel is. Get it anew, or lock again."
              .formatted(disk.wheel().name(), e.getMessage()),
          e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return places;
  }

  private static String place(String path) {
    Matcher data = DATA.matcher(path);
    if (!data.matches()) {
      return path;
    }
    String below = data.group(2);
    return switch (data.group(1)) {
      case "scripts" -> "bin:" + below;
      case "data" -> {
        Matcher library = LIBRARY.matcher(below);
        yield library.matches() ? library.group(1) : below.replaceFirst("^bin/", "bin:");
      }
      default -> below;
    };
  }

  /** What pip makes of entry points, in the folder of scripts. */
  private static List<String> scripts(String entryPoints) {
    List<String> scripts = new ArrayList<>();
    String section = "";
    for (String line : entryPoints.lines().toList()) {
      Matcher m = LINE.matcher(line);
      if (m.matches() && m.group(1) != null) {
        section = m.group(1).strip();
      } else if (m.matches() && SCRIPTS.contains(section)) {
        scripts.add(m.group(2).strip());
      }
    }
    return scripts;
  }
}
