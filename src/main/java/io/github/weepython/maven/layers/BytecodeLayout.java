package io.github.weepython.maven.layers;

import io.github.weepython.maven.archive.Entry;
import io.github.weepython.maven.archive.FileTree;
import io.github.weepython.maven.spec.Stdlib;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Python modules as source, compiled, or both (PEP 3147). */
final class BytecodeLayout {
  private static final Pattern CACHED =
      Pattern.compile("((?:.*/)?)__pycache__/([^/]+)\\.cpython-(\\d+)t?\\.pyc");

  private BytecodeLayout() {}

  /**
   * The tree with what was chosen; files that are no modules stay as they are.
   *
   * @param series without its dot, such as {@code 313}: wheels may bring what other Pythons
   *     compiled
   */
  static FileTree of(FileTree tree, Stdlib stdlib, String series) {
    return switch (stdlib) {
      case SOURCE_PYC -> tree;
      case PYC -> compiled(tree, series);
      case SOURCE -> sources(tree);
    };
  }

  /** Compiled modules at the sources' places, where Python finds them without sources. */
  private static FileTree compiled(FileTree tree, String series) {
    FileTree result = new FileTree();
    for (Entry entry : tree.entries()) {
      Optional<String> source = source(entry.path(), series);
      if (source.isPresent()) {
        result.put(entry.withPath(source.get() + "c"));
      } else if (!isCache(entry.path()) && !isCompiled(entry.path(), tree, series)) {
        result.put(entry);
      }
    }
    return result;
  }

  private static FileTree sources(FileTree tree) {
    FileTree result = new FileTree();
    result.putAll(tree);
    result.removeIf(e -> isCache(e.path()) || isOfPython2(e.path(), tree));
    return result;
  }

  /** The source of a compiled module in a cache folder. */
  private static Optional<String> source(String path, String series) {
    if (!path.endsWith(".pyc")) {
      return Optional.empty();
    }
    Matcher matcher = CACHED.matcher(path);
    return matcher.matches()
            && matcher.group(3).equals(series)
            && !matcher.group(2).contains(".opt-")
        ? Optional.of(matcher.group(1) + matcher.group(2) + ".py")
        : Optional.empty();
  }

  private static boolean isCache(String path) {
    return (path + "/").contains("/__pycache__/");
  }

  /** Whether this source has a compiled module in the tree. */
  private static boolean isCompiled(String path, FileTree tree, String series) {
    if (!path.endsWith(".py")) {
      return false;
    }
    int slash = path.lastIndexOf('/') + 1;
    String module = path.substring(slash, path.length() - 3);
    String cached = path.substring(0, slash) + "__pycache__/" + module + ".cpython-" + series;
    return tree.get(path + "c").isPresent() || tree.has(cached, ".pyc");
  }

  /** Python 2 keeps compiled modules beside their sources. */
  private static boolean isOfPython2(String path, FileTree tree) {
    return (path.endsWith(".pyc") || path.endsWith(".pyo"))
        && tree.get(path.substring(0, path.length() - 1)).isPresent();
  }
}
