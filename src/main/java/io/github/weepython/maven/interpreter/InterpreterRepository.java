package io.github.weepython.maven.interpreter;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** A place of the user's where compiled interpreters are shared with other machines. */
public interface InterpreterRepository {
  /** What an archive's name ends with, without the dot. */
  String EXTENSION = "tar.zst";

  /**
   * Which interpreter.
   *
   * @param version that of Python, and the digest of all that the interpreter depends on
   * @param platform as {@code linux-amd64}
   */
  record Coordinates(String flavour, String version, String platform) {
    @Override
    public String toString() {
      return flavour + " " + version + " for " + platform;
    }
  }

  /** What came is not what was deployed. */
  final class ChangedException extends IOException {
    private static final long serialVersionUID = 1L;

    public ChangedException(String message, Throwable cause) {
      super(message, cause);
    }
  }

  /** The place, as messages call it; no secret is in it. */
  String name();

  /**
   * Gets an interpreter's archive.
   *
   * @return the file, or empty where the place has no such one
   * @throws ChangedException when what came is not what was deployed
   * @throws IOException when the place can't be asked; the message says why
   */
  Optional<Path> find(Coordinates interpreter) throws IOException;

  /** Whether the place says that it has that interpreter, whatever is kept on this machine. */
  boolean has(Coordinates interpreter);

  /**
   * Puts an interpreter's archive there.
   *
   * @throws IOException when the place doesn't take it; the message says why
   */
  void deploy(Coordinates interpreter, Path archive) throws IOException;
}
