package io.github.weepython.maven.sandbox.namespaces;

import io.github.weepython.maven.sandbox.ImageProgram;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * A program in namespaces that hears of it when Java is asked to end: it gets its stop signal, and
 * ten seconds, as with a container engine. Then, and when Java ends by force, bwrap's
 * --die-with-parent ends all of its processes.
 */
final class ProgramProcess implements AutoCloseable {
  private static final long GRACE_SECONDS = 10;
  private static final Duration CLEANUP = Duration.ofSeconds(5);

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
    this.root = program.files().root();
    this.stopSignal = program.stopSignal();
    this.kill = kill;
    Runtime.getRuntime().addShutdownHook(hook);
  }

  private void end() {
    try {
      bwrap.descendants().filter(this::isProgram).forEach(this::signal);
      if (!bwrap.waitFor(GRACE_SECONDS, TimeUnit.SECONDS)) {
        bwrap.destroyForcibly();
      }
      // Whoever waits for the program removes its files, which Java's end would cut short.
      awaitRemoval(root, CLEANUP);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * Waits until a folder is gone.
   *
   * @param most how long
   * @return whether it is gone
   */
  static boolean awaitRemoval(Path root, Duration most) throws InterruptedException {
    long end = System.nanoTime() + most.toNanos();
    try (WatchService removals = root.getFileSystem().newWatchService()) {
      root.resolveSibling(".").register(removals, StandardWatchEventKinds.ENTRY_DELETE);
      // Of other files' removals it is told, too; and of none if the folder itself went before.
      while (Files.exists(root) && System.nanoTime() < end) {
        WatchKey key = removals.poll(end - System.nanoTime(), TimeUnit.NANOSECONDS);
        if (key != null) {
          key.pollEvents();
          key.reset();
        }
      }
    } catch (IOException e) {
      // The folder around it is gone already.
    }
    return !Files.exists(root);
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
