package io.github.weepython.maven.digest;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Pattern;

/**
 * A SHA-256 digest.
 *
 * @param hex 64 lower-case hexadecimal digits
 */
public record Digest(String hex) implements Comparable<Digest> {
  private static final FileMemo<Digest> OF_FILES = new FileMemo<>(Digest::of);

  private static final String PREFIX = "sha256:";
  private static final int SMALL = 1 << 12;
  private static final int LARGE = 1 << 16;
  private static final Pattern HEX = Pattern.compile("[0-9a-f]{64}");

  public Digest {
    if (!HEX.matcher(hex).matches()) {
      throw new IllegalArgumentException("not a SHA-256 digest: " + hex);
    }
  }

  /**
   * Reads a digest in OCI's form: {@code sha256:} and 64 hexadecimal digits (OCI image-spec,
   * descriptor.md, "Digests").
   *
   * @throws IllegalArgumentException when it is of another algorithm or form
   */
  public static Digest parse(String oci) {
    if (!oci.startsWith(PREFIX)) {
      throw new IllegalArgumentException("not a SHA-256 digest: " + oci);
    }
    return new Digest(oci.substring(PREFIX.length()));
  }

  /** A new, empty SHA-256 computation. */
  public static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /** The finished computation's digest. */
  public static Digest of(MessageDigest finished) {
    return new Digest(HexFormat.of().formatHex(finished.digest()));
  }

  public static Digest of(byte[] bytes) {
    MessageDigest sha256 = sha256();
    sha256.update(bytes);
    return of(sha256);
  }

  /** The digest of the text's UTF-8 bytes. */
  public static Digest of(String text) {
    return of(text.getBytes(StandardCharsets.UTF_8));
  }

  /** The digest of a stream's bytes, read to its end and not closed. */
  public static Digest of(InputStream in) throws IOException {
    MessageDigest sha256 = sha256();
    byte[] buffer = new byte[SMALL];
    for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
      sha256.update(buffer, 0, n);
      if (n == SMALL && buffer.length == SMALL) {
        buffer = new byte[LARGE]; // Most files are small, and there may be many.
      }
    }
    return of(sha256);
  }

  /** The digest of the file's bytes. */
  public static Digest of(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return of(in);
    }
  }

  /**
   * The digest of the file's bytes, where a failing disk is nothing the caller could handle. A file
   * that was asked for before and has the same size, time and inode is not read again.
   */
  public static Digest ofUnchecked(Path file) {
    try {
      return OF_FILES.of(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The form of OCI descriptors: {@code sha256:} and the digits. */
  public String oci() {
    return "sha256:" + hex;
  }

  @Override
  public int compareTo(Digest other) {
    return hex.compareTo(other.hex);
  }

  @Override
  public String toString() {
    return oci();
  }
}
