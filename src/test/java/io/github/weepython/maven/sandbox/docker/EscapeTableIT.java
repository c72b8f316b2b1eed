package io.github.weepython.maven.sandbox.docker;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.weepython.maven.daemon.DaemonLocator;
import io.github.weepython.maven.daemon.DockerDaemon;
import io.github.weepython.maven.daemon.PodmanService;
import io.github.weepython.maven.progress.Progress;
import io.github.weepython.maven.sandbox.Sandbox;
import io.github.weepython.maven.sandbox.SmallRoot;
import io.github.weepython.maven.sandbox.namespaces.Sandboxes;
import io.github.weepython.maven.spec.CompilerSettings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.codehaus.plexus.util.FileUtils;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * What a job gets that tries to leave its sandbox: in namespaces, in a container of Docker, and in
 * one of Podman. Writes {@code target/campaign/escapes.csv} for docs/reliability.md. What no
 * sandbox may give is asserted here; EscapeIT and JobLimitsIT assert all of namespaces.
 */
class EscapeTableIT {
  /** What each says where a call was carried out, or would have been with better arguments. */
  private static final String CALL =
      "my %%n = (1, 'EPERM', 13, 'EACCES', 38, 'ENOSYS', 2, 'ENOENT'); $! = 0; my $r = syscall(%s);"
          + " print $r >= 0 ? 'done' : $n{$! + 0} || 'allowed'";

  /** A call of x86-64 or, by the same table of EscapeIT, of arm64. */
  private static final boolean ARM = System.getProperty("os.arch").equals("aarch64");

  /** Nothing of these may be given by any sandbox. */
  private static final Set<String> NEVER =
      Set.of(
          "the host's loopback",
          "a file of the host",
          "the host's /etc/shadow",
          "a process of the host",
          "writing /proc/sys/kernel/core_pattern",
          "writing /proc/sysrq-trigger",
          "mount",
          "reading a disk by a device file of its own",
          "bpf",
          "perf_event_open",
          "init_module",
          "open_by_handle_at",
          "add_key");

  private static final Set<String> REFUSALS =
      Set.of("refused", "none", "EPERM", "EACCES", "ENOSYS", "ENOENT");

  private static Path folder;
  private static Path root;
  private static Path secret;
  private static ServerSocket host;

  @BeforeAll
  static void prepare() throws Exception {
    folder = Files.createTempDirectory("wee"); // Short, as a socket's path must be.
    root = SmallRoot.make(folder.resolve("root"), "perl");
    Files.createDirectories(root.resolve("usr/src"));
    for (String merged : List.of("bin", "lib", "lib64")) {
      Files.createSymbolicLink(root.resolve(merged), Path.of("usr", merged));
    }
    for (String point : List.of("proc", "dev", "tmp")) {
      Files.createDirectory(root.resolve(point));
    }
    secret = Files.writeString(folder.resolve("secret"), "secret");
    host = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
  }

  @AfterAll
  static void remove() throws IOException {
    host.close();
    FileUtils.deleteDirectory(folder.toFile());
  }

  private static Map<String, String> attempts() {
    Map<String, String> all = new LinkedHashMap<>();
    all.put(
        "the host's loopback",
        "socket(my $s, 2, 1, 0); print connect($s, pack('S n a4 x8', 2, %d, \"\\x7f\\0\\0\\1\")) ? 'in' : 'refused'"
            .formatted(host.getLocalPort()));
    all.put("a file of the host", opened("<", secret.toString()));
    all.put(
        "the host's /etc/shadow",
        "print open(my $f, '<', '/etc/shadow') && grep(/^root:/, <$f>) ? 'open' : 'none'");
    all.put(
        "a process of the host",
        "print -e '/proc/%1$d/cmdline' && kill(0, %1$d) ? 'seen' : 'none'"
            .formatted(ProcessHandle.current().pid()));
    all.put("writing /proc/sys/kernel/core_pattern", opened(">>", "/proc/sys/kernel/core_pattern"));
    all.put("writing /proc/sysrq-trigger", opened(">>", "/proc/sysrq-trigger"));
    all.put("writing below /sys", opened(">>", "/sys/kernel/uevent_helper"));
    all.put(
        "reading a disk by a device file of its own",
        "my $p = '/tmp/disk'; syscall(%s, $p, 060600, 0x%x); print open(my $f, '<', '/tmp/disk') ? 'open' : 'refused'"
            .formatted(ARM ? "33, -100" : "133", device()));
    all.put("ptrace", call(101, 117, "0, 0, 0, 0"));
    all.put("keyctl", call(250, 219, "0, -3, 0"));
    all.put("add_key", call(248, 217, "my $t = 'user', my $d = 'x', my $v = 'x', 1, -3"));
    all.put("unshare(CLONE_NEWUSER)", call(272, 97, "0x10000000"));
    all.put("setns", call(308, 268, "0, 0"));
    all.put("mount", call(165, 40, "my $s = 'none', my $t = '/tmp', my $f = 'tmpfs', 0, 0"));
    all.put("bpf", call(321, 280, "0, 0, 0"));
    all.put("perf_event_open", call(298, 241, "0, 0, 0, 0, 0"));
    all.put("userfaultfd", call(323, 282, "0"));
    all.put("io_uring_setup", call(425, 425, "1, 0"));
    all.put("process_vm_readv", call(310, 270, "1, 0, 0, 0, 0, 0"));
    all.put("open_by_handle_at", call(304, 265, "0, 0, 0"));
    all.put("init_module", call(175, 105, "0, 0, 0"));
    all.put("capabilities (CapEff)", status("CapEff"));
    all.put("no_new_privs", status("NoNewPrivs"));
    return all;
  }

  /** The first disk, as makedev(3) writes its number. */
  private static long device() {
    try {
      return (Integer) Files.getAttribute(Path.of("/dev/vda"), "unix:rdev") & 0xffffffffL;
    } catch (IOException | RuntimeException e) {
      return 8 << 8; // sda
    }
  }

  private static String opened(String mode, String file) {
    return "print open(my $f, '%s', '%s') ? 'open' : 'refused'".formatted(mode, file);
  }

  private static String call(int x86, int arm, String arguments) {
    return CALL.formatted((ARM ? arm : x86) + ", " + arguments);
  }

  private static String status(String field) {
    return "open(my $f, '<', '/proc/self/status'); for (<$f>) { print $1 if /^%s:\\s*(\\S+)/ }"
        .formatted(field);
  }

  @Test
  void noSandboxGivesWhatIsTheHosts() throws Exception {
    Map<String, Sandbox> sandboxes = new LinkedHashMap<>();
    sandboxes.put("namespaces", Sandboxes.unlimited());
    try (DockerDaemon docker = DockerDaemon.start(folder.resolve("d"));
        PodmanService podman = PodmanService.start(Files.createDirectory(folder.resolve("p")))) {
      sandboxes.put("Docker", open(docker.daemons()));
      sandboxes.put("Podman", open(DockerDaemon.daemons(podman.address())));
      List<String> rows = new ArrayList<>();
      List<String> given = new ArrayList<>();
      for (Map.Entry<String, String> attempt : attempts().entrySet()) {
        List<String> row = new ArrayList<>(List.of(attempt.getKey()));
        for (Map.Entry<String, Sandbox> sandbox : sandboxes.entrySet()) {
          String got = run(sandbox.getValue(), attempt.getValue());
          row.add(got);
          if (NEVER.contains(attempt.getKey()) && !REFUSALS.contains(got)) {
            given.add("%s in %s: %s".formatted(attempt.getKey(), sandbox.getKey(), got));
          }
        }
        rows.add(String.join("|", row));
      }
      Files.write(Files.createDirectories(Path.of("target/campaign")).resolve("escapes.csv"), rows);
      assertThat(given).isEmpty();
    }
  }

  private static Sandbox open(DaemonLocator daemons) throws Exception {
    DaemonProvider provider =
        new DaemonProvider(
            daemons, CompilerSettings.Limits.NONE, Progress.NONE, InstantSource.system());
    assertThat(provider.look().works()).isTrue();
    return provider.open(root);
  }

  private static String run(Sandbox sandbox, String script)
      throws IOException, InterruptedException {
    List<String> lines = new ArrayList<>();
    sandbox.run(
        new Sandbox.Job(
            root,
            Map.of(),
            Map.of(),
            Map.of("PATH", "/usr/bin"),
            List.of("/usr/bin/perl", "-e", script)),
        lines::add);
    return String.join(" ", lines);
  }
}
