package io.github.weepython.maven.debian.rootfs;

import io.github.weepython.maven.archive.Entry;
import io.github.weepython.maven.archive.FileTree;
import io.github.weepython.maven.debian.rootfs.AlternativeCalls.Alternative;
import io.github.weepython.maven.debian.rootfs.AlternativeCalls.Link;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The links that update-alternatives(1) would make where no script of a package runs: each link
 * leads over {@code /etc/alternatives} to the alternative of the highest priority, among those that
 * are there.
 */
final class Alternatives {
  private static final String FOLDER = "etc/alternatives/";

  /** By the link's name, in the packages' order. */
  private final Map<String, List<Alternative>> offered = new TreeMap<>();

  private final List<String> unfollowed = new ArrayList<>();

  /** Hears what a package's script calls; it runs after those heard before. */
  void add(String packageName, byte[] script) {
    AlternativeCalls calls = AlternativeCalls.of(script);
    for (Alternative alternative : calls.alternatives()) {
      offered.computeIfAbsent(alternative.link().name(), n -> new ArrayList<>()).add(alternative);
    }
    calls.unfollowed().forEach(call -> unfollowed.add(packageName + ": " + call));
  }

  /** Calls of update-alternatives whose words are only known where the script runs. */
  List<String> unfollowed() {
    return List.copyOf(unfollowed);
  }

  /** Makes the links of what is there; one that a package has itself stays. */
  void link(FileTree tree) {
    for (List<Alternative> each : offered.values()) {
      each.stream()
          .sorted(Comparator.comparingInt(Alternative::priority).reversed())
          .filter(alternative -> link(tree, alternative.link()))
          .findFirst()
          .ifPresent(chosen -> chosen.slaves().forEach(slave -> link(tree, slave)));
    }
  }

  private static boolean link(FileTree tree, Link link) {
    String path = inTree(link.path());
    Optional<Entry> there = tree.get(path);
    if (tree.follow(inTree(link.target())).isEmpty()
        || there.filter(entry -> entry.type() != Entry.Type.SYMLINK).isPresent()) {
      return false;
    }
    tree.put(Entry.symlink(FOLDER + link.name(), link.target()));
    tree.put(Entry.symlink(path, "/" + FOLDER + link.name()));
    return true;
  }

  private static String inTree(String path) {
    return UsrMergeUnpacker.merged(path.replaceFirst("^/+", ""));
  }
}
