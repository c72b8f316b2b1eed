package io.github.weepython.maven.archive;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;

/** File entries by path, in the order of their paths' code units. Not safe for several threads. */
public final class FileTree {
  /** As Linux: path_resolution(7). */
  private static final int FOLLOWED = 40;

  private final NavigableMap<String, Entry> entries = new TreeMap<>();

  /** What hard links name, or named once. */
  private final Set<String> linked = new HashSet<>();

  /** Adds an entry, instead of one that had its path. */
  public void put(Entry entry) {
    entries.put(entry.path(), entry);
    if (entry.type() == Entry.Type.HARDLINK) {
      linked.add(entry.link());
    }
  }

  public void putAll(FileTree other) {
    entries.putAll(other.entries);
    linked.addAll(other.linked);
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

  /** Removes the entry alone, not what lies below it; a file's hard links keep its content. */
  public Optional<Entry> remove(String path) {
    Optional<Entry> removed = Optional.ofNullable(entries.remove(path));
    removed.ifPresent(entry -> bequeath(List.of(entry)));
    return removed;
  }

  /**
   * Prepares for another entry at a path, as rename(2) makes it: hard links keep what was there.
   *
   * @return the link that became a file; empty where there is no link
   */
  Optional<Entry> bequeath(String path) {
    List<Entry> heirs = get(path).map(entry -> bequeath(List.of(entry))).orElse(List.of());
    return heirs.stream().findFirst();
  }

  /** Removes entries; hard links that stay keep the content of a file that goes. */
  public void removeIf(Predicate<Entry> condition) {
    List<Entry> removed = new ArrayList<>();
    entries
        .values()
        .removeIf(
            entry -> {
              boolean gone = condition.test(entry);
              if (gone) {
                removed.add(entry);
              }
              return gone;
            });
    bequeath(removed);
  }

  /** The first of a removed file's links becomes the file, the others link to it. */
  private List<Entry> bequeath(List<Entry> removed) {
    Map<String, Entry> files = new HashMap<>();
    for (Entry entry : removed) {
      if (entry.type() == Entry.Type.FILE && linked.contains(entry.path())) {
        files.put(entry.path(), entry);
      }
    }
    if (files.isEmpty()) {
      return List.of();
    }
    Map<String, Entry> heirs = new TreeMap<>();
    for (Entry link : List.copyOf(entries.values())) {
      Entry file = link.type() == Entry.Type.HARDLINK ? files.get(link.link()) : null;
      if (file != null && !link.path().equals(file.path())) {
        Entry heir = heirs.computeIfAbsent(file.path(), path -> file.withPath(link.path()));
        boolean first = heir.path().equals(link.path());
        put(first ? heir : Entry.hardlink(link.path(), heir.path()));
      }
    }
    return List.copyOf(heirs.values());
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
