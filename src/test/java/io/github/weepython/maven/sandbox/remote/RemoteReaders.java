package io.github.weepython.maven.sandbox.remote;

import io.github.weepython.maven.archive.FileTree;
import io.github.weepython.maven.sandbox.Sandbox;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** This room's readers, for the fuzzer. */
public final class RemoteReaders {
  private RemoteReaders() {}

  /**
   * The bytes are what an engine, or whoever is in its place, gives for each of a job's folders.
   */
  public static void jobFiles(byte[] bytes, Path root) throws IOException {
    Path out = Files.createDirectory(root.resolve("out"));
    Path own = Files.createDirectories(root.resolve("own"));
    Files.createDirectories(own.resolve("etc"));
    Files.writeString(own.resolve("etc/hosts"), "kept\n");
    Sandbox.Job job =
        new Sandbox.Job(own, Map.of("/out", out), Map.of(), Map.of(), List.of(), Optional.of(own));
    JobFiles.fetchAll(new Answering(bytes), job);
  }

  private record Answering(byte[] bytes) implements RemoteJob {
    @Override
    public void put(FileTree files) {}

    @Override
    public InputStream get(String directory) {
      return new ByteArrayInputStream(bytes);
    }

    @Override
    public void close() {}
  }
}
