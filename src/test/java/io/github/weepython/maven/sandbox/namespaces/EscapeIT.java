package io.github.weepython.maven.sandbox.namespaces;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.weepython.maven.sandbox.Sandbox;
import io.github.weepython.maven.sandbox.SmallRoot;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What a compile, a source archive's setup.py or a training (on a build root), and a maintainer
 * script (on a root of its own) get when they try to leave the sandbox: docs/security.md has the
 * table. Perl makes the calls, since every Debian has it.
 */
class EscapeIT {
  private static final boolean ARM = System.getProperty("os.arch").equals("aarch64");

  @TempDir static Path folder;
  @TempDir static Path out;

  @BeforeAll
  static void makeRoot() throws Exception {
    SmallRoot.make(folder, "perl");
    Files.createDirectories(folder.resolve("usr/src"));
    for (String merged : List.of("bin", "lib", "lib64")) {
      Files.createSymbolicLink(folder.resolve(merged), Path.of("usr", merged));
    }
    for (String point : List.of("proc", "dev", "tmp", "out")) {
      Files.createDirectory(folder.resolve(point));
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void reachesNoNetwork(boolean own) throws Exception {
    try (ServerSocket host = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String connect =
          "socket(my $s, 2, 1, 0); print connect($s, pack('S n a4 x8', 2, %d, \"\\x7f\\0\\0\\1\")) ? 'in' : 'refused'"
              .formatted(host.getLocalPort());
      assertThat(perl(own, connect)).isEqualTo("refused");
    }
    assertThat(sh(own, "cat /proc/net/dev | tail -n +3"))
        .startsWith("    lo:")
        .doesNotContain("\n");
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void seesNoFileOfTheHost(boolean own) throws Exception {
    Path secret = Files.writeString(out.resolveSibling("wee-secret-" + own), "secret");
    try {
      assertThat(sh(own, "cat %s 2>&1 || true".formatted(secret))).contains("No such file");
      assertThat(sh(own, "cat /etc/shadow /etc/passwd 2>&1 || true"))
          .doesNotContain("root:")
          .contains("No such file");
      assertThat(sh(own, "ls / /sys 2>&1 || true")).doesNotContain("home").contains("/sys");
    } finally {
      Files.delete(secret);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void seesNoProcessOfTheHost(boolean own) throws Exception {
    long host = ProcessHandle.current().pid();
    assertThat(perl(own, "print kill(9, %d) ? 'killed' : 'none'".formatted(host)))
        .isEqualTo("none");
    assertThat(sh(own, "ls -d /proc/[0-9]* | tail -n +9")).isEmpty();
    assertThat(sh(own, "ls /proc/%d 2>&1 || true".formatted(host))).contains("No such file");
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void changesNothingOfTheKernel(boolean own) throws Exception {
    // Opened and not written: a test that fails should not change the host.
    String open = "print open(my $f, '>>', $ARGV[0]) ? 'open' : 'refused'";
    for (String file :
        List.of("/proc/sys/kernel/core_pattern", "/proc/sys/vm/drop_caches", "/proc/sys/abi/x")) {
      assertThat(run(own, List.of("/usr/bin/perl", "-e", open, file))).isEqualTo("refused");
    }
    String writable = "find /proc -path '/proc/[0-9]*' -prune -o -type f -perm /222 -print";
    String all =
        writable + " | while read f; do : 2> /dev/null >> $f && echo $f; done 2> /dev/null";
    assertThat(sh(own, all)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void hasNoRightsAndCannotGetAny(boolean own) throws Exception {
    Map<String, String> status = new TreeMap<>();
    for (String line : sh(own, "cat /proc/self/status").split("\n")) {
      status.put(line.split(":")[0], line.split(":", 2)[1].strip());
    }
    assertThat(status)
        .containsEntry("CapEff", "0000000000000000")
        .containsEntry("CapPrm", "0000000000000000")
        .containsEntry("CapBnd", "0000000000000000")
        .containsEntry("NoNewPrivs", "1")
        .containsEntry("Seccomp", "2");
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void isRefusedCallsThatReachFar(boolean own) throws Exception {
    Map<String, String> calls = new TreeMap<>();
    calls.put("ptrace", call(101, 117) + ", 0, 0, 0, 0");
    calls.put("keyctl", call(250, 219) + ", 0, -3, 0");
    calls.put("add_key", call(248, 217) + ", 0, 0, 0, 0, -3");
    calls.put("unshare(CLONE_NEWUSER)", call(272, 97) + ", 0x10000000");
    calls.put("clone(CLONE_NEWUSER)", call(56, 220) + ", 0x10000011, 0, 0, 0, 0");
    calls.put("setns", call(308, 268) + ", 0, 0");
    calls.put("mount", call(165, 40) + ", 0, 0, 0, 0, 0");
    calls.put("bpf", call(321, 280) + ", 0, 0, 0");
    calls.put("perf_event_open", call(298, 241) + ", 0, 0, 0, 0, 0");
    calls.put("userfaultfd", call(323, 282) + ", 0");
    calls.put("io_uring_setup", "425, 1, 0");
    calls.put("process_vm_readv", call(310, 270) + ", 1, 0, 0, 0, 0, 0");
    calls.put("open_by_handle_at", call(304, 265) + ", 0, 0, 0");
    calls.put("init_module", call(175, 105) + ", 0, 0, 0");
    for (Map.Entry<String, String> entry : calls.entrySet()) {
      String script = "$! = 0; my $r = syscall(%s); print $! + 0".formatted(entry.getValue());
      assertThat(perl(own, script)).as(entry.getKey()).isEqualTo("1"); // EPERM
    }
    assertThat(perl(own, "$! = 0; syscall(435, 0, 0); print $! + 0")).isEqualTo("38"); // ENOSYS
  }

  /** A link that a job leaves is a link when the result is read, wherever it points. */
  @Test
  void bringsOutNoFileOfTheHostByALink() throws Exception {
    sh(false, "ln -s /etc/passwd /out/passwd; ln -s /etc /out/etc; mkdir /out/d");
    var tree = io.github.weepython.maven.archive.TreeReader.read(out);
    assertThat(tree.get("passwd").orElseThrow().type())
        .isEqualTo(io.github.weepython.maven.archive.Entry.Type.SYMLINK);
    assertThat(tree.get("etc/passwd")).isEmpty();
  }

  private static int call(int x86, int arm) {
    return ARM ? arm : x86;
  }

  private static String perl(boolean own, String script) throws IOException, InterruptedException {
    return run(own, List.of("/usr/bin/perl", "-e", script));
  }

  private static String sh(boolean own, String script) throws IOException, InterruptedException {
    return run(own, List.of("/usr/bin/sh", "-c", script));
  }

  private static String run(boolean own, List<String> command)
      throws IOException, InterruptedException {
    List<String> lines = new ArrayList<>();
    Sandboxes.unlimited()
        .run(
            new Sandbox.Job(
                folder,
                Map.of("/out", out),
                Map.of(),
                Map.of("PATH", "/usr/bin"),
                command,
                own ? Optional.of(folder) : Optional.empty()),
            lines::add);
    return String.join("\n", lines);
  }
}
