package io.github.weepython.maven.verify;

import io.github.weepython.maven.image.ContainerConfig;
import io.github.weepython.maven.image.ImageRoot;
import io.github.weepython.maven.sandbox.ImageProgram;
import io.github.weepython.maven.sandbox.LogTail;
import io.github.weepython.maven.sandbox.ProgramStreams;
import io.github.weepython.maven.sandbox.Sandbox;
import io.github.weepython.maven.spec.CommandCheck;
import io.github.weepython.maven.templates.Templates;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Starts an image's program as a strict platform would: as the image's own user, with no capability
 * and no network, and with a root file system that it can't write to. templates/verify/command.py
 * watches it from beside it.
 */
final class CommandVerifier {
  /** What its check belongs to. */
  static final String GROUP = "command";

  private static final String RESULT = "##wee command\t";
  private static final int LAST_LINES = 30;

  private final Sandbox sandbox;
  private final Path buildRoot;

  CommandVerifier(Sandbox sandbox, Path buildRoot) {
    this.sandbox = sandbox;
    this.buildRoot = buildRoot;
  }

  /**
   * @param root its unpacked files, not yet changed by other checks
   */
  Check check(ImageRoot root, CommandCheck wanted) throws IOException {
    Heard heard = new Heard();
    long start = System.nanoTime();
    try {
      sandbox.run(program(root, wanted), ProgramStreams.lines(heard::line));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new VerifyException("Verifying was interrupted.", e);
    }
    String name = name(wanted, root.config());
    String failure = failure(heard, wanted);
    return new Check(
        GROUP,
        name,
        failure.isEmpty() ? Check.Outcome.PASSED : Check.Outcome.FAILED,
        (System.nanoTime() - start) / 1e9,
        failure.isEmpty() ? "" : heard.last.joined("\n") + "\n" + failure);
  }

  private static String name(CommandCheck wanted, ContainerConfig config) {
    List<String> words = words(wanted, config);
    return "%s %s as user %s with a read-only root"
        .formatted(
            words.get(0),
            wanted.ports().isEmpty()
                ? "ends with status " + wanted.exitStatus().getAsInt()
                : "listens on port " + ports(wanted),
            ImageProgram.User.parse(config.user()));
  }

  private static List<String> words(CommandCheck wanted, ContainerConfig config) {
    List<String> words = wanted.command().isEmpty() ? config.command(List.of()) : wanted.command();
    if (words.isEmpty()) {
      throw new VerifyException(
          "<verify> starts the image's own program, and it has none. Set <entrypoint>, or <command>"
              + " of <verify>.");
    }
    return words;
  }

  private ImageProgram program(ImageRoot root, CommandCheck wanted) {
    ContainerConfig config = root.config();
    List<String> command =
        new ArrayList<>(
            List.of(
                "/usr/local/bin/python",
                "-E",
                "-s",
                "-c",
                Templates.text("verify/command.py"),
                Double.toString(wanted.seconds()),
                wanted.ports().isEmpty() ? "-" : ports(wanted)));
    command.addAll(words(wanted, config));
    Map<String, String> environment = new HashMap<>(config.environment());
    environment.putIfAbsent("HOME", "/");
    return new ImageProgram(
        buildRoot,
        new ImageProgram.RootFiles(root.path(), root.files(), Map.of(), config.volumes(), true),
        new ImageProgram.Start(
            ImageProgram.User.parse(config.user()), config.workdir(), environment, command),
        ImageProgram.Network.NONE,
        false,
        "SIGKILL");
  }

  private static String ports(CommandCheck wanted) {
    return wanted.ports().stream().map(String::valueOf).collect(Collectors.joining(","));
  }

  /** What is wrong, in one line; empty where nothing is. */
  private static String failure(Heard heard, CommandCheck wanted) {
    String[] parts = heard.result.split("\t", 2);
    String value = parts.length > 1 ? parts[1] : "";
    return switch (parts[0]) {
      case "listens" -> "";
      case "absent" -> "the program can't be started: " + value;
      case "late" ->
          value.isEmpty()
              ? "it has not ended within %s s".formatted(seconds(wanted))
              : "it does not listen on port %s within %s s (on 127.0.0.1 or ::1)"
                  .formatted(value, seconds(wanted));
      case "ended" -> ended(Integer.parseInt(value), wanted);
      default -> "the image's Python could not start it";
    };
  }

  private static String ended(int status, CommandCheck wanted) {
    if (wanted.exitStatus().isEmpty()) {
      return "it ended with status %d before it listened on port %s"
          .formatted(status, ports(wanted));
    }
    int expected = wanted.exitStatus().getAsInt();
    return status == expected ? "" : "it ended with status %d, not %d".formatted(status, expected);
  }

  private static String seconds(CommandCheck wanted) {
    return Double.toString(wanted.seconds()).replaceFirst("\\.0$", "");
  }

  /** What it said. */
  private static final class Heard {
    private final LogTail last = new LogTail(LAST_LINES);
    private String result = "";

    void line(String line) {
      if (line.startsWith(RESULT)) {
        result = line.substring(RESULT.length());
      } else {
        last.accept(line);
      }
    }
  }
}
