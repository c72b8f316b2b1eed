package io.github.weepython.maven.spec;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Files of the project that become part of the image.
 *
 * @param from a file, or a folder whose contents are taken
 * @param to the absolute place in the image
 * @param uid owner
 * @param gid group
 * @param mode of every file; empty for 0755 where the owner may execute it, else 0644
 */
public record FileCopy(Path from, String to, int uid, int gid, Optional<Integer> mode) {
  private static final Pattern OWNER = Pattern.compile("(\\d{1,9})(?::(\\d{1,9}))?");

  /** Nothing, a dot or two where a path has a name. */
  private static final Pattern EMPTY_OR_DOTS = Pattern.compile("/\\.{0,2}/");

  /** Links of every Debian image; a folder instead of one would hide what it leads to. */
  private static final Pattern MERGED = Pattern.compile("/(bin|sbin|lib|lib32|lib64|libx32)(/.*)?");

  /** Where a container's engine mounts something, and where others may write. */
  private static final Pattern MOUNTED = Pattern.compile("/(proc|sys|dev|run|tmp|var/tmp)(/.*)?");

  /**
   * Checks the places.
   *
   * @throws SpecException when there is nothing to copy or no place for it
   */
  public FileCopy {
    if (!Files.exists(from)) {
      throw new SpecException(
          "<files> copies %s, which does not exist. Build it before wee:build, or fix <from>."
              .formatted(from));
    }
    if (!to.startsWith("/") || EMPTY_OR_DOTS.matcher(to + "/").find()) {
      throw new SpecException(
          "<files> copies %s to '%s'; <to> must be an absolute path in the image, for example /app."
              .formatted(from, to));
    }
    if (MERGED.matcher(to).matches()) {
      throw new SpecException(
          "<files> copies %s to '%s', which is a link in Debian. Write /usr%s."
              .formatted(from, to, to));
    }
    if (MOUNTED.matcher(to).matches()) {
      throw new SpecException(
          "<files> copies %s to '%s', where containers mount something else. Use /app or the"
                  .formatted(from, to)
              + " like.");
    }
  }

  /**
   * As written in the pom.
   *
   * @param owner {@code uid} or {@code uid:gid}, numbers
   * @param mode octal digits
   */
  public static FileCopy parse(Path from, String to, String owner, Optional<String> mode) {
    Matcher ids = OWNER.matcher(owner);
    if (!ids.matches()) {
      throw new SpecException(
          "'%s' is not an <owner> of <files>: expected numbers, for example 65532 or 65532:65532."
              .formatted(owner));
    }
    int uid = Integer.parseInt(ids.group(1));
    int gid = ids.group(2) == null ? uid : Integer.parseInt(ids.group(2));
    return new FileCopy(from, to.replaceAll("/+$", ""), uid, gid, mode.map(FileCopy::octal));
  }

  private static int octal(String text) {
    if (!text.matches("[0-7]{3,4}")) {
      throw new SpecException(
          "'%s' is not a <mode> of <files>: expected octal digits, for example 0644."
              .formatted(text));
    }
    return Integer.parseInt(text, 8);
  }
}
