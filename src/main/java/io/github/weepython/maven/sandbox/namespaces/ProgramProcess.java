package io.github.weepython.maven.sandbox.namespaces;

import io.github.weepython.maven.sandbox.ImageProgram;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * A program in namespaces that hears of it when Java is asked to end: it gets its stop signal, and
 * ten seconds, as with a container engine. Then, and when Java ends by force, bwrap's
 * --die-with-parent ends all of its processes.
 */
final class ProgramProcess implements AutoCloseable {
  private static final long GRACE_SECONDS = 10;
  private static final int CLEANUP_CHECKS = 250;
  private static final long CHECK_MILLIS = 20;

  private final Process bwrap;
  private final Path root;
  private final String stopSignal;
  private final Optional<String> kill;
  private final Thread hook = new Thread(this::end, "wee-program");

  /**
   * @param bwrap the outermost of its processes
   * @param program what it runs
   * @param kill the host's kill(1), which knows signals that Java does not
   */
  ProgramProcess(Process bwrap, ImageProgram program, Optional<String> kill) {
    this.bwrap = bwrap;
    this.root = program.root();
    this.stopSignal = program.stopSignal();
    this.kill = kill;
    Runtime.getRuntime().addShutdownHook(hook);
  }

  private void end() {
    try {
      bwrap.descendants().filter(each -> isProgram(each)).forEach(this::signal);
      if (!bwrap.waitFor(GRACE_SECONDS, TimeUnit.SECONDS)) {
        bwrap.destroyForcibly();
      }
      // Whoever waits for the program removes its files, which Java's end would cut short.
      for (int i = 0; i < CLEANUP_CHECKS && Files.exists(root); i++) {
        Thread.sleep(CHECK_MILLIS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Bwrap is its own first child, process 1 of the namespace; the program is that one's child. */
  private boolean isProgram(ProcessHandle process) {
    return process
        .parent()
        .flatMap(ProcessHandle::parent)
        .filter(each -> each.pid() == bwrap.pid())
        .isPresent();
  }

  private void signal(ProcessHandle program) {
    String name = stopSignal.replaceFirst("^SIG", "");
    if (name.equals("TERM") || kill.isEmpty()) {
      program.destroy();
      return;
    }
    try {
      Process sent =
          new ProcessBuilder(kill.get(), "-s", name, Long.toString(program.pid())).start();
      if (sent.waitFor() != 0) {
        program.destroy();
      }
    } catch (IOException e) {
      program.destroy();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    bwrap.destroyForcibly();
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // Java is ending, and the hook waits for this.
    }
  }
}
