package io.github.weepython.maven.archive;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** A regular file's bytes, which may be read more than once. */
public interface Content {
  /** Length in bytes. */
  long size();

  InputStream open() throws IOException;

  /** The file that has just these bytes, where there is one that may be linked. */
  default Optional<Path> file() {
    return Optional.empty();
  }

  /** Bytes held in memory; for small files. */
  static Content of(byte[] bytes) {
    return new Content() {
      @Override
      public long size() {
        return bytes.length;
      }

      @Override
      public InputStream open() {
        return new ByteArrayInputStream(bytes);
      }
    };
  }

  /** The text's UTF-8 bytes. */
  static Content of(String text) {
    return of(text.getBytes(StandardCharsets.UTF_8));
  }

  /** A file on disk, which must stay as it is while this is used. */
  static Content of(Path file) throws IOException {
    return of(file, Files.size(file));
  }

  /** A file on disk of a known size, which must stay as it is while this is used. */
  static Content of(Path file, long size) {
    return new Content() {
      @Override
      public long size() {
        return size;
      }

      @Override
      public InputStream open() throws IOException {
        return Files.newInputStream(file);
      }

      @Override
      public Optional<Path> file() {
        return Optional.of(file);
      }
    };
  }

  /**
   * All bytes at once; for small files.
   *
   * @throws ArchiveException when there are more than 64 MiB
   */
  default byte[] readAll() throws IOException {
    if (size() > 64 << 20) {
      throw new ArchiveException(
          "A file that wee reads into memory has %d bytes, and at most 64 MiB are accepted: %s"
              .formatted(size(), this));
    }
    try (InputStream in = open()) {
      return in.readAllBytes();
    }
  }
}
