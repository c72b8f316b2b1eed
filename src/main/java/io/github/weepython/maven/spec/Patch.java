package io.github.weepython.maven.spec;

import io.github.weepython.maven.Causes;
import io.github.weepython.maven.digest.Digest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * A patch to CPython's source, the user's or Debian's.
 *
 * @param name what messages call it
 * @param strip how many leading parts of each path in it count for nothing (patch(1), -p)
 * @param bytes as {@code diff -u} writes it, one character a byte
 * @param debian the version of Debian's source package that has it, such as {@code
 *     3.13.5-2+deb13u5}; empty for the user's own
 */
public record Patch(String name, int strip, String bytes, Optional<String> debian) {
  /** Where the user's own come from, in the words of {@link #origin}. */
  public static final String POM = "pom";

  private static final Pattern CVE = Pattern.compile("CVE-\\d{4}-\\d{4,}");

  public Patch {
    if (strip < 0) {
      throw new SpecException(
          "<strip> of patch " + name + " is " + strip + "; expected 0 or more.");
    }
    if (bytes.lines().noneMatch(line -> line.startsWith("+++ ") || line.startsWith("*** "))) {
      throw new SpecException(
          name
              + " is not a patch: no line in it begins with '+++ ', as diff -u and git diff"
              + " write it. See <patches>.");
    }
  }

  /** The user's own. */
  public Patch(String name, int strip, String bytes) {
    this(name, strip, bytes, Optional.empty());
  }

  /**
   * Reads a file of the user's.
   *
   * @throws SpecException when it can't be read or is not a patch
   */
  public static Patch read(Path file, int strip) {
    try {
      String bytes = Files.readString(file, StandardCharsets.ISO_8859_1);
      return new Patch(String.valueOf(file.getFileName()), strip, bytes);
    } catch (IOException e) {
      throw new SpecException(
          "The patch "
              + file.toAbsolutePath()
              + " can't be read: "
              + Causes.of(e)
              + ". See <patches>.",
          e);
    }
  }

  /** The CVE numbers that its name and its header (DEP-3) give, sorted. */
  public List<String> cves() {
    String header = name + "\n" + bytes.substring(0, endOfHeader());
    return CVE.matcher(header).results().map(MatchResult::group).distinct().sorted().toList();
  }

  /** Where the first line stands that belongs to a difference. */
  private int endOfHeader() {
    int line = 0;
    while (line < bytes.length() && !beginsDifference(line)) {
      int end = bytes.indexOf('\n', line);
      line = end < 0 ? bytes.length() : end + 1;
    }
    return line;
  }

  private boolean beginsDifference(int line) {
    if (bytes.startsWith("--- ", line)) {
      int next = line + "--- ".length();
      return next < bytes.length() && !Character.isWhitespace(bytes.charAt(next));
    }
    return bytes.startsWith("diff ", line) || bytes.startsWith("Index: ", line);
  }

  /** Of its bytes. */
  public Digest digest() {
    return Digest.of(bytes.getBytes(StandardCharsets.ISO_8859_1));
  }

  /** {@link #POM}, or Debian's source version such as {@code Debian 3.13.5-2+deb13u5}. */
  public String origin() {
    return debian.map(version -> "Debian " + version).orElse(POM);
  }
}
