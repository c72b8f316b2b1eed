package io.github.weepython.maven.sandbox.namespaces;

import io.github.weepython.maven.sandbox.Availability;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Tries with the host's own tools whether this kernel gives namespaces to this user, before
 * anything is downloaded. By doing it: what sysctls, seccomp and security modules add up to, nobody
 * can read.
 */
final class NamespaceProbe {
  private static final long PATIENCE_MILLIS = 1500;
  private static final List<List<String>> TRIALS =
      List.of(
          List.of(
              "bwrap", "--unshare-all", "--uid", "0", "--gid", "0", "--ro-bind", "/", "/", "true"),
          List.of(
              "unshare",
              "--user",
              "--map-root-user",
              "--mount",
              "--pid",
              "--fork",
              "--ipc",
              "--uts",
              "--net",
              "true"),
          // Root may have them without a user namespace.
          List.of("unshare", "--mount", "--pid", "--fork", "--ipc", "--uts", "--net", "true"));

  private final String path;

  /**
   * @param path the variable PATH
   */
  NamespaceProbe(String path) {
    this.path = path;
  }

  /** The host's program of that name. */
  Optional<Path> find(String program) {
    for (String folder : path.split(File.pathSeparator)) {
      try {
        Path file = Path.of(folder).resolve(program);
        if (!folder.isEmpty() && Files.isExecutable(file)) {
          return Optional.of(file);
        }
      } catch (InvalidPathException e) {
        // In the C locale Java can't name folders beyond ASCII.
      }
    }
    return Optional.empty();
  }

  /** Good also when the host has nothing to try with: then the build root's bwrap will tell. */
  Availability look() throws InterruptedException {
    List<String> failures = new ArrayList<>();
    for (List<String> trial : TRIALS) {
      Optional<Path> program = find(trial.get(0));
      if (program.isEmpty()) {
        continue;
      }
      String said = run(program.get(), trial);
      if (said.isEmpty()) {
        return Availability.good("this kernel gives them (tried: " + String.join(" ", trial) + ")");
      }
      failures.add(String.join(" ", trial) + ": " + said);
    }
    return failures.isEmpty()
        ? Availability.good(
            "not tried yet: neither bwrap nor unshare is in PATH, so the build root's"
                + " bwrap will be tried")
        : Availability.bad(String.join("\n", failures), NamespaceProvider.FIX);
  }

  /** What went wrong; empty when nothing did. */
  private static String run(Path program, List<String> trial) throws InterruptedException {
    List<String> command = new ArrayList<>(trial);
    command.set(0, program.toString());
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      try {
        process.getOutputStream().close();
        if (!process.waitFor(PATIENCE_MILLIS, TimeUnit.MILLISECONDS)) {
          return "did not end within " + PATIENCE_MILLIS + " ms";
        }
        String said =
            new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        int status = process.exitValue();
        return status == 0 ? "" : said.isEmpty() ? "status " + status : said;
      } finally {
        process.destroyForcibly();
      }
    } catch (IOException e) {
      return String.valueOf(e.getMessage());
    }
  }
}
