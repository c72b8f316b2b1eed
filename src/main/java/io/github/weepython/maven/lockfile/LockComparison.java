package io.github.weepython.maven.lockfile;

import io.github.weepython.maven.debian.archive.Mirrors;
import io.github.weepython.maven.inputs.LockedPackage;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Two lock files side by side. */
public final class LockComparison {
  private final LockFile before;
  private final LockFile after;

  /**
   * Reads both.
   *
   * @throws LockException when one is missing or broken
   */
  public LockComparison(Path before, Path after) {
    this.before = read(before);
    this.after = read(after);
  }

  private static LockFile read(Path file) {
    if (!Files.isRegularFile(file)) {
      throw new LockException(
          "There is no lock file %s to compare. Set -Dwee.diff.from and -Dwee.diff.to to files that mvn wee:lock wrote; 'git show v1.0:wee.lock > old.lock' gets that of an earlier release."
              .formatted(file));
    }
    return new LockFileReader(file).read();
  }

  /** The newer file's packages by the digests of their .debs, to read their changelogs. */
  public Map<String, LockedPackage> packages(Mirrors mirrors, URI upstream, URI snapshots) {
    LockedPlaces places = new LockedPlaces(mirrors, upstream, snapshots);
    Map<String, LockedPackage> all = new HashMap<>();
    for (LockEntry entry : after.entries()) {
      entry.debs().bases().values().stream()
          .flatMap(List::stream)
          .forEach(deb -> all.put(deb.sha256(), places.deb(deb)));
    }
    return all;
  }

  /** What changed in words, module by module; nothing where the inputs are the same. */
  public List<String> lines(Changelogs changelogs) {
    List<String> modules = new ArrayList<>();
    before.entries().forEach(each -> modules.add(each.module()));
    after.entries().forEach(each -> modules.add(each.module()));
    List<String> names = modules.stream().distinct().sorted().toList();
    LockDiff diff = new LockDiff(changelogs);
    List<String> all = new ArrayList<>();
    for (String module : names) {
      String prefix = names.size() > 1 ? module + ", " : "";
      diff.lines(of(before, module), of(after, module)).forEach(line -> all.add(prefix + line));
    }
    return all;
  }

  private static List<LockEntry> of(LockFile file, String module) {
    return file.entries().stream().filter(each -> each.module().equals(module)).toList();
  }
}
