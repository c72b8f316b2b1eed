package io.github.weepython.maven.lockfile;

import io.github.weepython.maven.Causes;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Writes a module's entries into a lock file, which may have those of others.
 *
 * @param file the lock file
 * @param wee the version that writes
 * @param module {@code groupId:artifactId}
 * @param keep whether entries of this module stay, since this run of Maven wrote them
 * @param snapshots the snapshot archive
 */
public record LockFileUpdate(Path file, String wee, String module, boolean keep, URI snapshots) {
  /** Modules of one reactor may share a file, and be locked at once. */
  private static final Object ONE_AT_A_TIME = new Object();

  /**
   * Writes them, unless nothing but the suites' dates has changed.
   *
   * @return what changed, in words; nothing for a new file
   * @throws LockException when it can't be written
   */
  public List<String> write(List<LockedBuild> builds, Changelogs changelogs) {
    synchronized (ONE_AT_A_TIME) {
      List<String> said = new ArrayList<>();
      Optional<LockFile> before = before(said);
      List<LockEntry> old = before.map(LockFile::entries).orElse(List.of());
      List<LockEntry> own = entries(builds, old);
      List<LockEntry> mine = old.stream().filter(each -> each.module().equals(module)).toList();
      List<LockEntry> all = new ArrayList<>(old.stream().filter(e -> !mine.contains(e)).toList());
      all.addAll(keep ? joined(mine, own) : own);
      all.sort(
          Comparator.comparing(LockEntry::module)
              .thenComparing(e -> e.request().python() + " " + e.request().label()));
      if (before.isPresent() && unchanged(old, all)) {
        return List.of("Nothing has changed since " + file + " was written.");
      }
      put(LockFileText.text(new LockFile(wee, all)));
      if (before.isPresent()) {
        said.addAll(new LockDiff(changelogs).lines(mine, keep ? joined(mine, own) : own));
      }
      return said;
    }
  }

  /** What is there; a broken file is replaced. */
  private Optional<LockFile> before(List<String> said) {
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    try {
      return Optional.of(new LockFileReader(file).read());
    } catch (LockException e) {
      said.add("The existing file is replaced completely: " + e.getMessage());
      return Optional.empty();
    }
  }

  /** A lock file of one build alone. */
  public static String text(LockedBuild build, String wee, String module, URI snapshots) {
    LockEntry entry = new EntryWriter(module, snapshots, Map.of()).entry(build);
    return LockFileText.text(new LockFile(wee, List.of(entry)));
  }

  private List<LockEntry> entries(List<LockedBuild> builds, List<LockEntry> old) {
    EntryWriter writer = new EntryWriter(module, snapshots, addresses(old));
    List<LockEntry> all = new ArrayList<>();
    builds.forEach(build -> all.add(writer.entry(build)));
    return joined(List.of(), all);
  }

  private static Map<String, String> addresses(List<LockEntry> entries) {
    Map<String, String> all = new TreeMap<>();
    for (LockEntry entry : entries) {
      entry.debs().buildRoot().forEach(deb -> all.put(deb.sha256(), deb.url()));
      entry
          .debs()
          .bases()
          .values()
          .forEach(l -> l.forEach(deb -> all.put(deb.sha256(), deb.url())));
      entry.sources().securityPatches().forEach(item -> all.put(item.sha256(), item.url()));
      all.put(entry.sources().source().sha256(), entry.sources().source().url());
    }
    return all;
  }

  private static boolean unchanged(List<LockEntry> before, List<LockEntry> after) {
    if (before.size() != after.size()) {
      return false;
    }
    for (int i = 0; i < before.size(); i++) {
      if (!before.get(i).sameInputs(after.get(i))) {
        return false;
      }
    }
    return true;
  }

  /** Entries of one request become one: several executions of a pom may share it. */
  private static List<LockEntry> joined(List<LockEntry> first, List<LockEntry> second) {
    Map<LockRequest, LockEntry> all = new LinkedHashMap<>();
    first.forEach(each -> all.merge(each.request(), each, LockFileUpdate::join));
    second.forEach(each -> all.merge(each.request(), each, LockFileUpdate::join));
    return List.copyOf(all.values());
  }

  private static LockEntry join(LockEntry old, LockEntry fresh) {
    return LockFileText.withChecksum(fresh.union(old));
  }

  private void put(String text) {
    try {
      Path folder = Optional.ofNullable(file.toAbsolutePath().getParent()).orElseThrow();
      Files.createDirectories(folder);
      Path fresh = Files.createTempFile(folder, ".wee", ".lock");
      Files.writeString(fresh, text);
      fresh.toFile().setReadable(true, false);
      Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new LockException(
          "The lock file %s can't be written: %s. Make its folder writable, or set <lockFile> or -Dwee.lockFile to another."
              .formatted(file, Causes.of(e)),
          e);
    }
  }
}
