package io.github.weepython.maven;

import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.regex.Pattern;

/** What lies at the bottom of an exception. */
public final class Causes {
  private static final Pattern FULL =
      Pattern.compile("No space left on device|Disk quota exceeded", Pattern.CASE_INSENSITIVE);

  private Causes() {}

  /**
   * Which file could not be read or written, and why, without a full stop: the one way from an
   * IOException to a message. Of other exceptions what {@link #innermost} says.
   */
  public static String of(Throwable error) {
    return error instanceof FileSystemException file ? ofFile(file) : innermost(error);
  }

  /** What one of wee's own exceptions says as a whole; of others as {@link #of}. */
  public static String ownOr(Throwable error) {
    return error instanceof WeeException ? String.valueOf(error.getMessage()) : of(error);
  }

  private static String ofFile(FileSystemException error) {
    String reason = error.getReason();
    String why =
        error instanceof NoSuchFileException
            ? "no such file or folder"
            : error instanceof AccessDeniedException
                ? "permission denied"
                : error instanceof FileAlreadyExistsException
                    ? "exists already"
                    : error instanceof NotDirectoryException
                        ? "not a folder"
                        : error instanceof DirectoryNotEmptyException
                            ? "the folder is not empty"
                            : reason == null || reason.isBlank() ? innermost(error) : reason;
    String other = error.getOtherFile() == null ? "" : " -> " + error.getOtherFile();
    return error.getFile() == null ? why : error.getFile() + other + ": " + why;
  }

  /** Whether a disk or a quota is full, which no kind of exception says. */
  public static boolean isDiskFull(IOException error) {
    return FULL.matcher(innermost(error)).find();
  }

  /** What the innermost exception says, on one line; its class where it says nothing. */
  public static String innermost(Throwable error) {
    Throwable root = error;
    while (root.getCause() != null && root.getCause() != root) {
      root = root.getCause();
    }
    if (root instanceof EOFException) {
      return "the data ends too early";
    }
    if (root instanceof CharacterCodingException) {
      return "it is not text in UTF-8"; // Nothing else is decoded so strictly.
    }
    String text = root.getMessage() == null ? root.getClass().getSimpleName() : root.getMessage();
    return text.strip().replaceAll("\\s*\n\\s*", " ");
  }
}
