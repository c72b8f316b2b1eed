package io.github.weepython.maven.prune;

/**
 * What a group of a prune list kept out of an image.
 *
 * @param list the list's name, such as {@code distroless}
 * @param group empty for what is left out in any case
 * @param reason why
 * @param files how many
 * @param raw their bytes
 * @param packed their bytes, each deflated by itself
 */
public record PrunedGroup(
    String list, String group, String reason, long files, long raw, long packed) {
  /** With one file more. */
  public PrunedGroup plus(long fileRaw, long filePacked) {
    return new PrunedGroup(list, group, reason, files + 1, raw + fileRaw, packed + filePacked);
  }
}
