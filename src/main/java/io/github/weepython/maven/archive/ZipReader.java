package io.github.weepython.maven.archive;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.zip.ZipException;
import org.apache.commons.compress.archivers.zip.UnixStat;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;

/**
 * Reads the entries of a zip archive: directories and files, a link as a file, all without a time.
 */
public final class ZipReader {
  private ZipReader() {}

  /** Receives entries in the order of the archive's directory. */
  @FunctionalInterface
  public interface Visitor {
    /**
     * @param entry without its content
     * @param body the content, to be read before returning, or not at all
     */
    void entry(Entry entry, InputStream body) throws IOException;
  }

  /**
   * Reads an archive.
   *
   * @throws ArchiveException for an entry outside of it
   * @throws ZipException when it is damaged
   */
  public static void read(Path file, Visitor visitor) throws IOException {
    try (ZipFile zip = open(file)) {
      for (ZipArchiveEntry each : Collections.list(zip.getEntries())) {
        Entry entry = entry(file, each);
        if (each.isDirectory()) {
          visitor.entry(entry, InputStream.nullInputStream());
        } else {
          try (InputStream body = zip.getInputStream(each)) {
            visitor.entry(entry, body);
          }
        }
      }
    }
  }

  private static ZipFile open(Path file) throws IOException {
    try {
      return ZipFile.builder().setPath(file).get();
    } catch (FileSystemException e) {
      throw e; // The disk's fault.
    } catch (IOException | IllegalArgumentException e) {
      ZipException damaged = new ZipException(e.getMessage());
      damaged.initCause(e);
      throw damaged;
    }
  }

  private static Entry entry(Path file, ZipArchiveEntry each) throws ArchiveException {
    String path = each.getName().replaceFirst("/+$", "");
    if (path.startsWith("/") || List.of(path.split("/", -1)).contains("..")) {
      throw new ArchiveException(
          "%s was refused: its entry '%s' is outside of it.".formatted(file, path));
    }
    return each.isDirectory()
        ? Entry.directory(path, 0755)
        : Entry.file(path, mode(each), Content.of(new byte[0])).withMtime(Entry.TIMELESS);
  }

  /** A regular file that anybody may execute is one for all, as unzip and pip have it. */
  private static int mode(ZipArchiveEntry each) {
    int mode = (int) (each.getExternalAttributes() >>> Short.SIZE); // st_mode of stat(2).
    int type = mode & UnixStat.FILE_TYPE_FLAG;
    boolean regular = type == 0 || type == UnixStat.FILE_FLAG;
    return regular && (mode & 0111) != 0 ? 0755 : 0644;
  }
}
