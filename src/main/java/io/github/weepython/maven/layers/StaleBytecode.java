package io.github.weepython.maven.layers;

import io.github.weepython.maven.archive.Content;
import io.github.weepython.maven.archive.Entry;
import io.github.weepython.maven.archive.FileTree;
import io.github.weepython.maven.archive.TarReader;
import io.github.weepython.maven.digest.Digest;
import io.github.weepython.maven.image.Layer;
import io.github.weepython.maven.store.Store;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Compiled modules whose source the user's files replace. Python never compares a .pyc of wee's
 * with its source (PEP 552, unchecked hashes), so that the old one would be run: a whiteout of the
 * OCI image-spec (layer.md) takes it away.
 */
public final class StaleBytecode {
  private static final String WHITEOUT = ".wh.";

  private static final String CACHE = "/__pycache__/";

  private final Store store;

  public StaleBytecode(Store store) {
    this.store = store;
  }

  /** The paths of all compiled modules of some layers, sorted. */
  public List<String> paths(List<Layer> layers) {
    StringBuilder key = new StringBuilder("bytecode 1\n");
    layers.forEach(layer -> key.append(layer.diffId()).append('\n'));
    Path kept =
        store.file(
            "bytecode", Digest.of(key.toString()), target -> Files.write(target, read(layers)));
    try {
      return Files.readAllLines(kept);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Collection<String> read(List<Layer> layers) throws IOException {
    TreeSet<String> paths = new TreeSet<>();
    for (Layer layer : layers) {
      layer.read(
          TarReader.Devices.REFUSE,
          (entry, size, body) -> {
            String path = entry.path();
            boolean compiled = path.endsWith(".pyc") || path.endsWith(".pyo");
            if (compiled && path.indexOf('\n') < 0) {
              paths.add(path);
            }
          });
    }
    return paths;
  }

  /** Whether any of the files could replace the source of a compiled module. */
  static boolean hasSources(FileTree files) {
    return files.entries().stream().anyMatch(StaleBytecode::isSource);
  }

  /** The paths of the files that may be sources of compiled modules. */
  public static List<String> sources(FileTree files) {
    return files.entries().stream().filter(StaleBytecode::isSource).map(Entry::path).toList();
  }

  private static boolean isSource(Entry entry) {
    return entry.path().endsWith(".py") && entry.type() != Entry.Type.DIRECTORY;
  }

  /**
   * The files with whiteouts of the compiled modules that are theirs no more.
   *
   * @param files the user's
   * @param compiled of the layers below
   */
  static FileTree removed(FileTree files, List<String> compiled) {
    FileTree result = new FileTree();
    result.putAll(files);
    Set<String> sources = new HashSet<>(sources(files));
    for (String path : compiled) {
      boolean kept = files.get(path).isPresent();
      if (!kept && isOf(sources, path)) {
        int name = path.lastIndexOf('/') + 1;
        String whiteout = path.substring(0, name) + WHITEOUT + path.substring(name);
        result.put(Entry.file(whiteout, 0644, Content.of("")));
      }
    }
    return result;
  }

  /** In a cache folder for any version and optimization (PEP 3147, PEP 488), or beside it. */
  private static boolean isOf(Set<String> sources, String compiled) {
    if (sources.contains(compiled.substring(0, compiled.length() - 1))) {
      return true;
    }
    int name = compiled.lastIndexOf('/') + 1;
    if (!compiled.endsWith(".pyc") || !("/" + compiled.substring(0, name)).endsWith(CACHE)) {
      return false;
    }
    String folder = compiled.substring(0, name - CACHE.length() + 1);
    int end = compiled.length() - ".pyc".length();
    for (int dot = compiled.indexOf('.', name);
        dot >= 0 && dot < end;
        dot = compiled.indexOf('.', dot + 1)) {
      if (sources.contains(folder + compiled.substring(name, dot) + ".py")) {
        return true;
      }
    }
    return false;
  }
}
