package io.github.weepython.maven.sandbox.namespaces;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.weepython.maven.sandbox.Sandbox;
import io.github.weepython.maven.sandbox.SmallRoot;
import java.io.BufferedReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A Java that is killed while a job runs in namespaces. */
class KilledSandboxIT {
  @TempDir Path folder;

  /** The Java to be killed: it runs a job that would go on for an hour, with a child of its own. */
  public static final class Victim {
    private Victim() {}

    public static void main(String[] arguments) throws Exception {
      Sandbox.Job job =
          new Sandbox.Job(
              Path.of(arguments[0]),
              Map.of(),
              Map.of(),
              Map.of("PATH", "/usr/bin"),
              List.of("/usr/bin/sh", "-c", "sleep 3600 & echo running; wait"));
      Sandboxes.unlimited().run(job, System.out::println);
    }
  }

  @Test
  void leavesNoProcessOfTheJob() throws Exception {
    Path root = SmallRoot.make(folder.resolve("root"));
    Files.createDirectories(root.resolve("usr/src"));
    Process victim =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Victim.class.getName(),
                root.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try (BufferedReader out = victim.inputReader()) {
      assertThat(out.readLine()).isEqualTo("running");
      List<ProcessHandle> below = victim.descendants().toList();
      // bwrap outside, bwrap as the namespace's first process, the shell and its child.
      assertThat(below).hasSizeGreaterThanOrEqualTo(4);

      victim.destroyForcibly(); // SIGKILL, which no Java can do anything about

      for (ProcessHandle handle : below) {
        handle.onExit().get(20, TimeUnit.SECONDS);
        assertThat(handle.isAlive()).isFalse();
      }
    }
  }
}
