package io.github.weepython.maven.debian.archive;

import io.github.weepython.maven.digest.Digest;
import java.io.IOException;
import java.io.InputStream;

/** Keeps the uncompressed text of indexes: most of a resolution's time goes into their xz. */
public interface IndexTexts {
  /** Keeps none: each is decompressed whenever it is read. */
  IndexTexts NONE =
      new IndexTexts() {
        @Override
        public boolean has(Digest index) {
          return false;
        }

        @Override
        public InputStream open(Digest index, Source source) throws IOException {
          return source.open();
        }
      };

  /** Whether a text is kept. */
  boolean has(Digest index);

  /**
   * The text of an index: what is kept, or else what the source has.
   *
   * @param index of the compressed file
   */
  InputStream open(Digest index, Source source) throws IOException;

  /** Where the text comes from when it is not kept. */
  interface Source {
    InputStream open() throws IOException;
  }
}
