package io.github.weepython.maven.elf;

import io.github.weepython.maven.archive.Entry;
import io.github.weepython.maven.archive.FileTree;
import io.github.weepython.maven.spec.Architecture;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Whether the shared libraries of an image and what needs them belong together, as ld.so(8) would
 * find them. What programs open by name at run time (dlopen(3)) can't be seen here.
 */
public final class Closure {
  /** Where packages put libraries for everybody. */
  private static final List<String> PUBLIC =
      List.of("usr/lib/x86_64-linux-gnu", "usr/lib/aarch64-linux-gnu", "usr/lib64", "usr/lib");

  private static final Pattern LIBRARY = Pattern.compile(".+\\.so(\\..*)?");

  private final FileTree tree;
  private final Map<String, ElfFile> files;
  private final Map<String, List<String>> cached;
  private final List<String> environment;
  private final Set<String> wanted = new TreeSet<>();
  private final Set<MissingLibrary> missing = new TreeSet<>();
  private final Map<String, List<String>> places;

  /**
   * Looks at an image.
   *
   * @param tree all its files and links; their contents don't matter
   * @param files what is a program or library among them, by path
   * @param cache what its /etc/ld.so.cache says
   * @param environment the directories of its LD_LIBRARY_PATH
   */
  public Closure(
      FileTree tree, Map<String, ElfFile> files, LibraryCache cache, List<String> environment) {
    this.tree = tree;
    this.files = new TreeMap<>(files);
    this.cached = cache.paths();
    this.environment = List.copyOf(environment);
    this.files.forEach(this::visit);
    this.places = places();
  }

  /** Where files lie that have the names of missing libraries; all are looked through but once. */
  private Map<String, List<String>> places() {
    Set<String> names = missing.stream().map(MissingLibrary::library).collect(Collectors.toSet());
    return names.isEmpty()
        ? Map.of()
        : tree.entries().stream()
            .map(Entry::path)
            .filter(path -> path.indexOf('/') >= 0 && names.contains(name(path)))
            .collect(Collectors.groupingBy(Closure::name));
  }

  private static String name(String path) {
    return path.substring(path.lastIndexOf('/') + 1);
  }

  private void visit(String path, ElfFile file) {
    file.interpreter().ifPresent(loader -> visit(path, file, loader));
    file.needed().forEach(name -> visit(path, file, name));
  }

  private void visit(String path, ElfFile file, String name) {
    find(path, file, name)
        .ifPresentOrElse(wanted::add, () -> missing.add(new MissingLibrary(path, name)));
  }

  private Optional<String> find(String path, ElfFile file, String name) {
    if (name.contains("/")) {
      return fitting(name, file);
    }
    return searched(path, file, name).stream()
        .flatMap(each -> fitting(each, file).stream())
        .findFirst();
  }

  /** In the loader's order; the cache comes before what is built in. */
  private Set<String> searched(String path, ElfFile file, String name) {
    Set<String> searched = new LinkedHashSet<>();
    environment.forEach(each -> searched.add(each + "/" + name));
    file.searched().forEach(each -> searched.add(expanded(each, path, file) + "/" + name));
    searched.addAll(cached.getOrDefault(name, List.of()));
    LoaderPaths.BUILT_IN.forEach(each -> searched.add(each + "/" + name));
    return searched;
  }

  /** ld.so(8), "Dynamic string tokens", with or without braces. */
  private static String expanded(String directory, String path, ElfFile file) {
    String origin = "/" + path.substring(0, Math.max(0, path.lastIndexOf('/')));
    Architecture architecture =
        Architecture.ofElf(file.machine()).orElse(Architecture.AMD64); // Its 32-bit code, mostly.
    return directory
        .replaceAll("\\$\\{(ORIGIN|LIB|PLATFORM)}", "\\$$1")
        .replace("$ORIGIN", origin)
        .replace("$LIB", "lib/" + architecture.triplet())
        .replace("$PLATFORM", architecture.machine());
  }

  /** The loader passes over libraries of another processor. */
  private Optional<String> fitting(String path, ElfFile user) {
    Optional<String> found = tree.follow(path).map(Closure::first);
    return found.filter(f -> fits(files.get(f), user));
  }

  private static boolean fits(@Nullable ElfFile library, ElfFile user) {
    return library != null && library.machine() == user.machine() && library.wide() == user.wide();
  }

  private static String first(Entry entry) {
    return entry.type() == Entry.Type.HARDLINK ? entry.link() : entry.path();
  }

  /** What the loader would not find, sorted. */
  public List<MissingLibrary> missing() {
    return List.copyOf(missing);
  }

  /** Paths where a missing library lies nonetheless, though the loader does not look there. */
  public List<String> elsewhere(MissingLibrary each) {
    ElfFile user = files.get(each.file());
    if (user == null || each.library().contains("/")) {
      return List.of();
    }
    return places.getOrDefault(each.library(), List.of()).stream()
        .filter(path -> fitting(path, user).isPresent())
        .toList();
  }

  /**
   * Sorted paths of libraries that nothing needs, in the directories where packages put them.
   *
   * @param excused those that stay nonetheless
   */
  public List<String> unneeded(Predicate<String> excused) {
    List<String> unneeded = new ArrayList<>();
    for (String path : files.keySet()) {
      int name = path.lastIndexOf('/');
      boolean library = name > 0 && PUBLIC.contains(path.substring(0, name)) && isLibrary(path);
      if (library && !wanted.contains(path) && !excused.test(path)) {
        unneeded.add("/" + path);
      }
    }
    return unneeded;
  }

  private static boolean isLibrary(String path) {
    return LIBRARY.matcher(name(path)).matches();
  }
}
