package io.github.weepython.maven.sandbox.kubernetes;

import com.github.dockerjava.api.model.StreamType;
import io.github.weepython.maven.archive.FileTree;
import io.github.weepython.maven.sandbox.SandboxException;
import io.github.weepython.maven.sandbox.remote.CountingOutputStream;
import io.github.weepython.maven.sandbox.remote.LineSplitter;
import io.github.weepython.maven.sandbox.remote.PipedTarInputStream;
import io.github.weepython.maven.sandbox.remote.RemoteJob;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.function.Consumer;

/**
 * A job in the pod of its Job. All that the pod has to say stands in files there, so that no
 * connection's end harms the job.
 */
final class PodExecution implements RemoteJob {
  private static final String D = JobManifest.FOLDER;

  /** No second half of a WebSocket can be closed: the length tells where the tar ends. */
  private static final String UNPACK =
      "head -c \"$1\" | tar -C / -x -p --same-owner --numeric-owner --keep-directory-symlink -f -";

  private static final String FOLLOW =
      """
      until [ -e %1$s/pid ]; do sleep 0.1; done
      if [ -e %1$s/status ]; then exec tail -c "+$1" %1$s/log; fi
      tail -c "+$1" -s 0.2 -f --pid="$(cat %1$s/pid)" %1$s/log
      until [ -e %1$s/status ]; do sleep 0.1; done
      """
          .formatted(D);

  /**
   * Not what the kernel and the job's visitors have there. Status 1 of tar(1) is only that a file
   * changed meanwhile; after any other the archive is not whole.
   */
  private static final String PACK =
      """
      tar -C '%1$s' -c --anchored --exclude=./proc --exclude=./sys --exclude=./dev --exclude=./tmp \
          --numeric-owner -f %2$s/out.tar '%3$s' || [ $? = 1 ] || exit 2
      stat -c %%s %2$s/out.tar
      """;

  private final KubernetesJob made;
  private final PodConnection link;

  PodExecution(KubernetesJob made, PodConnection link) {
    this.made = made;
    this.link = link;
  }

  @Override
  public void put(FileTree files) throws IOException {
    CountingOutputStream counting = new CountingOutputStream(OutputStream.nullOutputStream());
    PipedTarInputStream.write(files, counting);
    waiting(
        () -> {
          link.send(UNPACK, () -> PipedTarInputStream.of(files), counting.bytes());
          return "";
        });
  }

  /**
   * Runs the job to its end.
   *
   * @return its exit status
   */
  int run(Consumer<String> lines) throws IOException, InterruptedException {
    link.ask("touch " + D + "/go");
    LineSplitter all = new LineSplitter(lines);
    byte[] piece = new byte[1 << 13];
    try (ResumablePodStream log =
        new ResumablePodStream(link, FOLLOW, () -> size("stat -c %s " + D + "/log"))) {
      for (int n = log.read(piece); n >= 0; n = log.read(piece)) {
        all.hear(StreamType.STDOUT, Arrays.copyOf(piece, n));
      }
    }
    all.end();
    return (int) size("cat " + D + "/status");
  }

  private long size(String script) throws InterruptedException {
    String said = link.ask(script).strip();
    try {
      return Long.parseLong(said);
    } catch (NumberFormatException e) {
      throw new SandboxException(
          "A command in the pod (%s) printed '%s' instead of a number.".formatted(script, said), e);
    }
  }

  @Override
  public InputStream get(String directory) throws IOException {
    String script = pack(directory, D);
    long size = waiting(() -> size(script));
    return new ResumablePodStream(link, "tail -c \"+$1\" " + D + "/out.tar", () -> size);
  }

  /** Packs a directory into {@code out.tar} of a folder, and prints how long that is. */
  static String pack(String directory, String folder) {
    int slash = directory.lastIndexOf('/');
    String above = slash < 1 ? "/" : directory.substring(0, slash);
    return PACK.formatted(above, folder, directory.substring(slash + 1));
  }

  private interface Waiting<T> {
    T run() throws IOException, InterruptedException;
  }

  private static <T> T waiting(Waiting<T> work) throws IOException {
    try {
      return work.run();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException();
    }
  }

  @Override
  public String toString() {
    return made.toString();
  }

  @Override
  public void close() {
    made.close();
  }
}
