package io.github.weepython.maven.archive;

import com.github.luben.zstd.ZstdInputStream;
import com.github.luben.zstd.ZstdOutputStream;
import com.github.luben.zstd.util.Native;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Zstandard by zstd-jni, whose own library is unpacked to a file and loaded from there: that takes
 * a folder that can be written to, and whose files may be executed. Java's folder for temporary
 * files is neither on some machines.
 */
public final class Zstd {
  private static volatile Lender spare = use -> {};

  private Zstd() {}

  /** Lends an empty folder for as long as it is used. */
  public interface Lender {
    void lend(Consumer<Path> use);
  }

  /** Says who has a folder for where Java's own for temporary files does not do. */
  public static void spare(Lender lender) {
    spare = lender;
  }

  /**
   * Decompresses while it is read.
   *
   * @throws IOException when it can't be read, or the library can't be loaded
   */
  public static InputStream decompress(InputStream in) throws IOException {
    load();
    return new ZstdInputStream(in);
  }

  /**
   * Compresses while it is written; the stream has zstd's further options.
   *
   * @param level of zstd(1)
   * @throws IOException when the library can't be loaded
   */
  public static ZstdOutputStream compress(OutputStream out, int level) throws IOException {
    load();
    return new ZstdOutputStream(out, level);
  }

  private static synchronized void load() throws IOException {
    if (Native.isLoaded()) {
      return;
    }
    List<LinkageError> failures = new ArrayList<>();
    tried(Native::load, failures);
    if (!failures.isEmpty()) {
      spare.lend(folder -> tried(() -> Native.load(folder.toFile()), failures));
    }
    if (!Native.isLoaded()) {
      throw new IOException(
          "Zstandard's library could not be unpacked and loaded: "
              + String.valueOf(failures.get(0).getMessage()).lines().findFirst().orElse("")
              + ". What helps is a folder for temporary files that can be written to, and whose"
              + " files may be executed: MAVEN_OPTS=-Djava.io.tmpdir=<folder>",
          failures.get(0));
    }
  }

  private static void tried(Runnable load, List<LinkageError> failures) {
    try {
      load.run();
    } catch (LinkageError e) {
      failures.add(e);
    }
  }
}
