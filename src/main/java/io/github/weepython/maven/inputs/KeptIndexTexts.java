package io.github.weepython.maven.inputs;

import io.github.weepython.maven.archive.LayerDecompressor;
import io.github.weepython.maven.archive.ZstdWriter;
import io.github.weepython.maven.debian.archive.IndexTexts;
import io.github.weepython.maven.digest.Digest;
import io.github.weepython.maven.store.Store;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** Texts of indexes in the cache, so that only the first build after an update decompresses xz. */
public final class KeptIndexTexts implements IndexTexts {
  private static final String KIND = "index";

  private final Store store;

  public KeptIndexTexts(Store store) {
    this.store = store;
  }

  @Override
  public boolean has(Digest index) {
    return store.findFile(KIND, index).isPresent();
  }

  @Override
  public InputStream open(Digest index, Source source) throws IOException {
    return LayerDecompressor.open(
        store.file(
            KIND,
            index,
            target -> {
              try (InputStream in = source.open();
                  OutputStream out = ZstdWriter.create(target)) {
                in.transferTo(out);
              }
            }));
  }
}
