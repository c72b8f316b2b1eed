package io.github.weepython.maven.elf;

import io.github.weepython.maven.archive.Entry;
import io.github.weepython.maven.archive.FileTree;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.codehaus.plexus.util.SelectorUtils;

/** Where an image's dynamic loader and ldconfig(8) look for libraries. */
public final class LoaderPaths {
  /** The cache, as a path of a tree. */
  public static final String CACHE = "etc/ld.so.cache";

  /** Built into Debian's loaders: the last lines of {@code ld.so --help}. */
  static final List<String> BUILT_IN =
      List.of(
          "/lib/x86_64-linux-gnu",
          "/usr/lib/x86_64-linux-gnu",
          "/lib/aarch64-linux-gnu",
          "/usr/lib/aarch64-linux-gnu",
          "/lib",
          "/usr/lib");

  private static final int DEPTH = 8;

  /** What ldconfig(8) takes for the name of a library. */
  private static final Pattern LIBRARY = Pattern.compile("(lib|ld-).*\\.so(\\..*)?");

  private LoaderPaths() {}

  /**
   * The directories of {@code /etc/ld.so.conf} and of what it includes.
   *
   * @param tree with these files' contents
   */
  public static Set<String> configured(FileTree tree) throws IOException {
    Set<String> directories = new LinkedHashSet<>();
    if (tree.follow("etc/ld.so.conf").isEmpty()) {
      directories.add(
          "/usr/local/lib"); // Debian's ld.so.conf.d/libc.conf; its package is not there
    }
    read(tree, "etc/ld.so.conf", directories, DEPTH);
    return directories;
  }

  private static void read(FileTree tree, String path, Set<String> directories, int depth)
      throws IOException {
    Optional<Entry> file = depth == 0 ? Optional.empty() : tree.follow(path);
    if (file.isEmpty() || file.get().type() != Entry.Type.FILE) {
      return;
    }
    String text = new String(file.get().content().readAll(), StandardCharsets.UTF_8);
    for (String line : text.lines().map(l -> l.replaceFirst("#.*", "").strip()).toList()) {
      if (line.startsWith("include ") || line.startsWith("include\t")) {
        for (String pattern : line.substring("include".length()).strip().split("[ \t]+")) {
          include(tree, path, pattern, directories, depth);
        }
      } else if (line.startsWith("/")) {
        directories.add(line.replaceFirst("/+$", ""));
      }
    }
  }

  /** What does not begin with a slash lies beside the file that names it, as for ldconfig(8). */
  private static void include(
      FileTree tree, String from, String pattern, Set<String> directories, int depth)
      throws IOException {
    String folder = from.substring(0, from.lastIndexOf('/') + 1);
    String absolute = pattern.startsWith("/") ? pattern.substring(1) : folder + pattern;
    for (Entry entry : List.copyOf(tree.entries())) {
      if (SelectorUtils.matchPath(absolute, entry.path(), "/", true)) {
        read(tree, entry.path(), directories, depth - 1);
      }
    }
  }

  /** What the image's cache says; nothing where it has none. */
  public static LibraryCache cache(FileTree tree) throws IOException {
    Optional<Entry> file = tree.follow(CACHE);
    return file.isEmpty() ? LibraryCache.EMPTY : LibraryCache.parse(file.get().content().readAll());
  }

  /**
   * The cache that ldconfig(8) would write, where the image's own lacks libraries that the loader
   * finds by no other means: those in directories that {@code /etc/ld.so.conf} names.
   *
   * @param tree all files and links, with the contents of those below etc
   * @param files what is a program or library among them, by path
   */
  public static Optional<LibraryCache> missingCache(FileTree tree, Map<String, ElfFile> files)
      throws IOException {
    Set<String> directories = configured(tree);
    directories.addAll(BUILT_IN);
    LibraryCache made = made(tree, files, directories);
    Set<LibraryCache.Item> known = Set.copyOf(cache(tree).entries());
    boolean complete =
        made.entries().stream()
            .filter(each -> !isBuiltIn(tree, each.path()))
            .allMatch(known::contains);
    return complete ? Optional.empty() : Optional.of(made);
  }

  private static boolean isBuiltIn(FileTree tree, String path) {
    String directory = path.substring(0, path.lastIndexOf('/'));
    return BUILT_IN.stream().anyMatch(each -> real(tree, each).equals(real(tree, directory)));
  }

  private static String real(FileTree tree, String path) {
    return tree.follow(path).map(Entry::path).orElse(path);
  }

  private static LibraryCache made(
      FileTree tree, Map<String, ElfFile> files, Set<String> directories) {
    Map<String, List<Entry>> contents = new LinkedHashMap<>();
    for (Entry entry : tree.entries()) {
      int slash = Math.max(0, entry.path().lastIndexOf('/'));
      contents.computeIfAbsent(entry.path().substring(0, slash), d -> new ArrayList<>()).add(entry);
    }
    Map<List<Object>, LibraryCache.Item> items = new LinkedHashMap<>();
    for (String directory : directories) {
      for (Entry element : contents.getOrDefault(real(tree, directory), List.of())) {
        item(tree, files, directory, element)
            .ifPresent(item -> items.putIfAbsent(List.of(item.flags(), item.name()), item));
      }
    }
    return new LibraryCache(List.copyOf(items.values()));
  }

  private static Optional<LibraryCache.Item> item(
      FileTree tree, Map<String, ElfFile> files, String directory, Entry entry) {
    String name = entry.path().substring(entry.path().lastIndexOf('/') + 1);
    Optional<ElfFile> file =
        LIBRARY.matcher(name).matches()
            ? tree.follow(entry.path()).flatMap(e -> library(files, e))
            : Optional.empty();
    boolean link = entry.type() == Entry.Type.SYMLINK;
    return file.filter(each -> LibraryCache.Item.flags(each.machine()) != 0)
        .map(
            each ->
                new LibraryCache.Item(
                    LibraryCache.Item.flags(each.machine()),
                    link ? name : each.soname().orElse(name),
                    directory + "/" + name));
  }

  /** What a path leads to, also by a hard link. */
  static Optional<ElfFile> library(Map<String, ElfFile> files, Entry entry) {
    String path = entry.type() == Entry.Type.HARDLINK ? entry.link() : entry.path();
    return Optional.ofNullable(files.get(path));
  }
}
