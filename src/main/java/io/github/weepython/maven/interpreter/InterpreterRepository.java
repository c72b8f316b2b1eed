package io.github.weepython.maven.interpreter;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** A place of the user's where compiled interpreters are shared with other machines. */
public interface InterpreterRepository {
  /** What an archive's name ends with, without the dot. */
  String EXTENSION = "tar.zst";

  /**
   * What the name of a signature of an archive ends with, as Sigstore's bundles of Maven have it.
   */
  String SIGNATURE = EXTENSION + ".sigstore.json";

  /**
   * Which interpreter.
   *
   * @param version that of Python, and the digest of all that the interpreter depends on
   * @param platform such as {@code linux-amd64}
   * @param signer whose signature of the archive is meant, instead of the archive itself
   */
  record Coordinates(String flavour, String version, String platform, Optional<String> signer) {
    public Coordinates(String flavour, String version, String platform) {
      this(flavour, version, platform, Optional.empty());
    }

    /** Where somebody's signature of this archive is. */
    public Coordinates signedBy(String id) {
      return new Coordinates(flavour, version, platform, Optional.of(id));
    }

    /** Maven's classifier. */
    public String classifier() {
      return signer.map(id -> platform + "-" + id).orElse(platform);
    }

    /** Without the dot. */
    public String extension() {
      return signer.isPresent() ? SIGNATURE : EXTENSION;
    }

    @Override
    public String toString() {
      String interpreter = flavour + " " + version + " for " + platform;
      return signer.map(id -> "signature " + id + " of " + interpreter).orElse(interpreter);
    }
  }

  /** What came is not what was deployed. */
  final class ChangedException extends IOException {
    private static final long serialVersionUID = 1L;

    public ChangedException(String message, Throwable cause) {
      super(message, cause);
    }
  }

  /** What came lacks a signature that the user requires. */
  final class UnsignedException extends IOException {
    private static final long serialVersionUID = 1L;

    public UnsignedException(String message) {
      super(message);
    }
  }

  /** The place, as messages call it; no secret is in it. */
  String name();

  /** Whether {@link #find} refuses what isn't signed as the user requires. */
  default boolean isVerifying() {
    return false;
  }

  /** Whose signatures {@link #find} requires; empty where it requires none. */
  default String trusted() {
    return "";
  }

  /**
   * Gets an interpreter's archive, or a signature of it.
   *
   * @return the file, or empty where the place has no such one
   * @throws ChangedException when what came is not what was deployed
   * @throws UnsignedException when it lacks a signature that the user requires
   * @throws IOException when the place can't be asked; the message says why
   */
  Optional<Path> find(Coordinates interpreter) throws IOException;

  /** Whether the place says that it has that interpreter, whatever is kept on this machine. */
  boolean has(Coordinates interpreter);

  /**
   * Puts an interpreter's archive, or a signature of it, there.
   *
   * @throws IOException when the place doesn't take it; the message says why
   */
  void deploy(Coordinates interpreter, Path file) throws IOException;
}
