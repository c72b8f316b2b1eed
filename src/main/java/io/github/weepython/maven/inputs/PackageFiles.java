package io.github.weepython.maven.inputs;

import io.github.weepython.maven.debian.archive.DebianException;
import io.github.weepython.maven.debian.rootfs.DecompressedPackages;
import io.github.weepython.maven.debian.rootfs.PackageException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Resolved packages and their files, so that an error about a file says which package it is. */
public final class PackageFiles {
  /** What is done with the files. */
  @FunctionalInterface
  public interface Work<T> {
    T run() throws IOException;
  }

  /** What is done with the files, several times over. */
  @FunctionalInterface
  public interface Reading<T> {
    /**
     * @param debs in the order of the packages
     */
    T run(List<Path> debs) throws IOException;
  }

  private PackageFiles() {}

  /**
   * Decompresses the files, and then does the work.
   *
   * @param debs their files, in the same order
   * @param folder an empty one, where they are decompressed
   * @throws DebianException as {@link #naming}
   */
  public static <T> T decompressed(
      List<LockedPackage> packages, List<Path> debs, Path folder, Reading<T> work)
      throws IOException {
    List<Path> read = naming(packages, debs, () -> DecompressedPackages.in(folder, debs));
    return naming(packages, read, () -> work.run(read));
  }

  /**
   * Does the work.
   *
   * @param packages what the files are
   * @param debs their files, in the same order
   * @throws DebianException when one of them can't be used: its name and version, where it is from
   *     and what is wrong with it
   */
  public static <T> T naming(List<LockedPackage> packages, List<Path> debs, Work<T> work)
      throws IOException {
    try {
      return work.run();
    } catch (PackageException e) {
      int at = debs.indexOf(e.file());
      throw at < 0 ? e : named(packages.get(at), e);
    }
  }

  private static DebianException named(LockedPackage broken, PackageException e) {
    String from =
        broken.file().uris().isEmpty()
            ? broken.file().name()
            : broken.file().uris().get(0).toString();
    return new DebianException(
        "The package %s %s (%s), from %s, can't be used: %s\nIts file is the one that the archive's index lists: choose another version (<packages>name=version</packages>, -Dwee.snapshot), or another mirror (-Dwee.mirror)."
            .formatted(
                broken.name(),
                broken.version(),
                broken.architecture(),
                from,
                e.problem().replace(e.file().toString(), broken.file().name())),
        e);
  }
}
