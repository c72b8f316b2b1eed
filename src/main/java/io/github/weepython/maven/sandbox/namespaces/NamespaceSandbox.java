package io.github.weepython.maven.sandbox.namespaces;

import io.github.weepython.maven.sandbox.ImageProgram;
import io.github.weepython.maven.sandbox.OutputReader;
import io.github.weepython.maven.sandbox.ProgramStreams;
import io.github.weepython.maven.sandbox.Sandbox;
import io.github.weepython.maven.sandbox.SandboxException;
import io.github.weepython.maven.spec.Architecture;
import io.github.weepython.maven.spec.CompilerSettings;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * User, mount, PID, IPC, UTS, cgroup and network namespaces by bwrap(1), which is taken from the
 * build root and started through that root's own dynamic loader: the host needs to have neither.
 */
public final class NamespaceSandbox implements Sandbox {
  /**
   * A processor's system calls and its dynamic loader, where packages put the file itself: the link
   * that programs name is an absolute one on bullseye and bookworm, and would lead out of the root.
   */
  private enum Machine {
    X86_64(Architecture.AMD64, SeccompFilter.X86_64),
    AARCH64(Architecture.ARM64, SeccompFilter.AARCH64);

    private final String loader;
    private final SeccompFilter filter;

    Machine(Architecture architecture, SeccompFilter filter) {
      this.loader = "usr/lib/" + architecture.triplet() + "/" + architecture.loader();
      this.filter = filter;
    }

    private boolean isOf(Path program) {
      try (InputStream in = Files.newInputStream(program)) {
        return filter.isOf(in);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /** Of ld.so(8): there, a base that is being configured names what records its owners. */
  private static final String PRELOAD = "etc/ld.so.preload";

  private static final File NOTHING = new File("/dev/null");

  /** Opens no file descriptor 0 that was closed: bwrap closes it when it has read the filter. */
  private static final List<String> WITH_INPUT =
      List.of("/bin/sh", "-c", "exec \"$@\" </dev/null", "sh");

  private final NamespaceProbe host;
  private final Optional<Path> program;
  private final JobLimits limits;

  /**
   * By the build root's own bwrap, where the host has no other tools, with limits that no sound job
   * reaches.
   */
  public NamespaceSandbox() {
    this(
        new NamespaceProbe(""),
        Optional.empty(),
        JobLimits.of(CompilerSettings.Limits.NONE, Duration.ofDays(1)));
  }

  /**
   * @param program a bwrap of the host instead of the build root's own
   */
  NamespaceSandbox(NamespaceProbe host, Optional<Path> program, JobLimits limits) {
    this.host = host;
    this.program = program;
    this.limits = limits;
  }

  String program() {
    return program.map(Path::toString).orElse("bwrap of the build root");
  }

  @Override
  public String toString() {
    return program();
  }

  @Override
  public int processors(int here) {
    return limits.cpus() == 0 ? here : (int) Math.max(1, Math.min(here, Math.ceil(limits.cpus())));
  }

  @Override
  public int run(Job job, Consumer<String> lines) throws IOException, InterruptedException {
    byte[] filter = filter(job);
    ProcessBuilder builder = new ProcessBuilder(command(job)).redirectErrorStream(true);
    builder.environment().clear(); // bullseye's bwrap has no --clearenv
    MemoryFiles files = new MemoryFiles();
    // This thread stays until the end: --die-with-parent goes by the thread that started it.
    Process process = builder.start();
    try (LimitWatch watch = new LimitWatch(process, limits, files)) {
      try (OutputStream in = process.getOutputStream()) {
        in.write(filter);
      } catch (IOException e) {
        // It has ended already; what it printed says why.
      }
      read(process, lines, limits.output());
      int status = process.waitFor();
      watch.require();
      return status;
    } finally {
      LimitWatch.end(process);
    }
  }

  private static void read(Process process, Consumer<String> lines, long most) throws IOException {
    try (InputStream out = process.getInputStream()) {
      new OutputReader(lines, most).read(out);
    }
  }

  @Override
  public int run(ImageProgram program, ProgramStreams streams)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    if (!program.terminal()) {
      // Else Ctrl-C would end bwrap, and by it the program, before that hears of its stop signal.
      host.find("setsid").map(Path::toString).ifPresent(command::add);
    }
    command.addAll(bwrap(program.buildRoot()));
    command.addAll(ProgramCommand.of(program));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().clear();
    streams
        .lines()
        .ifPresentOrElse(
            lines -> builder.redirectInput(NOTHING).redirectErrorStream(true), builder::inheritIO);
    Process process = builder.start(); // This thread stays, as above.
    try (ProgramProcess running =
        new ProgramProcess(process, program, host.find("kill").map(Path::toString))) {
      if (streams.lines().isPresent()) {
        read(process, streams.lines().get(), Long.MAX_VALUE);
      }
      return process.waitFor();
    }
  }

  /** What bwrap reads as a filter: a process gets no other file descriptor from Java. */
  private static byte[] filter(Job job) {
    if (job.own().isEmpty()) {
      return machine(job.root()).filter.program();
    }
    boolean recorded = Files.exists(job.own().get().resolve(PRELOAD));
    return machine(job.root()).filter.program(recorded);
  }

  private List<String> command(Job job) throws IOException {
    List<String> command = new ArrayList<>(bwrap(job.root()));
    command.addAll(List.of("--unshare-all", "--die-with-parent", "--new-session"));
    command.addAll(List.of("--uid", "0", "--gid", "0", "--hostname", "wee"));
    // Without the capabilities that only root would bring along: it is to have no other result.
    command.addAll(List.of("--cap-drop", "ALL", "--seccomp", "0"));
    command.addAll(job.own().map(NamespaceSandbox::own).orElseGet(() -> readOnly(job.root())));
    command.addAll(List.of("--proc", "/proc", "--dev", "/dev", "--tmpfs", "/tmp"));
    command.addAll(KernelFiles.readOnly());
    if (job.own().isEmpty()) {
      command.addAll(List.of("--tmpfs", "/usr/src"));
    }
    new TreeMap<>(job.writable())
        .forEach((at, path) -> command.addAll(List.of("--bind", path.toString(), at)));
    new TreeMap<>(job.readable())
        .forEach((at, path) -> command.addAll(List.of("--ro-bind", path.toString(), at)));
    if (job.own().isEmpty()) {
      command.addAll(List.of("--remount-ro", "/"));
    }
    new TreeMap<>(job.environment())
        .forEach((name, value) -> command.addAll(List.of("--setenv", name, value)));
    command.add("--");
    if (job.own().isEmpty()) {
      command.addAll(WITH_INPUT); // A root of its own may be an image without a shell.
    }
    command.addAll(job.command());
    return command;
  }

  private static List<String> own(Path root) {
    return List.of("--bind", root.toString(), "/");
  }

  private static List<String> readOnly(Path root) {
    List<String> command = new ArrayList<>();
    command.addAll(List.of("--ro-bind", root.resolve("usr").toString(), "/usr"));
    command.addAll(List.of("--ro-bind", root.resolve("etc").toString(), "/etc"));
    for (String merged : List.of("bin", "lib", "lib64", "sbin")) {
      if (Files.isDirectory(root.resolve("usr").resolve(merged))) {
        command.addAll(List.of("--symlink", "usr/" + merged, "/" + merged));
      }
    }
    return command;
  }

  private List<String> bwrap(Path root) {
    if (program.isPresent()) {
      return List.of(program.get().toString());
    }
    return List.of(
        root.resolve(machine(root).loader).toString(),
        "--library-path",
        root.resolve("usr/lib") + ":" + root.resolve(machine(root).loader).getParent(),
        root.resolve("usr/bin/bwrap").toString());
  }

  private static Machine machine(Path root) {
    List<Machine> there =
        Arrays.stream(Machine.values())
            .filter(machine -> Files.exists(root.resolve(machine.loader)))
            .toList();
    // Libraries of another processor may lie there as well, for cross-compiling.
    return there.stream()
        .filter(machine -> there.size() == 1 || machine.isOf(root.resolve("usr/bin/true")))
        .findFirst()
        .orElseThrow(
            () ->
                new SandboxException(
                    "The build root %s has no dynamic loader: expected libc6 of amd64 or arm64 in it. Remove that folder to have it built again."
                        .formatted(root)));
  }
}
