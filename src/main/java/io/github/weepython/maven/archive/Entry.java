package io.github.weepython.maven.archive;

import java.util.function.UnaryOperator;

/**
 * One entry of a file tree, with the metadata that a tar header carries.
 *
 * @param path relative to the root, without leading or trailing slash, no empty, {@code .} or
 *     {@code ..} segment, no zero byte
 * @param mode permission bits with set-user-ID, set-group-ID and sticky: 0 to 07777
 * @param uid numeric owner
 * @param gid numeric group
 * @param mtime seconds since the epoch
 * @param link a symlink's target as written; a hard link's target as a path of this tree; else
 *     empty
 * @param content a file's bytes; of other types empty
 */
public record Entry(
    String path, Type type, int mode, int uid, int gid, long mtime, String link, Content content) {
  /**
   * The time of what has none, in seconds since the epoch: 1980-01-02T00:00:00Z. ZIP begins with
   * 1980 in local time (APPNOTE.TXT, 4.4.6), and Python's zipfile refuses to pack an older file.
   * The scripts in templates that write a .pyc with the time of its source name the same second.
   */
  public static final long TIMELESS = 315_619_200;

  private static final Content NOTHING = Content.of(new byte[0]);

  /** What an image layer may hold; devices and sockets have no place in one. */
  public enum Type {
    FILE,
    DIRECTORY,
    SYMLINK,
    HARDLINK
  }

  public Entry {
    if (!isInside(path)) {
      throw new ArchiveException("not a path within a tree: '" + path + "'");
    }
    if (path.indexOf('\0') >= 0 || link.indexOf('\0') >= 0) {
      throw new ArchiveException(
          "not a name of a file: '%s' has a zero byte"
              .formatted((path.indexOf('\0') >= 0 ? path : link).replace("\0", "\\0")));
    }
    if ((mode & ~07777) != 0) {
      throw new ArchiveException("not a file mode: " + Integer.toOctalString(mode) + " of " + path);
    }
  }

  private static boolean isInside(String path) {
    for (int start = 0; start <= path.length(); ) {
      int slash = path.indexOf('/', start);
      int end = slash < 0 ? path.length() : slash;
      boolean dots = end - start <= 2 && path.regionMatches(start, "..", 0, end - start);
      if (dots) {
        return false;
      }
      start = end + 1;
    }
    return true;
  }

  public static Entry directory(String path, int mode) {
    return new Entry(path, Type.DIRECTORY, mode, 0, 0, TIMELESS, "", NOTHING);
  }

  public static Entry file(String path, int mode, Content content) {
    return new Entry(path, Type.FILE, mode, 0, 0, TIMELESS, "", content);
  }

  public static Entry symlink(String path, String target) {
    return new Entry(path, Type.SYMLINK, 0777, 0, 0, TIMELESS, target, NOTHING);
  }

  public static Entry hardlink(String path, String target) {
    return new Entry(path, Type.HARDLINK, 0644, 0, 0, TIMELESS, target, NOTHING);
  }

  public Entry withOwner(int newUid, int newGid) {
    return new Entry(path, type, mode, newUid, newGid, mtime, link, content);
  }

  public Entry withMode(int newMode) {
    return new Entry(path, type, newMode, uid, gid, mtime, link, content);
  }

  public Entry withMtime(long seconds) {
    return new Entry(path, type, mode, uid, gid, seconds, link, content);
  }

  public Entry withContent(Content newContent) {
    return new Entry(path, type, mode, uid, gid, mtime, link, newContent);
  }

  public Entry withPath(String newPath) {
    return new Entry(newPath, type, mode, uid, gid, mtime, link, content);
  }

  /** The same entry elsewhere; a hard link's target moves with it. */
  public Entry moved(UnaryOperator<String> paths) {
    String target = type == Type.HARDLINK ? paths.apply(link) : link;
    return new Entry(paths.apply(path), type, mode, uid, gid, mtime, target, content);
  }
}
