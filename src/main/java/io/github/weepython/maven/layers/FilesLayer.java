package io.github.weepython.maven.layers;

import io.github.weepython.maven.archive.Content;
import io.github.weepython.maven.archive.Entry;
import io.github.weepython.maven.archive.FileTree;
import io.github.weepython.maven.archive.TreeReader;
import io.github.weepython.maven.digest.Digest;
import io.github.weepython.maven.image.Layer;
import io.github.weepython.maven.spec.FileCopy;
import io.github.weepython.maven.spec.ImageSpec;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.List;
import java.util.function.Supplier;

/** The layer of the project's own files. */
public final class FilesLayer {
  private FilesLayer() {}

  /**
   * The topmost layer; none where no files are wished for.
   *
   * @param compiled the paths of compiled modules below, asked for where files may replace sources
   */
  public static List<Layer> layers(
      ImageSpec spec, LayerStore layers, Supplier<List<String>> compiled) {
    List<FileCopy> copies = spec.contents().files();
    if (copies.isEmpty()) {
      return List.of();
    }
    try {
      FileTree copied = tree(copies);
      FileTree tree =
          StaleBytecode.hasSources(copied) ? StaleBytecode.removed(copied, compiled.get()) : copied;
      return List.of(layers.layer(spec, "files", key(tree), scratch -> tree));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public static FileTree tree(List<FileCopy> copies) throws IOException {
    FileTree tree = new FileTree();
    for (FileCopy copy : copies) {
      String to = copy.to().substring(1);
      if (!Files.isDirectory(copy.from())) {
        Entry file = Entry.file(to, onDisk(copy), Content.of(copy.from()));
        tree.put(entry(file, copy));
        continue;
      }
      tree.put(entry(Entry.directory(to, 0755), copy));
      for (Entry entry : TreeReader.read(copy.from()).entries()) {
        // Compiled modules name the time of their source: others entry time.
        if (!("/" + entry.path() + "/").contains("/__pycache__/")) {
          tree.put(entry(entry.moved(path -> to + "/" + path), copy));
        }
      }
    }
    return tree;
  }

  /** By its mode, as below a folder: what this user may do, or a mount lets him, does not count. */
  private static int onDisk(FileCopy copy) throws IOException {
    return ((Integer) Files.getAttribute(copy.from(), "unix:mode") & 0100) != 0 ? 0755 : 0644;
  }

  /** Modes don't depend on the umask of whoever checked the project out. */
  private static Entry entry(Entry entry, FileCopy copy) {
    Entry owned = entry.withOwner(copy.uid(), copy.gid());
    return switch (entry.type()) {
      case FILE -> owned.withMode(copy.mode().orElse((entry.mode() & 0100) != 0 ? 0755 : 0644));
      case DIRECTORY -> owned.withMode(0755);
      case SYMLINK, HARDLINK -> owned;
    };
  }

  private static String key(FileTree tree) throws IOException {
    StringBuilder key = new StringBuilder("files 1\n");
    for (Entry entry : tree.entries()) {
      key.append(entry.path()).append('\0').append(entry.type()).append(' ');
      key.append(entry.mode()).append(' ').append(entry.uid()).append(' ').append(entry.gid());
      key.append(' ').append(entry.link()).append('\0');
      try (InputStream in = entry.content().open()) {
        key.append(Digest.of(in).hex()).append('\n');
      }
    }
    return key.toString();
  }
}
