package io.github.weepython.maven.layers;

import io.github.weepython.maven.archive.Entry;
import io.github.weepython.maven.archive.TarReader;
import io.github.weepython.maven.digest.Digest;
import io.github.weepython.maven.elf.ElfFile;
import io.github.weepython.maven.image.Layer;
import io.github.weepython.maven.store.Store;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.List;
import java.util.stream.Collectors;

/**
 * All that {@link ImagePrograms} reads of layers, as a text: every path with its kind and its link,
 * and the bytes of programs, of the loader's own files and of dpkg's records. It stays the same
 * where a module has another line, so that nothing is looked for again in an image of which only
 * that has changed. Each layer is read once.
 */
final class LoaderView {
  private LoaderView() {}

  /**
   * The view of an image.
   *
   * @param layers lowest first
   */
  static String of(Store store, List<Layer> layers) {
    return layers.stream().map(layer -> of(store, layer)).collect(Collectors.joining("\n"));
  }

  private static String of(Store store, Layer layer) {
    Digest key = Digest.of("loader view 1\n" + layer.diffId());
    Path kept =
        store.file(
            "loader-view", key, target -> Files.writeString(target, Digest.of(read(layer)).hex()));
    try {
      return Files.readString(kept);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static MessageDigest read(Layer layer) throws IOException {
    MessageDigest all = Digest.sha256();
    layer.read(
        TarReader.Devices.REFUSE,
        (entry, size, body) -> {
          String text = entry.type() + " " + entry.mode() + " " + entry.link();
          add(all, entry.path());
          add(all, text);
          if (entry.type() == Entry.Type.FILE) {
            content(all, entry, size, body);
          }
        });
    return all;
  }

  private static void content(MessageDigest all, Entry entry, long size, InputStream body)
      throws IOException {
    if (ImagePrograms.isRead(entry.path())) {
      add(all, Digest.of(body).hex());
      return;
    }
    byte[] head = ImagePrograms.head(size, body);
    if (ElfFile.isElf(head)) {
      all.update(head);
      add(all, Digest.of(body).hex());
    }
  }

  private static void add(MessageDigest all, String text) {
    all.update((text + "\0").getBytes(StandardCharsets.UTF_8));
  }
}
