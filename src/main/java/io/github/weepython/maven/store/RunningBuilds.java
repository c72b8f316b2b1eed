package io.github.weepython.maven.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Who uses the cache: each process holds a lock in its folder {@code running} from when it opens
 * the cache to its end. What was used since the oldest of them began stays.
 */
final class RunningBuilds {
  private static final Map<Path, RunningBuilds> HERE = new ConcurrentHashMap<>();

  private final FileTime start;

  private RunningBuilds(FileTime start) {
    this.start = start;
  }

  /** This process's entry, which is made when the cache is first opened. */
  static RunningBuilds join(Path root) throws IOException {
    RunningBuilds there = HERE.get(root);
    return there == null || !Files.isDirectory(folder(root)) ? enter(root) : there;
  }

  private static synchronized RunningBuilds enter(Path root) throws IOException {
    Workspace mark = Workspace.create(folder(root));
    Runtime.getRuntime().addShutdownHook(new Thread(() -> leave(mark)));
    Workspace.sweep(folder(root));
    RunningBuilds entered = new RunningBuilds(Files.getLastModifiedTime(mark.directory()));
    HERE.put(root, entered);
    return entered;
  }

  private static void leave(Workspace mark) {
    try {
      mark.close();
    } catch (IOException e) {
      // The next run sweeps it.
    }
  }

  /** When the first of those that still run began; this process counts. */
  static FileTime oldest(Path root) throws IOException {
    Workspace.sweep(folder(root));
    try (var marks = Files.list(folder(root))) {
      Optional<FileTime> oldest =
          marks.map(RunningBuilds::time).flatMap(Optional::stream).min(FileTime::compareTo);
      return oldest.orElse(FileTime.fromMillis(0));
    }
  }

  private static Optional<FileTime> time(Path mark) {
    try {
      return Optional.of(Files.getLastModifiedTime(mark));
    } catch (IOException e) {
      return Optional.empty(); // It has just ended.
    }
  }

  /** Whether an entry was last used before this process began. */
  boolean isOlder(Path seal) throws IOException {
    return Files.getLastModifiedTime(seal).compareTo(start) < 0;
  }

  /** Says that an entry is used; never before this process began, whatever the clock says. */
  void use(Path seal) throws IOException {
    FileTime now = FileTime.fromMillis(System.currentTimeMillis());
    Files.setLastModifiedTime(seal, now.compareTo(start) < 0 ? start : now);
  }

  private static Path folder(Path root) {
    return root.resolve("running");
  }
}
