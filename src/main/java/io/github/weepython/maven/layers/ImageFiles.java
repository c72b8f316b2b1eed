package io.github.weepython.maven.layers;

import io.github.weepython.maven.archive.Content;
import io.github.weepython.maven.archive.Entry;
import io.github.weepython.maven.archive.FileTree;
import io.github.weepython.maven.archive.TarReader;
import io.github.weepython.maven.debian.rootfs.InstalledPackages;
import io.github.weepython.maven.elf.ElfFile;
import io.github.weepython.maven.image.Layer;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * All files of an image, as a container would see them.
 *
 * @param tree of the files' contents those alone that say where the loader looks
 * @param programs the programs and libraries, by path
 * @param packages who brought which file
 */
record ImageFiles(FileTree tree, Map<String, ElfFile> programs, InstalledPackages packages) {
  private static final String LOADER = "etc/ld.so.";

  /**
   * Reads all layers.
   *
   * @param layers lowest first
   */
  static ImageFiles of(List<Layer> layers) throws IOException {
    FileTree tree = new FileTree();
    Map<String, ElfFile> programs = new HashMap<>();
    InstalledPackages.Reader records = new InstalledPackages.Reader();
    for (Layer layer : layers) {
      try (InputStream tar = layer.open()) {
        TarReader.read(
            layer.title(),
            tar,
            TarReader.Devices.REFUSE,
            (entry, size, body) -> {
              programs.remove(entry.path());
              tree.put(entry);
              if (entry.type() != Entry.Type.FILE) {
                return;
              }
              if (entry.path().startsWith(LOADER)) {
                Content content = Content.of(body.readAllBytes());
                tree.put(Entry.file(entry.path(), entry.mode(), content));
              } else if (entry.path().startsWith("var/lib/dpkg/")) {
                records.hear(entry, body.readAllBytes());
              } else {
                program(entry.path(), size, body, programs);
              }
            });
      }
    }
    return new ImageFiles(tree, programs, records.read());
  }

  private static void program(
      String path, long size, InputStream body, Map<String, ElfFile> programs) throws IOException {
    byte[] head = size < 64 ? new byte[0] : body.readNBytes(64);
    if (ElfFile.isElf(head)) {
      byte[] rest = body.readAllBytes();
      byte[] all = Arrays.copyOf(head, head.length + rest.length);
      System.arraycopy(rest, 0, all, head.length, rest.length);
      ElfFile.read(path, all).ifPresent(f -> programs.put(path, f));
    }
  }
}
