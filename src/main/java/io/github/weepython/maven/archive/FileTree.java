package io.github.weepython.maven.archive;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;

/** File entries by path, in the order of their paths' code units. Not safe for several threads. */
public final class FileTree {
  /** As Linux: path_resolution(7). */
  private static final int FOLLOWED = 40;

  private final NavigableMap<String, Entry> entries = new TreeMap<>();

  /** Adds an entry, instead of one that had its path. */
  public void put(Entry entry) {
    entries.put(entry.path(), entry);
  }

  public void putAll(FileTree other) {
    entries.putAll(other.entries);
  }

  public Optional<Entry> get(String path) {
    return Optional.ofNullable(entries.get(path));
  }

  /** Whether an entry's path begins and ends so. */
  public boolean has(String prefix, String end) {
    return entries.tailMap(prefix, true).keySet().stream()
        .takeWhile(path -> path.startsWith(prefix))
        .anyMatch(path -> path.endsWith(end));
  }

  /** Sorted paths of all that lies below a directory. */
  public List<String> below(String directory) {
    return List.copyOf(entries.subMap(directory + "/", directory + "0").keySet());
  }

  /** Removes the entry alone, not what lies below it. */
  public Optional<Entry> remove(String path) {
    return Optional.ofNullable(entries.remove(path));
  }

  public void removeIf(Predicate<Entry> condition) {
    entries.values().removeIf(condition);
  }

  /** Every entry, sorted by path. */
  public Collection<Entry> entries() {
    return Collections.unmodifiableCollection(entries.values());
  }

  /**
   * What a program would find under a path: symlinks are followed, also on the way, as if this tree
   * were the whole file system.
   */
  public Optional<Entry> follow(String path) {
    return resolve(path, FOLLOWED);
  }

  private Optional<Entry> resolve(String path, int links) {
    String at = "";
    List<String> rest = new ArrayList<>(List.of(path.split("/")));
    while (!rest.isEmpty()) {
      String name = rest.remove(0);
      if (name.equals("..")) {
        at = at.substring(0, Math.max(0, at.lastIndexOf('/')));
      } else if (!name.isEmpty() && !name.equals(".")) {
        String next = at.isEmpty() ? name : at + "/" + name;
        Entry found = entries.get(next);
        if (found != null && found.type() == Entry.Type.SYMLINK) {
          String target = found.link().startsWith("/") ? found.link() : at + "/" + found.link();
          String below = String.join("/", rest);
          return links == 0 ? Optional.empty() : resolve(target + "/" + below, links - 1);
        }
        at = next;
      }
    }
    return get(at);
  }

  /** The latest modification time, in seconds since the epoch; of an empty tree the epoch. */
  public long newest() {
    return entries.values().stream().mapToLong(Entry::mtime).max().orElse(0);
  }

  public boolean isEmpty() {
    return entries.isEmpty();
  }
}
