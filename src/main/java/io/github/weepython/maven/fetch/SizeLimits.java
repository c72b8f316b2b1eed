package io.github.weepython.maven.fetch;

/**
 * The most that is taken of a file whose size nobody said, in bytes, so that a server that never
 * ends does not fill the disk.
 *
 * @param wheel of a wheel
 * @param archive of any other file: a tarball of CPython, a source archive of a project
 */
public record SizeLimits(long wheel, long archive) {
  /**
   * Far above what there is: the largest wheels have about 3 GB, and CPython's source has 25 MB. An
   * index takes 100 MB of a file, or a few GB where somebody asked it to.
   */
  public static final SizeLimits DEFAULT = new SizeLimits(8L << 30, 2L << 30);

  SizeBound of(Download download) {
    return download.size() >= 0 ? SizeBound.expected(download.size()) : of(download.name());
  }

  /**
   * @param name of a file that nobody says the size of
   */
  SizeBound of(String name) {
    return name.endsWith(".whl")
        ? SizeBound.unsaid(wheel, "wheel")
        : SizeBound.unsaid(archive, "source archive");
  }
}
