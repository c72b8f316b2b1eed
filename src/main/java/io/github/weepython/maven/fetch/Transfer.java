package io.github.weepython.maven.fetch;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.URLConnection;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongConsumer;

/** Brings the bytes of one place to one file, with retries that go on where the last one broke. */
final class Transfer {
  private final FetchSettings settings;
  private final List<String> answers = new ArrayList<>();
  private boolean absent = true;

  Transfer(FetchSettings settings) {
    this.settings = settings;
  }

  /** Each place and what it answered, one line each. */
  String answers() {
    return String.join("", answers);
  }

  /** Whether every place said that there is no such file. */
  boolean absent() {
    return absent;
  }

  /** Notes a place whose bytes turned out wrong. */
  void reject(URI uri, String why) {
    absent = false;
    answers.add("\n  " + uri + ": " + why);
  }

  /**
   * @param maxBytes more than this is refused
   * @param arrived hears of each piece's length
   * @return whether the file is there
   */
  boolean bring(URI uri, Path target, long maxBytes, LongConsumer arrived) {
    String answer = "";
    for (int attempt = 0; attempt < settings.tries(); attempt++) {
      try {
        pause(attempt);
        attempt(uri, target, maxBytes, arrived);
        return true;
      } catch (NoSuchFileException e) {
        answers.add("\n  " + uri + ": " + e.getReason());
        return false;
      } catch (Refused e) {
        reject(uri, String.valueOf(e.getMessage()));
        return false;
      } catch (UnknownHostException e) {
        reject(uri, "unknown host " + e.getMessage());
        return false;
      } catch (InterruptedIOException e) {
        if (Thread.currentThread().isInterrupted()) {
          reject(uri, "interrupted");
          return false;
        }
        answer = describe(e);
      } catch (IOException e) {
        answer = describe(e);
      }
    }
    reject(uri, answer + " (tried " + settings.tries() + " times)");
    return false;
  }

  private void pause(int attempt) throws InterruptedIOException {
    if (attempt > 0) {
      try {
        Thread.sleep(settings.firstPause().toMillis() << (attempt - 1));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new InterruptedIOException("interrupted");
      }
    }
  }

  private void attempt(URI uri, Path target, long maxBytes, LongConsumer arrived)
      throws IOException {
    if ("file".equals(uri.getScheme())) {
      Path file = Path.of(uri);
      if (!Files.isRegularFile(file)) {
        throw new NoSuchFileException(uri.toString(), null, "no such file");
      }
      try (InputStream in = Files.newInputStream(file)) {
        copy(in, target, 0, maxBytes, arrived);
      }
      return;
    }
    long have = Files.exists(target) ? Files.size(target) : 0;
    URLConnection connection = uri.toURL().openConnection(settings.proxy().apply(uri));
    connection.setConnectTimeout((int) settings.connectTimeout().toMillis());
    connection.setReadTimeout((int) settings.stallTimeout().toMillis());
    connection.setRequestProperty("User-Agent", "wee-maven-plugin");
    // The bytes as they are: a server must not unpack or pack a .gz on its way.
    connection.setRequestProperty("Accept-Encoding", "identity");
    if (have > 0) {
      connection.setRequestProperty("Range", "bytes=" + have + "-");
    }
    long from = status(connection, have);
    try (InputStream in = connection.getInputStream()) {
      copy(in, target, from, maxBytes, arrived);
    }
    // A connection that closes early ends the stream without a word.
    long whole = connection.getContentLengthLong();
    long got = Files.size(target) - from;
    if (whole >= 0 && got < whole) {
      throw new IOException("the transfer ended after " + got + " of " + whole + " bytes");
    }
  }

  /** Where the answer's bytes begin. */
  private static long status(URLConnection connection, long have) throws IOException {
    if (!(connection instanceof HttpURLConnection http)) {
      throw new Refused("neither http, https nor file");
    }
    int status = http.getResponseCode();
    if (status == 200) {
      return 0;
    }
    String range = http.getHeaderField("Content-Range");
    if (status == 206 && range != null && range.startsWith("bytes " + have + "-")) {
      return have;
    }
    String words = ("HTTP " + status + " " + http.getResponseMessage()).trim();
    drain(http);
    if (status == 404 || status == 410) {
      throw new NoSuchFileException(http.getURL().toString(), null, words);
    }
    // 408, 429 and every 5xx may pass (RFC 9110); the rest would be the same again.
    if (status == 408 || status == 429 || status >= 500) {
      throw new IOException(words);
    }
    throw new Refused(words);
  }

  /** So that the connection can be used again. */
  private static void drain(HttpURLConnection http) {
    try (InputStream error = http.getErrorStream()) {
      if (error != null) {
        error.skipNBytes(Math.min(Math.max(http.getContentLengthLong(), 0), 1 << 16));
      }
    } catch (IOException e) {
      http.disconnect();
    }
  }

  private static void copy(
      InputStream in, Path target, long from, long maxBytes, LongConsumer arrived)
      throws IOException {
    StandardOpenOption how =
        from > 0 ? StandardOpenOption.APPEND : StandardOpenOption.TRUNCATE_EXISTING;
    byte[] buffer = new byte[1 << 16];
    long size = from;
    try (OutputStream out =
        Files.newOutputStream(target, StandardOpenOption.CREATE, StandardOpenOption.WRITE, how)) {
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        size += n;
        if (size > maxBytes) {
          throw new Refused("more than the " + maxBytes + " bytes expected");
        }
        out.write(buffer, 0, n);
        arrived.accept(n);
      }
    }
  }

  private static String describe(IOException e) {
    String message = e.getMessage();
    String name = e.getClass().getSimpleName();
    if (message == null) {
      return name;
    }
    return name.equals("IOException") ? message : name + ": " + message;
  }

  /** An answer that would be the same again. */
  private static final class Refused extends IOException {
    private static final long serialVersionUID = 1L;

    Refused(String message) {
      super(message);
    }
  }
}
