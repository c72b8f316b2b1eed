package io.github.weepython.maven.sandbox;

import com.github.dockerjava.api.model.Info;
import io.github.weepython.maven.WeeException;
import io.github.weepython.maven.archive.Content;
import io.github.weepython.maven.archive.Entry;
import io.github.weepython.maven.archive.FileTree;
import io.github.weepython.maven.archive.Paths;
import io.github.weepython.maven.archive.TreeReader;
import io.github.weepython.maven.archive.TreeUnpacker;
import io.github.weepython.maven.daemon.Daemon;
import io.github.weepython.maven.progress.Progress;
import io.github.weepython.maven.spec.Compiling;
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
import java.util.function.Consumer;
import org.codehaus.plexus.util.FileUtils;

/**
 * A container of a daemon, here or on another machine: the root is an image of it, files go in and
 * come out as streams, and there is no network.
 */
final class DaemonSandbox implements Sandbox {
  private static final Set<String> KERNELS = Set.of("proc", "sys", "dev", "tmp");

  /** What Docker and Podman put into a container's root file system. */
  private static final Set<String> ENGINES =
      Set.of(
          ".dockerenv",
          "etc/hosts",
          "etc/hostname",
          "etc/resolv.conf",
          "etc/mtab",
          "run/.containerenv",
          "run/secrets");

  private final Daemon daemon;
  private final Compiling.Limits limits;
  private final Progress progress;

  DaemonSandbox(Daemon daemon, Compiling.Limits limits, Progress progress) {
    this.daemon = daemon;
    this.limits = limits;
    this.progress = progress;
  }

  @Override
  public int run(Job job, Consumer<String> lines) throws IOException, InterruptedException {
    try {
      return runHere(job, lines);
    } catch (WeeException e) {
      throw e;
    } catch (RuntimeException | IOException e) {
      throw new SandboxException(
          "The daemon at %s failed in the middle of the job: %s. Nothing of the job is kept; see that the daemon runs, has room on its disk and can be reached, and run Maven again."
              .formatted(daemon, DaemonRung.words(e)),
          e);
    }
  }

  private int runHere(Job job, Consumer<String> lines) throws IOException, InterruptedException {
    if (job.own().isEmpty()) {
      return runOn(RootImage.of(job.root()), job, lines);
    }
    RootImage image = RootImage.withTimes(job.own().get());
    try {
      return runOn(image, job, lines);
    } finally {
      image.remove(daemon); // Nobody has the like of it again.
    }
  }

  private int runOn(RootImage image, Job job, Consumer<String> lines)
      throws IOException, InterruptedException {
    image.ensure(daemon, progress);
    try (JobContainer container =
        JobContainer.create(daemon, image, job, limits, Owner.self().labels())) {
      container.put(inputs(job));
      int status = container.run(lines);
      if (status == 0) {
        fetchAll(container, job);
      }
      return status;
    }
  }

  private void fetchAll(JobContainer container, Job job) throws IOException {
    for (Map.Entry<String, Path> each : job.writable().entrySet()) {
      if (!each.getKey().startsWith(LOST)) {
        fetch(container, each.getKey(), each.getValue());
      }
    }
    if (job.own().isPresent()) {
      fetchOwn(container, job.own().get());
    }
  }

  /** The whole root, but for what is the kernel's, the engine's, or was there for the job alone. */
  private void fetchOwn(JobContainer container, Path root) throws IOException {
    FileTree before = TreeReader.read(root);
    // The engine mounts its own over these, also when the container is read out.
    Map<Entry, byte[]> covered = covered(before);
    FileUtils.cleanDirectory(root.toFile());
    TreeUnpacker unpacker = new TreeUnpacker(root, any -> true);
    for (String each : KERNELS) {
      Optional<Entry> place = before.get(each);
      if (place.isPresent()) {
        unpacker.put(place.get(), InputStream.nullInputStream());
      }
    }
    try (InputStream tar = container.get("/.")) {
      unpacker.unpack(
          "the root of " + daemon, tar, entry -> ofJob(entry.path()) ? List.of(entry) : List.of());
    }
    for (Map.Entry<Entry, byte[]> each : covered.entrySet()) {
      unpacker.put(each.getKey(), new ByteArrayInputStream(each.getValue()));
    }
    setModes(root, unpacker.tree());
  }

  private static Map<Entry, byte[]> covered(FileTree before) throws IOException {
    Map<Entry, byte[]> files = new LinkedHashMap<>();
    for (String each : ENGINES) {
      Optional<Entry> entry = before.get(each);
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

  private static FileTree inputs(Job job) throws IOException {
    FileTree files = new FileTree();
    files.put(Entry.directory("tmp", 01777));
    for (Map.Entry<String, Path> each : job.writable().entrySet()) {
      putFolder(files, each.getKey().substring(1), each.getValue());
    }
    for (Map.Entry<String, Path> each : job.readable().entrySet()) {
      String at = each.getKey().substring(1);
      if (Files.isDirectory(each.getValue())) {
        putFolder(files, at, each.getValue());
      } else {
        int mode = (Integer) Files.getAttribute(each.getValue(), "unix:mode") & 07777;
        files.put(Entry.file(at, mode, Content.of(each.getValue())));
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

  /** Written by the rules for strangers' archives: a daemon may be anybody's. */
  private void fetch(JobContainer container, String from, Path to) throws IOException {
    FileUtils.cleanDirectory(to.toFile());
    TreeUnpacker unpacker = new TreeUnpacker(to, any -> true);
    try (InputStream tar = container.get(from)) {
      unpacker.unpack(from + " of " + daemon, tar, DaemonSandbox::withoutTop);
    }
    setModes(to, unpacker.tree());
  }

  /** Exactly as in the container: the unpacker is generous to the owner. */
  private static void setModes(Path root, FileTree tree) throws IOException {
    for (Entry each : tree.entries()) {
      if (each.type() == Entry.Type.FILE || each.type() == Entry.Type.DIRECTORY) {
        Files.setAttribute(Paths.below(root, each.path()), "unix:mode", each.mode());
      }
    }
  }

  private static List<Entry> withoutTop(Entry entry) {
    int slash = entry.path().indexOf('/');
    return slash < 0 ? List.of() : List.of(entry.moved(path -> path.substring(slash + 1)));
  }

  @Override
  public int processors(int here) {
    Info info = daemon.client().infoCmd().exec();
    Integer theirs = info.getNCPU();
    int all = theirs == null || theirs < 1 ? here : theirs;
    return limits.cpus() > 0 ? Math.min(all, Math.max(1, (int) Math.ceil(limits.cpus()))) : all;
  }

  @Override
  public String toString() {
    return daemon.version() + " at " + daemon;
  }
}
