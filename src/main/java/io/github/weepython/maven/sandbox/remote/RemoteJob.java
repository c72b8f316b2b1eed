package io.github.weepython.maven.sandbox.remote;

import io.github.weepython.maven.archive.FileTree;
import java.io.IOException;
import java.io.InputStream;

/** A place on some engine where one job runs; files go in and come out as tars. */
public interface RemoteJob extends AutoCloseable {
  /** Brings files in, below the root. */
  void put(FileTree files) throws IOException, InterruptedException;

  /**
   * A directory as a tar; its own name comes before each entry's, and is {@code .} for the root.
   */
  InputStream get(String directory) throws IOException;

  @Override
  void close();
}
