package io.github.weepython.maven.layers;

import io.github.weepython.maven.archive.Entry;
import io.github.weepython.maven.archive.FileTree;
import io.github.weepython.maven.archive.TarReader;
import io.github.weepython.maven.digest.Digest;
import io.github.weepython.maven.elf.Closure;
import io.github.weepython.maven.elf.ElfException;
import io.github.weepython.maven.elf.ElfFile;
import io.github.weepython.maven.image.Layer;
import io.github.weepython.maven.progress.Progress;
import io.github.weepython.maven.prune.PruneList;
import io.github.weepython.maven.store.Store;
import io.github.weepython.maven.templates.Templates;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Looks whether all libraries that an image needs are in it, and no others; once an image. */
public final class ClosureCheck {
  private static final String EXCUSED = "closure/unneeded.list";

  private final Store store;
  private final Progress progress;

  public ClosureCheck(Store store, Progress progress) {
    this.store = store;
    this.progress = progress;
  }

  /**
   * Checks an image.
   *
   * @param layers lowest first
   * @param own whether all of the base is wee's choice: a user may want libraries for programs that
   *     come later
   * @throws ElfException naming each file and library
   */
  public void check(List<Layer> layers, boolean own) {
    StringBuilder key = new StringBuilder("closure 1 " + own + "\n" + Templates.text(EXCUSED));
    layers.forEach(layer -> key.append(layer.diffId()).append('\n'));
    store.file(
        "closure",
        Digest.of(key.toString()),
        target -> {
          try (Progress.Step step = progress.step("Checking that every library is there")) {
            check(closure(layers), own);
            Files.writeString(target, "every library is there\n");
          }
        });
  }

  private static void check(Closure closure, boolean own) {
    if (!closure.missing().isEmpty()) {
      throw new ElfException(
          "The image lacks shared libraries:\n  %s\nAdd the Debian packages that have them to <packages> (-Dwee.packages)."
              .formatted(String.join("\n  ", closure.missing())));
    }
    List<String> unneeded = closure.unneeded(PruneList.of(EXCUSED, List.of()).pruned());
    if (own && !unneeded.isEmpty()) {
      throw new ElfException(
          "The image has shared libraries that nothing in it needs:\n  %s\nPrune them, or give a reason in templates/%s."
              .formatted(String.join("\n  ", unneeded), EXCUSED));
    }
  }

  public static Closure closure(List<Layer> layers) throws IOException {
    FileTree tree = new FileTree();
    Map<String, ElfFile> files = new HashMap<>();
    for (Layer layer : layers) {
      try (InputStream tar = layer.open()) {
        TarReader.read(
            layer.title(),
            tar,
            TarReader.Devices.REFUSE,
            (entry, size, body) -> {
              tree.put(entry);
              files.remove(entry.path());
              if (entry.type() == Entry.Type.FILE && size >= 64) {
                byte[] head = body.readNBytes(64);
                if (ElfFile.isElf(head)) {
                  byte[] rest = body.readAllBytes();
                  byte[] all = Arrays.copyOf(head, head.length + rest.length);
                  System.arraycopy(rest, 0, all, head.length, rest.length);
                  ElfFile.read(entry.path(), all).ifPresent(f -> files.put(entry.path(), f));
                }
              }
            });
      }
    }
    return new Closure(tree, files);
  }
}
