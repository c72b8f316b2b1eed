package io.github.weepython.maven.elf;

import io.github.weepython.maven.archive.Entry;
import io.github.weepython.maven.archive.FileTree;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * Whether the shared libraries of an image and what needs them belong together. What programs open
 * by name at run time (dlopen(3)) can't be seen here.
 */
public final class Closure {
  /** Where every loader looks, and ldconfig(8): Debian's ld.so.conf.d adds the multiarch ones. */
  private static final List<String> DIRECTORIES =
      List.of(
          "usr/local/lib/x86_64-linux-gnu",
          "usr/local/lib/aarch64-linux-gnu",
          "usr/local/lib",
          "usr/lib/x86_64-linux-gnu",
          "usr/lib/aarch64-linux-gnu",
          "usr/lib64",
          "usr/lib");

  private final FileTree tree;
  private final Map<String, ElfFile> files;
  private final Set<String> wanted = new TreeSet<>();
  private final Set<String> missing = new TreeSet<>();

  /**
   * Looks at an image.
   *
   * @param tree all its files and links; their contents don't matter
   * @param files what is a program or library among them, by path
   */
  public Closure(FileTree tree, Map<String, ElfFile> files) {
    this.tree = tree;
    this.files = new TreeMap<>(files);
    this.files.forEach(this::visit);
  }

  private void visit(String path, ElfFile file) {
    file.interpreter().ifPresent(loader -> visit(path, file, loader));
    file.needed().forEach(name -> visit(path, file, name));
  }

  private void visit(String path, ElfFile file, String name) {
    Optional<String> found = find(path, file, name);
    found.ifPresentOrElse(
        wanted::add, () -> missing.add("%s needs %s".formatted("/" + path, name)));
  }

  private Optional<String> find(String path, ElfFile file, String name) {
    if (name.contains("/")) {
      return fitting(name, file);
    }
    for (String each : searched(path, file)) {
      Optional<String> found = fitting(each + "/" + name, file);
      if (found.isPresent()) {
        return found;
      }
    }
    // A package may load its libraries first and its modules then: that counts if it has them.
    return path.contains("-packages/")
        ? files.keySet().stream().filter(f -> f.endsWith("/" + name)).findFirst()
        : Optional.empty();
  }

  private static Collection<String> searched(String path, ElfFile file) {
    String origin = path.substring(0, Math.max(0, path.lastIndexOf('/')));
    Set<String> searched = new LinkedHashSet<>();
    for (String each : file.searched()) {
      searched.add(each.replace("${ORIGIN}", "$ORIGIN").replace("$ORIGIN", origin));
    }
    searched.addAll(DIRECTORIES);
    return searched;
  }

  /** The loader passes over libraries of another processor. */
  private Optional<String> fitting(String path, ElfFile user) {
    Optional<String> found = tree.follow(path).map(this::first);
    return found.filter(
        f -> {
          ElfFile library = files.get(f);
          return library != null
              && library.machine() == user.machine()
              && library.wide() == user.wide();
        });
  }

  private String first(Entry entry) {
    return entry.type() == Entry.Type.HARDLINK ? entry.link() : entry.path();
  }

  /** Sorted lines as {@code /usr/bin/x needs liby.so.1}, of what the image has not. */
  public List<String> missing() {
    return List.copyOf(missing);
  }

  /**
   * Sorted paths of libraries that nothing needs, in the directories where packages put them.
   *
   * @param excused those that stay nonetheless
   */
  public List<String> unneeded(Predicate<String> excused) {
    List<String> unneeded = new ArrayList<>();
    files.forEach(
        (path, file) -> {
          int name = path.lastIndexOf('/');
          boolean library =
              path.startsWith("usr/lib")
                  && DIRECTORIES.contains(path.substring(0, name))
                  && isLibrary(path);
          if (library && !wanted.contains(path) && !excused.test(path)) {
            unneeded.add("/" + path);
          }
        });
    return unneeded;
  }

  private static boolean isLibrary(String path) {
    return path.substring(path.lastIndexOf('/') + 1).matches(".+\\.so(\\..*)?");
  }
}
