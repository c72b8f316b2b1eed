package io.github.weepython.maven.sandbox;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.weepython.maven.archive.Content;
import io.github.weepython.maven.archive.Entry;
import io.github.weepython.maven.archive.FileTree;
import io.github.weepython.maven.archive.TreeReader;
import io.github.weepython.maven.daemon.Daemon;
import io.github.weepython.maven.daemon.WatchedInput;
import io.github.weepython.maven.progress.Progress;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A root as an image of a daemon, by the hash of all that is in it: whoever brings the same root
 * brings the same image, so two runs that do so at once end with one.
 */
final class RootImage {
  static final String LABEL = "io.github.weepython.build-root";
  private static final String REPOSITORY = "wee-build-root";
  private static final ObjectMapper JSON = new ObjectMapper();

  /** What bwrap makes for every job; Docker makes the like of /proc and /dev itself. */
  private static final List<String> MERGED = List.of("bin", "lib", "lib64", "sbin");

  private final FileTree tree;
  private final String architecture;
  private final String hash;
  private final long size;

  private RootImage(FileTree tree, String architecture, String hash, long size) {
    this.tree = tree;
    this.architecture = architecture;
    this.hash = hash;
    this.size = size;
  }

  static RootImage of(Path root) throws IOException {
    return of(TreeReader.read(root));
  }

  /** With the files' times in it: for a root that is used once. */
  static RootImage withTimes(Path root) throws IOException {
    return of(TreeReader.readWithTimes(root));
  }

  private static RootImage of(FileTree tree) throws IOException {
    for (String each : MERGED) {
      if (tree.get(each).isEmpty()
          && tree.get("usr/" + each).filter(e -> e.type() == Entry.Type.DIRECTORY).isPresent()) {
        tree.put(Entry.symlink(each, "usr/" + each));
      }
    }
    tree.put(Entry.directory("tmp", 01777));
    MessageDigest sha256 = sha256();
    Counting counting =
        new Counting(new DigestOutputStream(OutputStream.nullOutputStream(), sha256));
    try (OutputStream out = new BufferedOutputStream(counting, 1 << 16)) {
      TarStream.write(tree, out);
    }
    String hash = HexFormat.of().formatHex(sha256.digest());
    return new RootImage(tree, architecture(tree), hash, counting.bytes);
  }

  /** By the dynamic loader that is there; by a program where both are, for cross-compiling. */
  private static String architecture(FileTree tree) throws IOException {
    boolean arm =
        tree.entries().stream().anyMatch(e -> e.path().endsWith("/ld-linux-aarch64.so.1"));
    boolean intel =
        tree.entries().stream().anyMatch(e -> e.path().endsWith("/ld-linux-x86-64.so.2"));
    return arm && (!intel || isArm(tree.get("usr/bin/true"))) ? "arm64" : "amd64";
  }

  private static boolean isArm(Optional<Entry> program) throws IOException {
    if (program.isEmpty()) {
      return false;
    }
    try (InputStream in = program.get().content().open()) {
      return OwnershipFilter.AARCH64.isOf(in);
    }
  }

  /** As {@code linux/amd64}. */
  String platform() {
    return "linux/" + architecture;
  }

  String name() {
    return REPOSITORY + ":" + hash;
  }

  /** Loads it into the daemon, unless it is there. */
  void ensure(Daemon daemon, Progress progress) throws IOException, InterruptedException {
    if (daemon.imageId(name()).isPresent()) {
      return;
    }
    try (Progress.Step step = progress.step("Importing the build root to " + daemon);
        InputStream tar = new WatchedInput(TarStream.of(archive()), step, size)) {
      daemon.load(tar);
    }
    if (daemon.imageId(name()).isEmpty()) {
      throw new SandboxException(
          "%s took the build root and does not have it: no image %s. Its log may say why."
              .formatted(daemon, name()));
    }
  }

  /** Removes it from the daemon, as far as that can be done. */
  void remove(Daemon daemon) {
    try {
      daemon.client().removeImageCmd(name()).withForce(true).exec();
    } catch (RuntimeException e) {
      // It is not there, or the daemon is not; what failed before says more.
    }
  }

  /** The format of {@code docker save}, of one layer. */
  private FileTree archive() throws IOException {
    Map<String, Object> config =
        Map.of(
            "architecture",
            architecture,
            "os",
            "linux",
            "created",
            "1970-01-01T00:00:00Z",
            "config",
            Map.of("Labels", Map.of(LABEL, hash)),
            "rootfs",
            Map.of("type", "layers", "diff_ids", List.of("sha256:" + hash)));
    Map<String, Object> manifest =
        Map.of(
            "Config", "config.json", "RepoTags", List.of(name()), "Layers", List.of("layer.tar"));
    FileTree files = new FileTree();
    files.put(Entry.file("config.json", 0644, json(config)));
    files.put(Entry.file("layer.tar", 0644, layer()));
    files.put(Entry.file("manifest.json", 0644, json(List.of(manifest))));
    return files;
  }

  /** Keys sorted, since the config's bytes are the image's identity. */
  private static Content json(Object value) throws IOException {
    return Content.of(
        JSON.writer()
            .with(com.fasterxml.jackson.databind.SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .writeValueAsString(value)
            .getBytes(StandardCharsets.UTF_8));
  }

  private Content layer() {
    return new Content() {
      @Override
      public long size() {
        return size;
      }

      @Override
      public InputStream open() throws IOException {
        return TarStream.of(tree);
      }
    };
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e); // Every Java has it.
    }
  }

  private static final class Counting extends OutputStream {
    private final OutputStream out;
    private long bytes;

    Counting(OutputStream out) {
      this.out = out;
    }

    @Override
    public void write(int b) throws IOException {
      out.write(b);
      bytes++;
    }

    @Override
    public void write(byte[] buffer, int offset, int length) throws IOException {
      out.write(buffer, offset, length);
      bytes += length;
    }
  }
}
