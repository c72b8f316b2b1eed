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
   * What a short script prints. It may run more than once.
   *
   * @throws SandboxException when it fails
   */
  String ask(String script) throws InterruptedException {
    ReconnectPolicy outage = outage();
    while (true) {
      try (Exec exec = start(script, "", false)) {
        Optional<String> answer = answer(exec);
        if (answer.isPresent()) {
          return answer.get();
        }
        outage.happened(exec.complaint());
      } catch (UnreachableException e) {
        outage.happened(String.valueOf(e.getMessage()));
      }
    }
  }

  private static Optional<String> answer(Exec exec) throws InterruptedException {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (Optional<byte[]> piece = exec.next(PATIENCE);
        piece.isPresent() && piece.get().length > 0;
        piece = exec.next(PATIENCE)) {
      all.writeBytes(piece.get());
    }
    return ended(exec) ? Optional.of(all.toString(StandardCharsets.UTF_8)) : Optional.empty();
  }

  /** Whether the command has ended well; not when nothing is known of its end. */
  private static boolean ended(Exec exec) {
    if (exec.status().filter(status -> status != 0).isPresent()) {
      throw new SandboxException(
          "A command in the pod failed with status %d: %s"
              .formatted(exec.status().get(), exec.complaint()));
    }
    return exec.status().isPresent();
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
        if (answer(exec).isPresent()) {
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
