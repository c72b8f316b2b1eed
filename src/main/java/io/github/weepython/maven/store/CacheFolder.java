package io.github.weepython.maven.store;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** Who may write in the cache: what is in it becomes part of images. */
final class CacheFolder {
  private static final Set<PosixFilePermission> PRIVATE =
      PosixFilePermissions.fromString("rwx------");

  private CacheFolder() {}

  /** Makes a directory, and those above it, unless it is there; only this user may use it. */
  static Path privately(Path directory) throws IOException {
    if (Files.isDirectory(directory)) {
      return directory;
    }
    Path parent = directory.toAbsolutePath().getParent();
    if (parent != null) {
      Files.createDirectories(parent);
    }
    try {
      return create(directory);
    } catch (FileAlreadyExistsException e) {
      return Files.createDirectories(directory); // Another process was quicker, or it is a file.
    }
  }

  /** Makes a directory that only this user may use. */
  static Path create(Path directory) throws IOException {
    FileStore disk = Files.getFileStore(directory.toAbsolutePath().resolveSibling(""));
    return disk.supportsFileAttributeView(PosixFileAttributeView.class)
        ? Files.createDirectory(directory, PosixFilePermissions.asFileAttribute(PRIVATE))
        : Files.createDirectory(directory);
  }

  /**
   * Looks whether others may write there.
   *
   * @param own a file or directory that this process has just made on that disk
   * @throws StoreException when somebody but this user and root may
   */
  static void requireOwn(Path root, Path own) throws IOException {
    PosixFileAttributeView view = Files.getFileAttributeView(root, PosixFileAttributeView.class);
    if (view == null) {
      return;
    }
    PosixFileAttributes found = view.readAttributes();
    int owner = (Integer) Files.getAttribute(root, "unix:uid");
    if (owner != 0 && owner != (Integer) Files.getAttribute(own, "unix:uid")) {
      throw refused(
          root, "it belongs to the user " + found.owner().getName(), "sudo chown -R \"$(id -u)\"");
    }
    Set<PosixFilePermission> mode = found.permissions();
    if (mode.contains(PosixFilePermission.OTHERS_WRITE)) {
      throw refused(root, "every user may write in it", "chmod go-w");
    }
    // A user's own group, of the same name, has nobody else in it (adduser(8), umask 002).
    boolean alone =
        found.group().getName().equals(found.owner().getName())
            || (Integer) Files.getAttribute(root, "unix:gid") == 0;
    if (mode.contains(PosixFilePermission.GROUP_WRITE) && !alone) {
      throw refused(
          root,
          "everybody of the group %s may write in it".formatted(found.group().getName()),
          "chmod go-w");
    }
  }

  private static StoreException refused(Path root, String why, String fix) {
    return new StoreException(
        ("The cache %s is refused: %s, and what is in it becomes part of images.\nTo fix"
                + " it: %s '%s'. Or keep the cache elsewhere: set XDG_CACHE_HOME, or"
                + " -Dwee.cache=<folder>.")
            .formatted(root, why, fix, root));
  }
}
