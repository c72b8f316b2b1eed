package io.github.weepython.maven.daemon;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.command.SyncDockerCmd;
import io.github.weepython.maven.Causes;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Short questions to a daemon, each with a time limit. */
final class TimedCommands implements AutoCloseable {
  /** For sending what an answer is not expected to. */
  private static final Duration ONE_WAY = Duration.ofSeconds(1);

  private final Endpoint endpoint;
  private final DockerClient client;
  private final Duration answer;
  private volatile boolean silent;

  /**
   * @param answer how long one may take
   */
  TimedCommands(Endpoint endpoint, DockerClient client, Duration answer) {
    this.endpoint = endpoint;
    this.client = client;
    this.answer = answer;
  }

  /**
   * The answer.
   *
   * @throws DaemonException when it does not come in time
   */
  <T> T ask(Function<DockerClient, SyncDockerCmd<T>> question) {
    return ask(question, answer);
  }

  /** As {@link #ask}; a daemon that has fallen silent hears of it, and is not waited for. */
  <T> void tell(Function<DockerClient, SyncDockerCmd<T>> question) {
    ask(question, silent ? ONE_WAY : answer);
  }

  private <T> T ask(Function<DockerClient, SyncDockerCmd<T>> question, Duration most) {
    // In a thread of its own, since docker-java's time limit counts for nothing on Unix sockets.
    FutureTask<T> asked = new FutureTask<>(() -> question.apply(client).exec());
    StallDetector.start(asked);
    try {
      return asked.get(most.toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      throw silence(e);
    } catch (ExecutionException e) {
      // A connection that breaks is told of by whoever works with it.
      if (isUnreadable(e)) {
        throw unreadable(endpoint, Causes.innermost(e), e);
      }
      throw isTimeout(e) ? silence(e) : StallDetector.unchecked(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new DaemonException("Interrupted while waiting for " + endpoint + ".", e);
    } finally {
      asked.cancel(true);
    }
  }

  private DaemonException silence(Exception e) {
    silent = true;
    return new DaemonException(
        ("%s stopped responding: no answer to a request within %d s. Check that its machine"
                + " and the network between are up, and run Maven again.")
            .formatted(endpoint, answer.toSeconds()),
        e);
  }

  /** Whether it answered, in a form that is not that of Docker's API. */
  private static boolean isUnreadable(Throwable error) {
    return error instanceof JsonProcessingException
        || error instanceof NullPointerException
        || (error.getCause() != null && isUnreadable(error.getCause()));
  }

  static DaemonException unreadable(Endpoint endpoint, String what, @Nullable Exception cause) {
    String message =
        "%s answered in a form that is not that of Docker's API: %s. Check that Docker or Podman is there, and no proxy in between."
            .formatted(endpoint, what);
    return new DaemonException(message, cause);
  }

  private static boolean isTimeout(Throwable error) {
    return error instanceof SocketTimeoutException
        || (error.getCause() != null && isTimeout(error.getCause()));
  }

  @Override
  public void close() throws IOException {
    client.close();
  }
}
