package io.github.weepython.maven.site;

import io.github.weepython.maven.digest.Digest;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A requirements file, as pip-compile and pip freeze write it.
 *
 * @param all what it names, in its order
 * @param formats which kinds of files will do
 */
record Requirements(List<Requirement> all, FormatControl formats) {
  /** Name, extras, version and the rest, which is hashes and perhaps a marker. */
  private static final Pattern LINE =
      Pattern.compile(
          "([A-Za-z0-9][A-Za-z0-9._-]*)\\s*(\\[[^\\]]*])?\\s*(?:===?\\s*([^\\s;,*]+))?\\s*(;.*)?");

  private static final Pattern HASH = Pattern.compile("\\s--hash[=\\s]\\s*(\\S+)");

  /** Where pip would look: here that is what {@code <site>} says. */
  private static final Pattern ELSEWHERE =
      Pattern.compile(
          "(-i|--index-url|--extra-index-url|--trusted-host|-f|--find-links|--no-index|--no-binary"
              + "|--only-binary|--prefer-binary|--pre|--require-hashes)([\\s=].*)?");

  private static final Pattern FORMAT =
      Pattern.compile(
          "(?:^|\\s)("
              + FormatControl.NO_BINARY
              + "|"
              + FormatControl.ONLY_BINARY
              + ")(?:\\s+|\\s*=\\s*)(\\S+)");

  /**
   * One line.
   *
   * @param project normalized
   * @param version empty where any will do
   * @param hashes of the files that will do; none where any will
   * @param text as pip reads it
   */
  record Requirement(String project, Optional<String> version, Set<Digest> hashes, String text) {
    public Requirement {
      hashes = Set.copyOf(hashes);
    }

    /** Whether its marker, if it has one, holds there. */
    boolean applies(WheelTarget target) {
      String bare = HASH.matcher(" " + text).replaceAll("");
      int at = bare.indexOf(';');
      String marker = at < 0 ? "" : bare.substring(at + 1).strip();
      return marker.isEmpty()
          || Marker.holds(
              "'" + project + "' of <requirements>",
              marker,
              Marker.Environment.ofRequirements(target));
    }
  }

  public Requirements {
    all = List.copyOf(all);
  }

  /** Reads a file, whatever byte order mark it begins with. */
  static Requirements read(Path file) throws IOException {
    return parse(file.toString(), RequirementsText.of(file));
  }

  /**
   * Reads it.
   *
   * @param name what messages call it
   * @throws SiteException naming the line that is no plain requirement
   */
  static Requirements parse(String name, String text) {
    List<Requirement> all = new ArrayList<>();
    FormatControl formats = FormatControl.ANY;
    int number = 0;
    StringBuilder joined = new StringBuilder();
    for (String line : text.lines().toList()) {
      number++;
      String bare = line.replaceFirst("(^|\\s)#.*", "");
      if (bare.endsWith("\\")) {
        joined.append(bare, 0, bare.length() - 1).append(' ');
        continue;
      }
      String whole = joined.append(bare).toString().strip();
      joined.setLength(0);
      if (ELSEWHERE.matcher(whole).matches()) {
        formats = formats(formats, whole);
      } else if (!whole.isEmpty()) {
        all.add(requirement(name + ":" + number, whole));
      }
    }
    if (!joined.toString().isBlank()) {
      all.add(requirement(name + ":" + number, joined.toString().strip()));
    }
    return new Requirements(all, formats);
  }

  private static FormatControl formats(FormatControl before, String options) {
    FormatControl formats = before;
    Matcher option = FORMAT.matcher(options);
    while (option.find()) {
      formats = formats.with(option.group(1), option.group(2));
    }
    return formats;
  }

  private static Requirement requirement(String place, String whole) {
    Set<Digest> hashes = new TreeSet<>();
    Matcher hash = HASH.matcher(whole);
    while (hash.find()) {
      hashes.add(digest(place, hash.group(1)));
    }
    Matcher matcher = LINE.matcher(hash.replaceAll("").strip());
    if (!matcher.matches()) {
      throw new SiteException(
          "%s: '%s' is not understood. Each line names one project, as 'name==1.2 --hash=sha256:...'; other files (-r, -c), folders (-e), URLs and ranges of versions are not accepted: pip-compile --generate-hashes resolves them, and uv export --no-emit-project leaves the project itself out."
              .formatted(place, whole));
    }
    return new Requirement(
        Wheel.normalized(matcher.group(1)), Optional.ofNullable(matcher.group(3)), hashes, whole);
  }

  private static Digest digest(String place, String hash) {
    if (!hash.matches("sha256:[0-9a-f]{64}")) {
      throw new SiteException(
          "%s: --hash=%s is not a SHA-256. pip hash or pip-compile --generate-hashes writes them."
              .formatted(place, hash));
    }
    return Digest.parse(hash);
  }

  /**
   * Looks whether every line says exactly which file it means.
   *
   * @throws SiteException naming those that don't
   */
  void requirePinned(String index) {
    List<String> loose =
        all.stream()
            .filter(each -> each.version().isEmpty() || each.hashes().isEmpty())
            .map(Requirement::text)
            .toList();
    if (!loose.isEmpty()) {
      throw new SiteException(
          "What comes from %s must be fixed by version and hash, and these are not:\n  %s\nWrite them as 'name==1.2 --hash=sha256:...'; pip-compile --generate-hashes does."
              .formatted(index, String.join("\n  ", loose)));
    }
  }

  /** Whether pip is to compare hashes; where one line has some, it wants them of all. */
  boolean hashed() {
    return all.stream().anyMatch(each -> !each.hashes().isEmpty());
  }

  /** As pip reads them. */
  String text() {
    StringBuilder text = new StringBuilder();
    all.forEach(each -> text.append(each.text()).append('\n'));
    return text.toString();
  }
}
