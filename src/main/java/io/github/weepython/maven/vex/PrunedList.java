package io.github.weepython.maven.vex;

import io.github.weepython.maven.Causes;
import io.github.weepython.maven.metadata.Purl;
import io.github.weepython.maven.prune.PruneList;
import io.github.weepython.maven.sbom.Inventory;
import io.github.weepython.maven.spec.ImageSpec;
import io.github.weepython.maven.spec.SpecException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The user's list of vulnerabilities and of what carries each: lines such as {@code CVE-2024-1234
 * module idlelib}, {@code CVE-2024-1234 file /usr/lib/x86_64-linux-gnu/libtk8.6.so} and {@code
 * CVE-2024-1234 package perl-base}. An image that lacks it is not affected.
 *
 * @param all the lines
 */
record PrunedList(List<Line> all) {
  private static final Pattern LINE =
      Pattern.compile("(CVE-\\d{4}-\\d{4,})\\s+(module|file|package)\\s+(\\S+)");

  /** One line. */
  record Line(String cve, String kind, String name) {}

  PrunedList {
    all = List.copyOf(all);
  }

  /**
   * Reads the file.
   *
   * @throws SpecException naming the line that is wrong
   */
  static PrunedList read(Path file) {
    List<Line> lines = new ArrayList<>();
    int number = 0;
    for (String text : text(file)) {
      number++;
      String line = text.replaceFirst("#.*", "").strip();
      Matcher matcher = LINE.matcher(line);
      if (matcher.matches()) {
        lines.add(new Line(matcher.group(1), matcher.group(2), matcher.group(3)));
      } else if (!line.isEmpty()) {
        throw new SpecException(
            "%s, line %d, is '%s'; expected a CVE number, one of module, file and package, and a name: CVE-2024-1234 module idlelib. See <prunedVulnerabilities> or -Dwee.prunedVulnerabilities."
                .formatted(file, number, line));
      }
    }
    return new PrunedList(lines);
  }

  private static List<String> text(Path file) {
    try {
      return Files.readAllLines(file);
    } catch (IOException e) {
      throw new SpecException(
          "<prunedVulnerabilities> or -Dwee.prunedVulnerabilities: can't read %s (%s)."
              .formatted(file, Causes.of(e)),
          e);
    }
  }

  /** Statements about what the image lacks. */
  List<VexStatement> statements(ImageSpec spec, Inventory inventory) {
    return all.stream()
        .map(
            line ->
                switch (line.kind()) {
                  case "module" -> module(line, spec, inventory);
                  case "file" -> file(line, inventory);
                  default -> packaged(line, spec, inventory);
                })
        .flatMap(Optional::stream)
        .toList();
  }

  /** Only what the prune list leaves out: what has no file may be a part of the interpreter. */
  private static Optional<VexStatement> module(Line line, ImageSpec spec, Inventory inventory) {
    String library = "lib/python" + spec.python().majorMinor() + "/";
    String path = library + line.name().replace('.', '/');
    Predicate<String> pruned = PruneList.of("prune/stdlib.list", spec.extras().keep()).pruned();
    boolean listed =
        pruned.test(path + ".py")
            || pruned.test(path + "/__init__.py")
            || pruned.test(library + "lib-dynload/" + line.name() + ".so");
    boolean there =
        inventory.hasBelow("usr/local/" + path + ".")
            || inventory.hasBelow("usr/local/" + path + "/")
            || inventory.hasBelow("usr/local/" + library + "lib-dynload/" + line.name() + ".");
    return listed && !there
        ? Optional.of(
            VexStatement.absent(
                line.cve(),
                "vulnerable_code_not_present",
                "The image's CPython has no module " + line.name(),
                "pkg:generic/python@" + spec.python()))
        : Optional.empty();
  }

  private static Optional<VexStatement> file(Line line, Inventory inventory) {
    String path = line.name().replaceFirst("^/", "");
    return inventory.files().containsKey(path)
        ? Optional.empty()
        : Optional.of(
            VexStatement.absent(
                line.cve(),
                "component_not_present",
                "The image has no file /" + path,
                "pkg:generic/" + Purl.encoded(path.substring(path.lastIndexOf('/') + 1))));
  }

  private static Optional<VexStatement> packaged(Line line, ImageSpec spec, Inventory inventory) {
    return inventory.hasPackage(line.name())
        ? Optional.empty()
        : Optional.of(
            VexStatement.absent(
                line.cve(),
                "component_not_present",
                "The image has no package " + line.name(),
                "pkg:deb/debian/%s?distro=debian-%d"
                    .formatted(Purl.encoded(line.name()), spec.suite().release())));
  }
}
