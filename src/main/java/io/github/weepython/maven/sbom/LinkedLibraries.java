package io.github.weepython.maven.sbom;

import static io.github.weepython.maven.Jackson.JSON;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import io.github.weepython.maven.archive.Entry;
import io.github.weepython.maven.debian.rootfs.InstalledPackages;
import io.github.weepython.maven.elf.ElfException;
import io.github.weepython.maven.elf.ElfFile;
import io.github.weepython.maven.spec.Architecture;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * Which libraries an interpreter's own files name (DT_NEEDED of elf(5)), and which packages of
 * Debian have brought libraries: of one layer, or of all of an image.
 */
final class LinkedLibraries {
  /** Programs, libpython and extension modules of CPython, and nothing that wheels bring. */
  private static final Pattern INTERPRETER =
      Pattern.compile(
          "usr/local/(?:bin/python[^/]*|lib/libpython[^/]*\\.so[^/]*"
              + "|lib/python[^/]*/lib-dynload/[^/]+\\.so)");

  /** Where packages put libraries for everybody, in a merged /usr. */
  private static final Pattern LIBRARY =
      Pattern.compile("usr/lib(?:64)?/(?:[^/]+-linux-gnu/)?[^/]+\\.so(?:\\..*)?");

  /** In bytes: larger files are not read into memory, and say nothing. */
  private static final long LARGEST = 128L << 20;

  /** Of links to links, as of Debian's alternatives. */
  private static final int FOLLOWED = 8;

  private final SortedMap<String, List<String>> needed = new TreeMap<>();
  private final SortedMap<String, String> links = new TreeMap<>();
  private final SortedMap<String, String> owners = new TreeMap<>();

  /** Whether a file's bytes are needed. */
  static boolean reads(Entry entry, long size) {
    return entry.type() == Entry.Type.FILE
        && size <= LARGEST
        && (isOfInterpreter(entry) || InstalledPackages.Reader.isList(entry));
  }

  private static boolean isOfInterpreter(Entry entry) {
    return entry.path().startsWith("usr/local/") && INTERPRETER.matcher(entry.path()).matches();
  }

  /** Takes a file whose bytes are needed. */
  void hear(Entry entry, byte[] bytes) throws IOException {
    if (isOfInterpreter(entry)) {
      needed.put(entry.path(), needed(entry.path(), bytes));
      return;
    }
    InstalledPackages.Reader list = new InstalledPackages.Reader();
    list.hear(entry, new ByteArrayInputStream(bytes));
    list.read()
        .owners()
        .forEach(
            (path, owner) -> {
              if (path.contains(".so") && LIBRARY.matcher(path).matches()) {
                owners.putIfAbsent(path, owner);
              }
            });
  }

  /** What is damaged names none here: an image with such files is refused elsewhere. */
  private static List<String> needed(String path, byte[] bytes) {
    try {
      return ElfFile.read(path, bytes).map(ElfFile::needed).orElse(List.of());
    } catch (ElfException e) {
      return List.of();
    }
  }

  /** Hears of any entry: links lead to libraries. */
  void hear(Entry entry) {
    if (entry.type() == Entry.Type.SYMLINK && LIBRARY.matcher(entry.path()).matches()) {
      String folder = entry.path().substring(0, entry.path().lastIndexOf('/') + 1);
      String target = entry.link().startsWith("/") ? entry.link() : "/" + folder + entry.link();
      links.put(entry.path(), Path.of(target).normalize().toString().substring(1));
    }
  }

  /** All of the next layer. */
  void add(LinkedLibraries layer) {
    needed.putAll(layer.needed);
    links.putAll(layer.links);
    owners.putAll(layer.owners);
  }

  /**
   * The packages whose libraries the interpreter is linked to, sorted.
   *
   * @param there whether the image still has a file, by its path
   */
  Set<String> packages(Architecture architecture, Predicate<String> there) {
    Set<String> packages = new TreeSet<>();
    Set<String> names = new TreeSet<>();
    needed.forEach(
        (path, libraries) -> {
          if (there.test(path)) {
            names.addAll(libraries);
          }
        });
    names.forEach(name -> owner(name, architecture).ifPresent(packages::add));
    return packages;
  }

  private Optional<String> owner(String name, Architecture architecture) {
    for (String folder :
        List.of("usr/lib/" + architecture.triplet() + "/", "usr/lib64/", "usr/lib/")) {
      String path = folder + name;
      for (int i = 0; i < FOLLOWED; i++) {
        if (owners.containsKey(path)) {
          return Optional.ofNullable(owners.get(path));
        }
        path = links.getOrDefault(path, "");
      }
    }
    return Optional.empty();
  }

  void write(Path file) throws IOException {
    Map<String, Object> all = new TreeMap<>();
    all.put("needed", needed);
    all.put("links", links);
    all.put("owners", owners);
    Files.write(file, JSON.writeValueAsBytes(all));
  }

  static LinkedLibraries read(Path file) throws IOException {
    JsonNode all = JSON.readTree(Files.readAllBytes(file));
    LinkedLibraries layer = new LinkedLibraries();
    layer.needed.putAll(JSON.convertValue(all.path("needed"), new TypeReference<>() {}));
    layer.links.putAll(JSON.convertValue(all.path("links"), new TypeReference<>() {}));
    layer.owners.putAll(JSON.convertValue(all.path("owners"), new TypeReference<>() {}));
    return layer;
  }
}
