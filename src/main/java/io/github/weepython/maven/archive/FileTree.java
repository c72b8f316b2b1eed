package io.github.weepython.maven.archive;

import java.util.Collection;
import java.util.Collections;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;

/** File entries by path, in the order of their paths' code units. Not safe for several threads. */
public final class FileTree {
  private final NavigableMap<String, Entry> entries = new TreeMap<>();

  /** Adds an entry, in the place of one that had its path. */
  public void put(Entry entry) {
    entries.put(entry.path(), entry);
  }

  public void putAll(FileTree other) {
    entries.putAll(other.entries);
  }

  public Optional<Entry> get(String path) {
    return Optional.ofNullable(entries.get(path));
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

  public boolean isEmpty() {
    return entries.isEmpty();
  }
}
