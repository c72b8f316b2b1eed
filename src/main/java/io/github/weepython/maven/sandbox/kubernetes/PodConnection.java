package io.github.weepython.maven.sandbox.kubernetes;

import io.github.weepython.maven.kube.Cluster;
import io.github.weepython.maven.kube.Exec;
import io.github.weepython.maven.kube.UnreachableException;
import io.github.weepython.maven.sandbox.SandboxException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What goes between here and a pod, over as many connections as that takes. */
final class PodConnection {
  /** After which a connection that says nothing is doubted. */
  static final Duration SILENCE = Duration.ofSeconds(20);

  /** For a command that ends at once. */
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  /** What SIGKILL makes of an exit status (POSIX, 2.8.2 Exit Status for Commands). */
  private static final int KILLED = 128 + 9;

  /** How often a command may be killed before that is an error. */
  private static final int KILLS = 5;

  private static final int PIECE = 1 << 15;

  private final Cluster cluster;
  private final String pod;
  private final Runnable check;

  /** A stream that can be had more than once. */
  interface Source {
    InputStream open() throws IOException;
  }

  /**
   * @param check throws when the pod is no more
   */
  PodConnection(Cluster cluster, String pod, Runnable check) {
    this.cluster = cluster;
    this.pod = pod;
    this.check = check;
  }

  ReconnectPolicy outage() {
    return new ReconnectPolicy(cluster.toString(), check);
  }

  /** Throws when the pod is no more. */
  void check() {
    check.run();
  }

  Exec start(String script, String argument, boolean in) {
    List<String> command = new ArrayList<>(List.of("/bin/sh", "-c", script, "wee", argument));
    return cluster.exec(pod, JobManifest.CONTAINER, new Exec.Request(command, in));
  }

  /**
   * What a short script prints. It may run more than once: also when the end of the job kills it,
   * for the pod's shell then kills all that runs beside itself.
   *
   * @throws SandboxException when it fails
   */
  String ask(String script) throws InterruptedException {
    ReconnectPolicy outage = outage();
    for (int attempt = 1; true; attempt++) {
      try (Exec exec = start(script, "", false)) {
        Optional<String> answer = answer(exec, attempt < KILLS);
        if (answer.isPresent()) {
          return answer.get();
        }
        outage.happened(exec.complaint());
      } catch (UnreachableException e) {
        outage.happened(String.valueOf(e.getMessage()));
      }
    }
  }

  private static Optional<String> answer(Exec exec, boolean mayBeKilled)
      throws InterruptedException {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (Optional<byte[]> piece = exec.next(PATIENCE);
        piece.isPresent() && piece.get().length > 0;
        piece = exec.next(PATIENCE)) {
      all.writeBytes(piece.get());
    }
    return ended(exec, mayBeKilled)
        ? Optional.of(all.toString(StandardCharsets.UTF_8))
        : Optional.empty();
  }

  /** Whether the command has ended well; not when nothing is known of its end. */
  private static boolean ended(Exec exec, boolean mayBeKilled) {
    Optional<Integer> status = exec.status();
    if (status.isEmpty() || (mayBeKilled && status.get() == KILLED)) {
      return false;
    }
    if (status.get() != 0) {
      throw new SandboxException(
          "A command in the pod failed with status %d: %s"
              .formatted(status.get(), exec.complaint()));
    }
    return true;
  }

  /**
   * Sends a stream to a script, which gets its length as an argument. All of it goes again when the
   * connection breaks.
   */
  void send(String script, Source source, long size) throws IOException, InterruptedException {
    ReconnectPolicy outage = outage();
    while (true) {
      try (Exec exec = start(script, Long.toString(size), true);
          InputStream in = source.open()) {
        pump(in, exec);
        if (answer(exec, false).isPresent()) { // No job runs yet whose end could kill it.
          return;
        }
        outage.happened(exec.complaint());
      } catch (UnreachableException e) {
        outage.happened(String.valueOf(e.getMessage()));
      }
    }
  }

  /** Until all is sent, or the other side takes no more. */
  private static void pump(InputStream in, Exec exec) throws IOException {
    byte[] piece = new byte[PIECE];
    for (int n = in.readNBytes(piece, 0, PIECE); n > 0; n = in.readNBytes(piece, 0, PIECE)) {
      if (!exec.send(piece, 0, n, PATIENCE)) {
        return;
      }
    }
  }
}
