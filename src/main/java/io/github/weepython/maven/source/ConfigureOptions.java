package io.github.weepython.maven.source;

import io.github.weepython.maven.Causes;
import io.github.weepython.maven.archive.ArchiveException;
import io.github.weepython.maven.archive.TarReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The options that a source's own configure script knows. */
public final class ConfigureOptions {
  /** Autoconf writes it before the code for each. */
  private static final Pattern KNOWN =
      Pattern.compile("(?m)^# Check whether --(with|enable)-(\\S+) was given\\.$");

  /** Bytes; CPython's configure has a million. */
  private static final int MOST = 16 << 20;

  private static final Pattern ASKED =
      Pattern.compile("--(with|without|enable|disable)-([^=]+)(=.*)?");

  private final TreeSet<String> known = new TreeSet<>();

  private ConfigureOptions(String script) {
    Matcher each = KNOWN.matcher(script);
    while (each.find()) {
      known.add("--" + each.group(1) + "-" + each.group(2));
    }
  }

  /**
   * Those of a CPython tarball.
   *
   * @throws SourceException when it has no configure
   */
  public static ConfigureOptions of(Path tarball) {
    StringBuilder script = new StringBuilder();
    String name = String.valueOf(tarball.getFileName());
    try (InputStream in = SourceTree.decompressed(tarball)) {
      TarReader.read(
          name,
          in,
          TarReader.Devices.REFUSE,
          (entry, size, body) -> {
            if (entry.path().matches("[^/]+/configure")) {
              script.append(
                  new String(TarReader.bytes(entry, body, MOST), StandardCharsets.ISO_8859_1));
            }
          });
    } catch (IOException | ArchiveException e) {
      throw new SourceException(
          "The source "
              + tarball
              + " can't be read: "
              + Causes.ownOr(e)
              + ". Set <source> or -Dwee.source to another tarball, or remove the file to have it"
              + " downloaded again.",
          e);
    }
    ConfigureOptions options = new ConfigureOptions(script.toString());
    if (options.known.isEmpty()) {
      throw new SourceException(
          tarball
              + " is not a CPython source: it has no configure script. Set <source> or -Dwee.source"
              + " to a release's tarball.");
    }
    return options;
  }

  /**
   * Refuses what it doesn't know: configure itself would pass over some of that.
   *
   * @param what the source is called
   * @throws SourceException naming the option and those that are most like it
   */
  public void require(String what, List<String> asked) {
    for (String option : asked) {
      Matcher parts = ASKED.matcher(option);
      if (!parts.matches() || !known.contains(on(parts))) {
        throw new SourceException(
            "<configureArgs> or -Dwee.configureArgs has %s, which the configure script of %s does not know. %s"
                .formatted(option, what, alike(option)));
      }
    }
  }

  private static String on(Matcher parts) {
    return "--" + (parts.group(1).startsWith("with") ? "with-" : "enable-") + parts.group(2);
  }

  /** Those that share a word with it, or differ from it in hyphens alone. */
  private String alike(String option) {
    List<String> words = List.of(option.replaceFirst("=.*", "").split("-"));
    List<String> found =
        known.stream()
            .filter(
                each ->
                    Arrays.stream(each.split("-")).skip(3).anyMatch(words::contains)
                        || joined(each).equals(joined(option)))
            .toList();
    return (found.isEmpty() ? "It knows: " : "Similar ones: ")
        + String.join(", ", found.isEmpty() ? known : found)
        + ".";
  }

  /** The name in one piece, without what turns it on or off. */
  private static String joined(String option) {
    return option
        .replaceFirst("=.*", "")
        .replaceFirst("^--(with|without|enable|disable)-", "")
        .replaceAll("[-_]", "");
  }
}
