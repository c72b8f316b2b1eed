package io.github.weepython.maven.source;

import java.net.URI;

/** What the address of a user's tarball says. */
final class TarballUrl {
  private TarballUrl() {}

  /**
   * The file that a URL names.
   *
   * @throws SourceException when it names none
   */
  static String name(URI uri) {
    String name = String.valueOf(uri.getPath()).replaceFirst(".*/", "");
    if (uri.getPath() == null || name.isEmpty()) {
      throw new SourceException(
          "<source> or -Dwee.source is '%s', which names no file; expected a source tarball's file or URL."
              .formatted(uri));
    }
    return name;
  }

  /** The address of a file whose name is longer, with the same query. */
  static URI beside(URI uri, String end) {
    return URI.create(uri.toString().replaceFirst("(?=[?#])|$", end));
  }
}
