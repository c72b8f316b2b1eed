package io.github.weepython.maven.sandbox.remote;

import io.github.weepython.maven.archive.Content;
import io.github.weepython.maven.archive.Entry;
import io.github.weepython.maven.archive.FileTree;
import io.github.weepython.maven.archive.TreeReader;
import io.github.weepython.maven.archive.TreeUnpacker;
import io.github.weepython.maven.archive.Utf8Paths;
import io.github.weepython.maven.sandbox.Sandbox;
import io.github.weepython.maven.store.DiskTree;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A job's files on their way into a container and out of it. */
public final class JobFiles {
  private static final Set<String> KERNELS = Set.of("proc", "sys", "dev", "tmp");

  /** What engines put into a container's root file system. */
  private static final Set<String> ENGINES =
      Set.of(
          ".dockerenv",
          "etc/hosts",
          "etc/hostname",
          "etc/resolv.conf",
          "etc/mtab",
          "run/.containerenv",
          "run/secrets");

  private JobFiles() {}

  /** Brings out what the job has left in its writable places, or in a root of its own. */
  public static void fetchAll(RemoteJob container, Sandbox.Job job) throws IOException {
    for (Map.Entry<String, Path> entry : job.writable().entrySet()) {
      if (!entry.getKey().startsWith(Sandbox.LOST)) {
        fetch(container, entry.getKey(), entry.getValue());
      }
    }
    if (job.own().isPresent()) {
      fetchOwn(container, job.own().get());
    }
  }

  /** The whole root, but for what is the kernel's, the engine's, or was there for the job alone. */
  private static void fetchOwn(RemoteJob container, Path root) throws IOException {
    FileTree before = TreeReader.read(root);
    // The engine mounts its own over these, also when the container is read out.
    Map<Entry, byte[]> covered = covered(before);
    DiskTree.clear(root);
    TreeUnpacker unpacker = new TreeUnpacker(root, any -> true);
    for (String kernel : KERNELS) {
      Optional<Entry> place = before.get(kernel);
      if (place.isPresent()) {
        unpacker.put(place.get(), InputStream.nullInputStream());
      }
    }
    try (InputStream tar = container.get("/.")) {
      unpacker.unpack(
          "the root of " + container,
          tar,
          entry -> ofJob(entry.path()) ? List.of(entry) : List.of());
    }
    for (Map.Entry<Entry, byte[]> pair : covered.entrySet()) {
      unpacker.put(pair.getKey(), new ByteArrayInputStream(pair.getValue()));
    }
    setModes(root, unpacker.tree());
  }

  private static Map<Entry, byte[]> covered(FileTree before) throws IOException {
    Map<Entry, byte[]> files = new LinkedHashMap<>();
    for (String engine : ENGINES) {
      Optional<Entry> entry = before.get(engine);
      if (entry.isPresent()) {
        files.put(entry.get(), entry.get().content().readAll());
      }
    }
    return files;
  }

  private static boolean ofJob(String path) {
    int slash = path.indexOf('/');
    String top = slash < 0 ? path : path.substring(0, slash);
    return !KERNELS.contains(top) && !ENGINES.contains(path);
  }

  /** What the job wants to find there. */
  public static FileTree inputs(Sandbox.Job job) throws IOException {
    FileTree files = new FileTree();
    files.put(Entry.directory("tmp", 01777));
    for (Map.Entry<String, Path> entry : job.writable().entrySet()) {
      putFolder(files, entry.getKey().substring(1), entry.getValue());
    }
    for (Map.Entry<String, Path> pair : job.readable().entrySet()) {
      String at = pair.getKey().substring(1);
      if (Files.isDirectory(pair.getValue())) {
        putFolder(files, at, pair.getValue());
      } else {
        int mode = (Integer) Files.getAttribute(pair.getValue(), "unix:mode") & 07777;
        files.put(Entry.file(at, mode, Content.of(pair.getValue())));
      }
    }
    return files;
  }

  private static void putFolder(FileTree files, String at, Path folder) throws IOException {
    files.put(Entry.directory(at, 0755));
    for (Entry entry : TreeReader.readWithTimes(folder).entries()) {
      files.put(entry.moved(path -> at + "/" + path));
    }
  }

  /** Written by the rules for strangers' archives: a daemon or a cluster may be anybody's. */
  private static void fetch(RemoteJob container, String from, Path to) throws IOException {
    DiskTree.clear(to);
    TreeUnpacker unpacker = new TreeUnpacker(to, any -> true);
    try (InputStream tar = container.get(from)) {
      unpacker.unpack(from + " of " + container, tar, JobFiles::withoutTop);
    }
    setModes(to, unpacker.tree());
  }

  /** Exactly as in the container: the unpacker is generous to the owner. */
  private static void setModes(Path root, FileTree tree) throws IOException {
    for (Entry entry : tree.entries()) {
      if (entry.type() == Entry.Type.FILE || entry.type() == Entry.Type.DIRECTORY) {
        Files.setAttribute(Utf8Paths.below(root, entry.path()), "unix:mode", entry.mode());
      }
    }
  }

  private static List<Entry> withoutTop(Entry entry) {
    int slash = entry.path().indexOf('/');
    return slash < 0 ? List.of() : List.of(entry.moved(path -> path.substring(slash + 1)));
  }
}
