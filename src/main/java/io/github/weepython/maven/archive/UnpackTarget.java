package io.github.weepython.maven.archive;

import java.io.IOException;
import java.io.InputStream;

/**
 * Where unpacked entries go. {@link TreeUnpacker} decides what is allowed; parents have come before
 * their children.
 */
interface UnpackTarget {
  /**
   * Makes a directory, or gives one that is there another mode.
   *
   * @param exists whether it is there
   */
  void directory(Entry entry, boolean exists) throws IOException;

  /**
   * @param replaces whether something that is no directory has the path
   */
  void symlink(Entry entry, boolean replaces) throws IOException;

  /**
   * @param replaces whether something that is no directory has the path
   */
  void hardlink(Entry entry, boolean replaces) throws IOException;

  /**
   * Takes a file's bytes.
   *
   * @param replaces whether something that is no directory has the path
   * @return what reads them again, after {@link #flush}
   */
  Content file(Entry entry, boolean replaces, InputStream body) throws IOException;

  /** What reads a file's bytes at the path that it has by now. */
  Content content(Entry file);

  /** Takes an entry away, of a directory an empty one. */
  void remove(String path) throws IOException;

  /** Ends what is under way. */
  void flush() throws IOException;
}
