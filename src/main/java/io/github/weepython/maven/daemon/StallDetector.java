package io.github.weepython.maven.daemon;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Waits for a piece of a daemon's work as long as the daemon answers questions meanwhile, and gets
 * on with it. docker-java's own time limit is for answers alone, not for what is sent, and counts
 * for nothing on Unix sockets and so with ssh.
 */
public final class StallDetector {
  private final String daemon;
  private final Runnable ping;
  private final DaemonTimeouts patience;
  private final String work;
  private volatile long moved = System.nanoTime();

  /**
   * @param daemon what messages call it
   * @param ping asks it for an answer, or throws
   * @param work such as {@code create a container}
   */
  StallDetector(String daemon, Runnable ping, DaemonTimeouts patience, String work) {
    this.daemon = daemon;
    this.ping = ping;
    this.patience = patience;
    this.work = work;
  }

  /** The daemon has got on with it: it took something, or gave something. */
  void moved() {
    moved = System.nanoTime();
  }

  /** After which {@link #check} is to be called. */
  public Duration silence() {
    return patience.silence();
  }

  /**
   * Asks a daemon that says nothing whether it is still there.
   *
   * @throws DaemonException when it does not answer, or has not got on for too long
   */
  public void check() {
    ping.run();
    Duration still = Duration.ofNanos(System.nanoTime() - moved);
    if (still.compareTo(patience.work()) > 0) {
      throw new DaemonException(
          "%s still responds but has made no progress for %d s (operation: %s). Its log may say why; check that its machine is not overloaded, restart it, and run Maven again."
              .formatted(daemon, still.toSeconds(), work));
    }
  }

  /**
   * Does the work in a thread of its own. One that is given up ends with its connection.
   *
   * @throws DaemonException as {@link #check}
   */
  public <T> T await(Callable<T> working) throws InterruptedException {
    FutureTask<T> task = new FutureTask<>(working);
    start(task);
    try {
      while (true) {
        try {
          return task.get(patience.silence().toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
          check();
        }
      }
    } catch (ExecutionException e) {
      throw unchecked(e.getCause());
    } finally {
      task.cancel(true);
    }
  }

  static RuntimeException unchecked(@Nullable Throwable thrown) {
    if (thrown instanceof Error error) {
      throw error;
    }
    return thrown instanceof RuntimeException r ? r : new RuntimeException(thrown);
  }

  static Thread start(Runnable work) {
    Thread thread = new Thread(work, "wee-daemon");
    thread.setDaemon(true);
    thread.start();
    return thread;
  }
}
