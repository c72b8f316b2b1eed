package io.github.weepython.maven.debian.rootfs;

import io.github.weepython.maven.Causes;
import io.github.weepython.maven.archive.LimitedInputStream;
import io.github.weepython.maven.archive.TreeUnpacker;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.apache.commons.compress.archivers.ar.ArArchiveOutputStream;

/**
 * Packages whose data archive is not compressed, as deb(5) allows it, made of others: for those who
 * read packages several times, of which decompressing is the most.
 */
public final class DecompressedPackages {
  /** At a time; a decompressor may need 65 MB, with xz -9. */
  private static final int THREADS = 2;

  private DecompressedPackages() {}

  /**
   * Writes the packages once more, each under its own name, by more than one processor.
   *
   * @param folder where they go: an empty one
   * @return the packages in that folder, in the same order
   * @throws PackageException when one can't be decompressed; it names the original
   */
  public static List<Path> in(Path folder, List<Path> debs) throws IOException {
    ExecutorService workers = Executors.newFixedThreadPool(THREADS, DecompressedPackages::daemon);
    try {
      List<Future<Path>> written = new ArrayList<>();
      for (Path deb : debs) {
        // Files of several packages may have one name.
        Path own = Files.createDirectory(folder.resolve(Integer.toString(written.size())));
        written.add(workers.submit(() -> write(deb, own.resolve(deb.getFileName()))));
      }
      List<Path> done = new ArrayList<>();
      for (Future<Path> each : written) {
        done.add(result(each));
      }
      return done;
    } finally {
      stop(workers);
    }
  }

  private static Thread daemon(Runnable work) {
    Thread thread = new Thread(work, "wee-decompress");
    thread.setDaemon(true);
    return thread;
  }

  /** Nobody writes into the folder any more. */
  private static void stop(ExecutorService workers) throws IOException {
    workers.shutdownNow();
    try {
      while (!workers.awaitTermination(1, TimeUnit.MINUTES)) {
        workers.shutdownNow();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException();
    }
  }

  private static Path result(Future<Path> written) throws IOException {
    try {
      return written.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof IOException io) {
        throw io;
      }
      if (e.getCause() instanceof RuntimeException runtime) {
        throw runtime;
      }
      throw new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException();
    }
  }

  private static Path write(Path deb, Path target) throws IOException {
    Path data = target.resolveSibling(target.getFileName() + ".data");
    try (InputStream in =
        new LimitedInputStream(DebFile.open(deb).openData(), TreeUnpacker.MAX_BYTES)) {
      Files.copy(in, data);
    } catch (IOException e) {
      if (Causes.isDiskFull(e)) {
        throw e;
      }
      throw new PackageException(
          deb, "its data archive can't be decompressed: " + Causes.of(e) + ".", e);
    }
    try (OutputStream out = Files.newOutputStream(target);
        ArArchiveOutputStream ar = new ArArchiveOutputStream(out)) {
      DebFile.copy(deb, data, ar);
    }
    Files.delete(data);
    return target;
  }
}
