package io.github.weepython.maven.debian.rootfs;

import io.github.weepython.maven.archive.ArchiveException;
import io.github.weepython.maven.archive.Entry;
import io.github.weepython.maven.archive.TarReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Looks through packages without unpacking them. */
public final class DebContents {
  private DebContents() {}

  /** Hears of each regular file. */
  @FunctionalInterface
  public interface Listener {
    /**
     * @param path where it would be in a root with merged /usr
     * @param size in bytes
     * @param body readable during this call only
     */
    void hear(String path, long size, InputStream body) throws IOException;
  }

  /**
   * Paths of the packages' files and links, directories not among them.
   *
   * @throws PackageException when a file is no sound .deb
   */
  public static List<String> paths(List<Path> debs) throws IOException {
    List<String> paths = new ArrayList<>();
    for (Path deb : debs) {
      try (InputStream data = DebFile.open(deb).openData()) {
        TarReader.read(
            "its data archive",
            data,
            TarReader.Devices.SKIP,
            (entry, size, body) -> {
              if (entry.type() != Entry.Type.DIRECTORY) {
                paths.add(UsrMergeUnpacker.merged(entry.path()));
              }
            });
      } catch (ArchiveException e) {
        throw new PackageException(deb, String.valueOf(e.getMessage()), e);
      }
    }
    return paths;
  }

  /**
   * All files of the packages, in the packages' order.
   *
   * @throws PackageException when a file is no sound .deb
   */
  public static void read(List<Path> debs, Listener listener) throws IOException {
    for (Path deb : debs) {
      try (InputStream data = DebFile.open(deb).openData()) {
        TarReader.read(
            "its data archive",
            data,
            TarReader.Devices.SKIP,
            (entry, size, body) -> {
              if (entry.type() == Entry.Type.FILE) {
                listener.hear(UsrMergeUnpacker.merged(entry.path()), size, body);
              }
            });
      } catch (ArchiveException e) {
        throw new PackageException(deb, String.valueOf(e.getMessage()), e);
      }
    }
  }
}
