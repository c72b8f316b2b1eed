package io.github.weepython.maven.compile;

import io.github.weepython.maven.archive.Entry;
import io.github.weepython.maven.archive.TreeReader;
import io.github.weepython.maven.archive.TreeUnpacker;
import io.github.weepython.maven.progress.Progress;
import io.github.weepython.maven.sandbox.LogTail;
import io.github.weepython.maven.sandbox.Sandbox;
import io.github.weepython.maven.source.SourceTree;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Trains, compiles and installs one interpreter. */
public final class Compiler {
  /** Where the cross script finds the interpreter that runs. */
  private static final String HELPER = "/usr/src/build-python";

  private static final int LAST_LINES = 30;

  private final Sandbox sandbox;
  private final Progress progress;
  private final InstantSource clock;
  private final int jobs;
  private final PhaseTimeStore records;

  /**
   * @param jobs how many processes compile at a time; the result is the same for any number
   * @param records what estimates come from
   */
  public Compiler(
      Sandbox sandbox, Progress progress, InstantSource clock, int jobs, PhaseTimeStore records) {
    this.sandbox = sandbox;
    this.progress = progress;
    this.clock = clock;
    this.jobs = jobs;
    this.records = records;
  }

  /**
   * Where one interpreter is made. A training leaves its tree here, and a build goes on with it.
   *
   * @param root the build root
   * @param tarball the CPython source
   * @param patches applied to it
   * @param scratch an empty directory, removed by the caller
   * @param log gets all that is printed
   */
  public record Workspace(Path root, Path tarball, PatchSeries patches, Path scratch, Path log) {
    private Path source() {
      return scratch.resolve("source");
    }
  }

  /**
   * Runs the training.
   *
   * @param script as {@link Scripts#training} renders it
   * @param trainings what the instrumented interpreter runs, by file name
   * @param workload the user's own program, a folder with {@code main.py}
   * @param profile the file to write
   * @throws CompileException with the log's last lines
   */
  public void train(
      Workspace place,
      String script,
      Map<String, String> trainings,
      Optional<Path> workload,
      Path profile)
      throws IOException {
    Map<String, Path> readable = new HashMap<>();
    Path scripts = Files.createDirectory(place.scratch().resolve("training"));
    for (Map.Entry<String, String> entry : trainings.entrySet()) {
      Path file = Files.writeString(scripts.resolve(entry.getKey()), entry.getValue());
      readable.put("/wee/training/" + entry.getKey(), file);
    }
    Map<String, Path> writable = new HashMap<>();
    Path made = Files.createDirectory(place.scratch().resolve("profile"));
    writable.put("/wee/profile", made);
    if (workload.isPresent()) {
      Path copy = Files.createDirectory(place.scratch().resolve("workload"));
      new Workload(workload.get()).copy(copy);
      writable.put("/wee/workload", copy);
    }
    run(place, PhaseTimeStore.Job.TRAINING, script, writable, readable);
    Files.move(made.resolve("profile.tar.xz"), profile);
  }

  /**
   * Builds and installs.
   *
   * @param script as {@link Scripts#building} renders it
   * @param profile what a training wrote, where the flavour needs one
   * @param helper an install tree that runs on the machine, where what is built does not
   * @param target an empty directory; gets {@code local}, to be /usr/local, and {@code pip}
   * @throws CompileException with the log's last lines
   */
  public void build(
      Workspace place, String script, Optional<Path> profile, Optional<Path> helper, Path target)
      throws IOException {
    Path local = Files.createDirectory(target.resolve("local"));
    Path pip = Files.createDirectory(target.resolve("pip"));
    Map<String, Path> writable = Map.of("/usr/local", local, "/wee/out", pip);
    make(place, script, profile, helper, writable, Map.of());
  }

  /**
   * Builds once more, and takes the debug symbols.
   *
   * @param script as {@link Scripts#symbols} renders it
   * @param profile as for the build
   * @param helper as for the build
   * @param built what the build made
   * @param target an empty directory; gets {@code usr/lib/debug}
   * @throws CompileException with the log's last lines, also when the code is not the same
   */
  public void symbols(
      Workspace place,
      String script,
      Optional<Path> profile,
      Optional<Path> helper,
      Path built,
      Path target)
      throws IOException {
    Path local = Files.createDirectory(place.scratch().resolve("local"));
    Map<String, Path> writable = Map.of("/usr/local", local, "/wee/out", target);
    Map<String, Path> readable = Map.of("/wee/built", built.resolve("local"));
    make(place, script, profile, helper, writable, readable);
  }

  private void make(
      Workspace place,
      String script,
      Optional<Path> profile,
      Optional<Path> helper,
      Map<String, Path> writing,
      Map<String, Path> reading)
      throws IOException {
    Map<String, Path> readable = new HashMap<>(reading);
    profile.ifPresent(file -> readable.put("/wee/profile/profile.tar.xz", file));
    Map<String, Path> writable = new HashMap<>(writing);
    if (helper.isPresent()) {
      Path copy = Files.createDirectory(place.scratch().resolve("helper"));
      TreeUnpacker unpacker = new TreeUnpacker(copy, any -> true);
      for (Entry entry : TreeReader.read(helper.get().resolve("local")).entries()) {
        try (InputStream body = entry.content().open()) {
          unpacker.put(entry, body);
        }
      }
      writable.put(HELPER, copy);
    }
    run(place, PhaseTimeStore.Job.BUILD, script, writable, readable);
  }

  private void run(
      Workspace place,
      PhaseTimeStore.Job kind,
      String script,
      Map<String, Path> writable,
      Map<String, Path> readable)
      throws IOException {
    long made = unpack(place);
    Map<String, Path> writing = new HashMap<>(writable);
    writing.put("/usr/src/python", place.source());
    Map<String, Path> reading = new HashMap<>(readable);
    reading.put("/wee/compile.sh", Files.writeString(place.scratch().resolve("run.sh"), script));
    List<String> command = List.of("/bin/sh", "/wee/compile.sh");
    Sandbox.Job job = new Sandbox.Job(place.root(), writing, reading, environment(made), command);
    Files.createDirectories(place.log().toAbsolutePath().getParent());
    try (BufferedWriter writer =
        Files.newBufferedWriter(
            place.log(), StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
      records.keep(kind, run(job, writer, place.log(), records.last(kind)));
    }
  }

  /** Unpacks and patches the source unless a training has; returns when the release was made. */
  private long unpack(Workspace place) throws IOException {
    Path time = place.scratch().resolve("released");
    if (!Files.exists(time)) {
      Files.createDirectory(place.source());
      long made = source(place);
      Files.writeString(time, Long.toString(made));
      Files.deleteIfExists(place.log());
    }
    return Long.parseLong(Files.readString(time));
  }

  private long source(Workspace place) throws IOException {
    int patches = place.patches().patches().size();
    String doing = "Unpacking the CPython source";
    try (Progress.Step step =
        progress.step(patches == 0 ? doing : doing + ", %d patches".formatted(patches))) {
      long made = SourceTree.unpack(place.tarball(), place.source());
      if (patches > 0) {
        new Patcher(sandbox)
            .apply(place.root(), place.source(), place.patches(), made, place.scratch());
      }
      return made;
    }
  }

  private Map<String, String> environment(long made) {
    return Map.of(
        "PATH", "/usr/bin:/usr/sbin",
        "HOME", "/tmp",
        "LC_ALL", "C.UTF-8",
        "TZ", "UTC",
        "PYTHONHASHSEED", "0",
        "SOURCE_DATE_EPOCH", Long.toString(made),
        "JOBS", Integer.toString(jobs));
  }

  /** Returns how long each phase took. */
  private PhaseTimes run(Sandbox.Job job, BufferedWriter writer, Path log, PhaseTimes before)
      throws IOException {
    LogTail last = new LogTail(LAST_LINES);
    try (PhaseTracker phases = new PhaseTracker(progress, clock, before)) {
      int status =
          sandbox.run(
              job,
              line -> {
                write(writer, line);
                last.accept(line);
                phases.hear(line);
              });
      if (status != 0) {
        throw new CompileException(
            "Compiling CPython failed in phase '%s' (status %d). The last lines of %s:\n  %s"
                .formatted(phases.name(), status, log, last.joined("\n  ")));
      }
      return phases.taken();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CompileException("Compiling was interrupted.", e);
    }
  }

  private static void write(BufferedWriter writer, String line) {
    try {
      writer.write(line);
      writer.newLine();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
