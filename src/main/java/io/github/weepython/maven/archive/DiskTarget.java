package io.github.weepython.maven.archive;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Writes entries below one root, with as few calls of the system as may be. Modes are the entries',
 * whatever the umask; but set-ID and sticky bits are missing, and the owner may read and write
 * everything, and enter every directory.
 */
final class DiskTarget implements UnpackTarget {
  private static final Set<StandardOpenOption> NEW =
      Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);

  private final Path root;
  private final byte[] buffer = new byte[1 << 16];
  private final Map<Integer, FileAttribute<Set<PosixFilePermission>>> modes = new HashMap<>();
  private @Nullable Set<PosixFilePermission> unmasked;

  /**
   * @param root an empty directory
   */
  DiskTarget(Path root) {
    this.root = root;
  }

  @Override
  public void directory(Entry entry, boolean exists) throws IOException {
    Path target = at(entry.path());
    FileAttribute<Set<PosixFilePermission>> mode = mode(entry, 0700);
    if (!exists) {
      Files.createDirectory(target, mode);
    }
    if (exists || !unmasked().containsAll(mode.value())) {
      Files.setPosixFilePermissions(target, mode.value());
    }
  }

  @Override
  public void symlink(Entry entry, boolean replaces) throws IOException {
    Path target = cleared(entry, replaces);
    Files.createSymbolicLink(target, Utf8Paths.ofBytes(entry.link()));
  }

  @Override
  public void hardlink(Entry entry, boolean replaces) throws IOException {
    Files.createLink(cleared(entry, replaces), at(entry.link()));
  }

  @Override
  public Content file(Entry entry, boolean replaces, InputStream body) throws IOException {
    // Never into the inode that is there: another name may share it.
    Path target = cleared(entry, replaces);
    FileAttribute<Set<PosixFilePermission>> mode = mode(entry, 0600);
    long size = 0;
    try (SeekableByteChannel out = Files.newByteChannel(target, NEW, mode)) {
      for (int n = body.read(buffer); n >= 0; n = body.read(buffer)) {
        for (ByteBuffer piece = ByteBuffer.wrap(buffer, 0, n); piece.hasRemaining(); ) {
          size += out.write(piece);
        }
      }
    }
    if (!unmasked().containsAll(mode.value())) {
      Files.setPosixFilePermissions(target, mode.value());
    }
    Files.setLastModifiedTime(target, FileTime.fromMillis(entry.mtime() * 1000));
    return Content.of(target, size);
  }

  /**
   * An entry's mode on disk.
   *
   * @param owners what the owner may do in any case
   */
  private FileAttribute<Set<PosixFilePermission>> mode(Entry entry, int owners) {
    return modes.computeIfAbsent((entry.mode() & 0777) | owners, DiskTarget::attribute);
  }

  /** What the process's umask leaves of all permissions. */
  private Set<PosixFilePermission> unmasked() throws IOException {
    Set<PosixFilePermission> known = unmasked;
    if (known == null) {
      Path probe = root.resolve(".wee-umask");
      Files.newByteChannel(probe, NEW, attribute(0777)).close();
      known = Files.getPosixFilePermissions(probe);
      Files.delete(probe);
      unmasked = known;
    }
    return known;
  }

  private static FileAttribute<Set<PosixFilePermission>> attribute(int mode) {
    String letters = "rwxrwxrwx";
    StringBuilder text = new StringBuilder();
    for (int bit = 8; bit >= 0; bit--) {
      text.append((mode >> bit & 1) == 1 ? letters.charAt(8 - bit) : '-');
    }
    return PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(text.toString()));
  }

  private Path cleared(Entry entry, boolean replaces) throws IOException {
    Path target = at(entry.path());
    if (replaces) {
      Files.delete(target);
    }
    return target;
  }

  @Override
  public Content content(Entry file) {
    return Content.of(at(file.path()), file.content().size());
  }

  @Override
  public void remove(String path) throws IOException {
    Files.delete(at(path));
  }

  @Override
  public void flush() {}

  private Path at(String path) {
    return Utf8Paths.below(root, path);
  }
}
