package io.github.weepython.maven.fetch;

/**
 * How many bytes a file may have.
 *
 * @param bytes more than this is refused
 * @param exceeded what is said then
 */
record SizeBound(long bytes, String exceeded) {
  /** Of a file whose size is known, or that has no business to be larger. */
  static SizeBound expected(long bytes) {
    return new SizeBound(bytes, "more than the %d bytes expected".formatted(bytes));
  }

  /** Of a file whose size nobody said. */
  static SizeBound unsaid(long bytes, String kind) {
    return new SizeBound(
        bytes,
        "more than %d bytes, the most that wee takes of a %s whose size nobody says"
            .formatted(bytes, kind));
  }
}
