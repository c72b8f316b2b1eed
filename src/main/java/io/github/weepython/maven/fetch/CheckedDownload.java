package io.github.weepython.maven.fetch;

import io.github.weepython.maven.FileUrl;
import io.github.weepython.maven.WeeException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Brings a file of which not every content is right. A page of a proxy with status 200, or a part
 * of an older file before a part of a newer one, is not there another time.
 */
final class CheckedDownload {
  /** So often in a row, at most, a proxy may send a page of its own with status 200. */
  private static final int PAGES = 5;

  private final ResumableDownload transfer;
  private final int contents;

  /**
   * @param transfer is told of each place that did not give the file
   * @param contents so often a remote place may send other bytes that are no page: more than once
   *     where they may have been changed on their way
   */
  CheckedDownload(ResumableDownload transfer, int contents) {
    this.transfer = transfer;
    this.contents = contents;
  }

  /** Reads a file that came. */
  interface Content<T> {
    T read(Path file) throws IOException, WrongContentException;
  }

  /**
   * @param target is replaced
   * @param most more than this is refused
   * @param arrived hears of each piece's length
   * @return what was read; nothing where the place did not give the file
   * @throws WrongContentException the last one, if the content is never right
   */
  <T> Optional<T> bring(
      URI uri, Path target, SizeBound most, LongConsumer arrived, Content<T> content)
      throws IOException, WrongContentException {
    for (int wrong = 0; ; ) {
      Files.deleteIfExists(target);
      if (!transfer.bring(uri, target, most, arrived)) {
        return Optional.empty();
      }
      try {
        return Optional.of(content.read(target));
      } catch (WrongContentException e) {
        wrong++;
        if (wrong >= most(uri, target)) {
          throw e;
        }
      }
      try {
        transfer.pause(wrong, Optional.empty());
      } catch (InterruptedIOException e) {
        transfer.reject(uri, "interrupted");
        return Optional.empty();
      }
    }
  }

  private int most(URI uri, Path file) throws IOException {
    if (FileUrl.is(uri)) {
      return 1;
    }
    return isHtml(file) ? PAGES : contents;
  }

  /** A login page, or a proxy's own error with the status 200. */
  static boolean isHtml(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      String start = new String(in.readNBytes(512), StandardCharsets.ISO_8859_1);
      return start.strip().toLowerCase(Locale.ROOT).matches("(?s)(<!doctype html|<html).*");
    }
  }

  /** A file came that is not the right one. */
  static final class WrongContentException extends Exception {
    private static final long serialVersionUID = 1L;

    private final @Nullable WeeException reason;

    /**
     * @param message what is wrong with it
     */
    WrongContentException(String message) {
      super(message);
      this.reason = null;
    }

    /**
     * @param reason what its reader says
     */
    WrongContentException(WeeException reason) {
      super(reason);
      this.reason = reason;
    }

    /** What its reader said. */
    WeeException reason() {
      return Objects.requireNonNull(reason);
    }
  }
}
