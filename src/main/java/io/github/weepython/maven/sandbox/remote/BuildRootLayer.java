package io.github.weepython.maven.sandbox.remote;

import io.github.weepython.maven.archive.Entry;
import io.github.weepython.maven.archive.FileTree;
import io.github.weepython.maven.archive.TreeReader;
import io.github.weepython.maven.elf.ElfFile;
import io.github.weepython.maven.spec.Architecture;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * A root as the only layer of an image: whoever brings the same root brings the same layer.
 *
 * @param files all that is in it
 * @param architecture the processor that its programs are for
 * @param hash the SHA-256 of its tar, in hexadecimal digits
 * @param size of that tar in bytes
 */
public record BuildRootLayer(FileTree files, Architecture architecture, String hash, long size) {
  /** The label of such an image, with the hash. */
  public static final String LABEL = "io.github.weepython.build-root";

  /** What bwrap makes for every job; engines make the like of /proc and /dev themselves. */
  private static final List<String> MERGED = List.of("bin", "lib", "lib64", "sbin");

  public static BuildRootLayer of(Path root) throws IOException {
    return of(TreeReader.read(root));
  }

  /** With the files' times in it: for a root that is used once. */
  public static BuildRootLayer withTimes(Path root) throws IOException {
    return of(TreeReader.readWithTimes(root));
  }

  /** An image's own files, with their owners, modes and times, and nothing else. */
  public static BuildRootLayer ofImage(FileTree files) throws IOException {
    return packed(files);
  }

  private static BuildRootLayer of(FileTree tree) throws IOException {
    for (String name : MERGED) {
      if (tree.get(name).isEmpty()
          && tree.get("usr/" + name).filter(e -> e.type() == Entry.Type.DIRECTORY).isPresent()) {
        tree.put(Entry.symlink(name, "usr/" + name));
      }
    }
    tree.put(Entry.directory("tmp", 01777));
    return packed(tree);
  }

  private static BuildRootLayer packed(FileTree tree) throws IOException {
    MessageDigest sha256 = sha256();
    CountingOutputStream counting =
        new CountingOutputStream(new DigestOutputStream(OutputStream.nullOutputStream(), sha256));
    PipedTarInputStream.write(tree, counting);
    String hash = HexFormat.of().formatHex(sha256.digest());
    return new BuildRootLayer(tree, architecture(tree), hash, counting.bytes());
  }

  /** By the dynamic loader that is there; by a program where both are, for cross-compiling. */
  private static Architecture architecture(FileTree tree) throws IOException {
    boolean arm = hasLoader(tree, Architecture.ARM64);
    boolean intel = hasLoader(tree, Architecture.AMD64);
    return arm && (!intel || isArm(tree.get("usr/bin/true")))
        ? Architecture.ARM64
        : Architecture.AMD64;
  }

  private static boolean hasLoader(FileTree tree, Architecture architecture) {
    return tree.entries().stream()
        .anyMatch(entry -> entry.path().endsWith("/" + architecture.loader()));
  }

  private static boolean isArm(Optional<Entry> program) throws IOException {
    if (program.isEmpty()) {
      return false;
    }
    try (InputStream in = program.get().content().open()) {
      return ElfFile.isAarch64(in);
    }
  }

  /** As {@code linux/amd64}. */
  public String platform() {
    return "linux/" + architecture;
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e); // Every Java has it.
    }
  }
}
