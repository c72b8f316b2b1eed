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
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * All files of an image, as a container would see them.
 *
 * @param tree of the files' contents those alone that say where the loader looks
 * @param programs the programs and libraries, by path
 * @param packages who brought which file
 */
record ImagePrograms(FileTree tree, Map<String, ElfFile> programs, InstalledPackages packages) {
  /** In bytes: larger programs and libraries are not read into memory. */
  private static final long LARGE = 16L << 20;

  /** In bytes, of a file that says where the loader looks; Debian's cache has 30 kB. */
  private static final int SMALL = 16 << 20;

  private static final String LOADER = "etc/ld.so.";

  private static final String RECORDS = "var/lib/dpkg/";

  /** Whether a file is read that is no program: it tells the loader, or who brought what. */
  static boolean isRead(String path) {
    return path.startsWith(LOADER) || path.startsWith(RECORDS);
  }

  /** Reads images; of one that begins with the layers of the last, only the others. */
  static final class Reader {
    private final List<Layer> read = new ArrayList<>();
    private FileTree tree = new FileTree();
    private Map<String, ElfFile> programs = new HashMap<>();
    private InstalledPackages.Reader records = new InstalledPackages.Reader();

    /**
     * The files of an image. What was given before is no longer valid.
     *
     * @param layers lowest first
     */
    ImagePrograms read(List<Layer> layers) throws IOException {
      boolean goesOn = layers.size() >= read.size() && layers.subList(0, read.size()).equals(read);
      if (!goesOn) {
        read.clear();
        tree = new FileTree();
        programs = new HashMap<>();
        records = new InstalledPackages.Reader();
      }
      for (Layer layer : layers.subList(read.size(), layers.size())) {
        layer.read(TarReader.Devices.REFUSE, this::hear);
        read.add(layer);
      }
      return new ImagePrograms(tree, programs, records.read());
    }

    private void hear(Entry entry, long size, InputStream body) throws IOException {
      programs.remove(entry.path());
      if (entry.type() != Entry.Type.DIRECTORY) {
        for (String hidden : tree.below(entry.path())) {
          tree.remove(hidden);
          programs.remove(hidden);
        }
      }
      tree.put(entry);
      if (entry.type() != Entry.Type.FILE) {
        return;
      }
      if (entry.path().startsWith(LOADER)) {
        Content content = Content.of(TarReader.bytes(entry, body, SMALL));
        tree.put(Entry.file(entry.path(), entry.mode(), content));
      } else if (entry.path().startsWith(RECORDS)) {
        records.hear(entry, body);
      } else {
        program(entry.path(), size, body, programs);
      }
    }
  }

  /** As much of a file as tells whether it is a program; nothing of one that is too short. */
  static byte[] head(long size, InputStream body) throws IOException {
    return size < ElfFile.HEAD ? new byte[0] : body.readNBytes(ElfFile.HEAD);
  }

  private static void program(
      String path, long size, InputStream body, Map<String, ElfFile> programs) throws IOException {
    byte[] head = head(size, body);
    if (!ElfFile.isElf(head)) {
      return;
    }
    Optional<ElfFile> found =
        size > LARGE ? mapped(path, head, body) : ElfFile.read(path, whole(head, body));
    found.ifPresent(f -> programs.put(path, f));
  }

  private static byte[] whole(byte[] head, InputStream body) throws IOException {
    byte[] rest = body.readAllBytes();
    byte[] all = Arrays.copyOf(head, head.length + rest.length);
    System.arraycopy(rest, 0, all, head.length, rest.length);
    return all;
  }

  /** By way of a file, so that no library of a gigabyte stands in the heap. */
  private static Optional<ElfFile> mapped(String path, byte[] head, InputStream body)
      throws IOException {
    Path file = Files.createTempFile("wee", ".so");
    try {
      try (OutputStream out = Files.newOutputStream(file)) {
        out.write(head);
        body.transferTo(out);
      }
      try (FileChannel channel = FileChannel.open(file)) {
        long size = Math.min(channel.size(), Integer.MAX_VALUE);
        return ElfFile.read(path, channel.map(FileChannel.MapMode.READ_ONLY, 0, size));
      }
    } finally {
      Files.delete(file);
    }
  }
}
