package io.github.weepython.maven.fetch;

import io.github.weepython.maven.HumanDuration;
import io.github.weepython.maven.http.Backoff;
import io.github.weepython.maven.http.Origin;
import io.github.weepython.maven.http.RetryableStatus;
import io.github.weepython.maven.http.UnsafeRedirectException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertificateException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.function.LongConsumer;
import java.util.function.Supplier;
import javax.net.ssl.SSLException;
import org.apache.http.Header;
import org.apache.http.HttpResponse;
import org.apache.http.client.HttpClient;
import org.apache.http.client.config.RequestConfig;
import org.apache.http.client.methods.CloseableHttpResponse;
import org.apache.http.client.methods.HttpGet;
import org.apache.http.client.protocol.HttpClientContext;
import org.apache.http.util.EntityUtils;
import org.jspecify.annotations.Nullable;

/** Brings the bytes of one place to one file, with retries that go on where the last one broke. */
final class ResumableDownload {
  /** A server that wants to be left alone for longer is as good as down. */
  private static final Duration LONGEST_WAIT = Duration.ofMinutes(2);

  /** A server that asks for more is asked again no more often than one that is silent. */
  private static final Duration LONG_WAIT = Duration.ofSeconds(10);

  private static final String LOGIN =
      ": it requires a login, <username> and <password> of a <proxy> in settings.xml";

  private static final String UNTRUSTED =
      ": its certificate is not trusted; <registryCa> or -Dwee.registryCa names a file with that of"
          + " the authority that signed it (PEM)";

  /**
   * A server that answers, but badly or not to the end, is asked so many times as often as one that
   * doesn't: of a hundred requests thirty may fail.
   */
  private static final int LIVES = 3;

  /** So often in a row, at most, a proxy may send a page of its own with status 200. */
  private static final int PAGES = 5;

  /** So often a place may send other bytes: twice, in case they were changed on their way. */
  private static final int OTHER_CONTENTS = 2;

  /** How many bytes more make an attempt that was cut a good one. */
  private static final long PROGRESS = 1 << 16;

  /** After so many failures the pauses grow no further: 8 s by default. */
  private static final int LONGEST_PAUSE = 5;

  private final FetchSettings settings;
  private final Supplier<HttpClient> client;
  private final String accept;
  private final List<String> answers = new ArrayList<>();
  private @Nullable URI address;
  private boolean absent = true;
  private boolean otherContent;

  /**
   * @param client for http and https
   * @param accept the header field of that name; empty for any form
   */
  ResumableDownload(FetchSettings settings, Supplier<HttpClient> client, String accept) {
    this.settings = settings;
    this.accept = accept;
    this.client = client;
  }

  /** Where the file came from in the end, after redirects. */
  URI address() {
    return Objects.requireNonNull(address);
  }

  /** Each place and what it answered, one line each. */
  String answers() {
    return String.join("", answers);
  }

  /** Whether every place said that there is no such file. */
  boolean absent() {
    return absent;
  }

  /** Whether a place had other bytes than expected. */
  boolean otherContent() {
    return otherContent;
  }

  /** Notes a place that did not give the file. */
  void reject(URI uri, String why) {
    absent = false;
    answers.add("\n  " + uri + ": " + why);
  }

  /**
   * @param maxBytes more than this is refused
   * @param arrived hears of each piece's length
   * @return whether the file is there
   */
  boolean bring(URI named, Path target, long maxBytes, LongConsumer arrived) {
    URI uri = settings.network().mirrors().apply(named);
    String answer = "";
    Optional<Duration> asked = Optional.empty();
    int failed = 0;
    for (int spent = 0; spent < settings.tries() * LIVES; failed++, spent++) {
      long before = size(target);
      try {
        pause(failed, asked);
        asked = Optional.empty();
        attempt(uri, target, maxBytes, arrived);
        return true;
      } catch (NoSuchFileException e) {
        answers.add("\n  " + uri + ": " + e.getReason());
        return false;
      } catch (Refused e) {
        reject(uri, e.getMessage() + hint(uri, String.valueOf(e.getMessage())));
        return false;
      } catch (SSLException e) {
        if (!isUntrusted(e)) {
          answer = describe(e);
          continue;
        }
        reject(uri, describe(e) + UNTRUSTED);
        return false;
      } catch (UnsafeRedirectException e) {
        reject(uri, String.valueOf(e.getMessage()));
        return false;
      } catch (UnknownHostException e) {
        reject(uri, settings.unknownHost(uri));
        return false;
      } catch (Busy e) {
        answer = describe(e);
        asked = e.retryAfter;
        if (asked.filter(wait -> wait.compareTo(LONGEST_WAIT) > 0).isPresent()) {
          reject(uri, answer + ", and asks to be left alone for " + HumanDuration.of(asked.get()));
          return false;
        }
        if (asked.filter(wait -> wait.compareTo(LONG_WAIT) > 0).isPresent()) {
          spent += LIVES - 1;
        }
      } catch (InterruptedIOException e) { // A timeout, too.
        if (Thread.currentThread().isInterrupted()) {
          reject(uri, "interrupted");
          return false;
        }
        answer = describe(e);
        spent += LIVES - 1;
      } catch (ConnectException e) {
        answer = describe(e);
        spent += LIVES - 1;
      } catch (IOException e) {
        answer = describe(e);
      }
      spent = size(target) >= before + PROGRESS ? -1 : spent; // It goes forward, if in pieces.
    }
    reject(uri, answer + settings.byProxy(uri) + " (tried " + failed + " times)");
    return false;
  }

  /**
   * As {@link #bring}, where not every content is right. A page of a proxy with status 200, or a
   * part of an older file before a part of a newer one, is not there another time.
   *
   * @param check what is wrong with the file; empty when nothing is
   */
  boolean bringChecked(
      URI uri, Path target, long maxBytes, LongConsumer arrived, ContentCheck check)
      throws IOException {
    String wrong = "";
    int contents = 1;
    for (int other = 0; other < contents; other++) {
      Files.deleteIfExists(target);
      try {
        pause(other, Optional.empty());
      } catch (InterruptedIOException e) {
        reject(uri, "interrupted");
        return false;
      }
      if (!bring(uri, target, maxBytes, arrived)) {
        return false;
      }
      wrong = check.wrong(target);
      if (wrong.isEmpty()) {
        return true;
      }
      contents = pages(uri, target) == 1 && isRemote(uri) ? OTHER_CONTENTS : pages(uri, target);
    }
    otherContent = true;
    reject(uri, wrong);
    return false;
  }

  /**
   * How often this file, which is not the right one, may come: a page from elsewhere is perhaps a
   * proxy's own, and not there another time.
   */
  static int pages(URI uri, Path file) throws IOException {
    return isRemote(uri) && isHtml(file) ? PAGES : 1;
  }

  private static boolean isRemote(URI uri) {
    return !"file".equals(uri.getScheme());
  }

  /** A login page, or a proxy's own error with the status 200. */
  static boolean isHtml(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      String start = new String(in.readNBytes(512), StandardCharsets.ISO_8859_1);
      return start.strip().toLowerCase(Locale.ROOT).matches("(?s)(<!doctype html|<html).*");
    }
  }

  /** Says what is wrong with a file; an empty text when nothing is. */
  interface ContentCheck {
    String wrong(Path file) throws IOException;
  }

  private static long size(Path target) {
    try {
      return Files.exists(target) ? Files.size(target) : 0;
    } catch (IOException e) {
      return 0;
    }
  }

  private static boolean isUntrusted(Throwable error) {
    for (Throwable each = error; each != null; each = each.getCause()) {
      if (each instanceof CertificateException || each instanceof CertPathBuilderException) {
        return true;
      }
    }
    return false;
  }

  private String hint(URI uri, String answer) {
    if (answer.startsWith("HTTP 407")) {
      return settings.byProxy(uri) + LOGIN;
    }
    if (!answer.startsWith("HTTP 401") && !answer.startsWith("HTTP 403")) {
      return "";
    }
    return settings
        .network()
        .logins()
        .apply(uri)
        .map(login -> ", with the " + login)
        .orElse(
            Origin.of(uri).confidential()
                ? ": it may want a login, a <server> in settings.xml with the id "
                    + uri.getHost()
                    + ", or .netrc"
                : ": it may want a login; those of settings.xml are only sent by https");
  }

  /**
   * Waits before another attempt.
   *
   * @param failed how many have failed; none, and there is no pause
   * @param asked how long the server asked to be left alone
   */
  void pause(int failed, Optional<Duration> asked) throws InterruptedIOException {
    if (failed > 0) {
      try {
        int doubled = Math.min(failed, LONGEST_PAUSE);
        settings.backoff().pause().pause(settings.backoff().after(doubled, asked));
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
      address = uri;
      try (InputStream in = Files.newInputStream(file)) {
        copy(in, target, 0, maxBytes, arrived);
      }
      return;
    }
    if (!"http".equals(uri.getScheme()) && !"https".equals(uri.getScheme())) {
      throw new Refused("neither http, https nor file");
    }
    long have = Files.exists(target) ? Files.size(target) : 0;
    HttpGet get = new HttpGet(uri);
    get.setConfig(config());
    if (!accept.isEmpty()) {
      get.setHeader("Accept", accept);
    }
    if (have > 0) {
      get.setHeader("Range", "bytes=" + have + "-");
    }
    HttpClientContext context = HttpClientContext.create();
    try (CloseableHttpResponse answer =
        (CloseableHttpResponse) client.get().execute(get, context)) {
      if (answer.getStatusLine().getStatusCode() == 416) { // What is here is not part of it.
        Files.delete(target);
        throw new IOException("HTTP 416: the file is shorter than what came of it before");
      }
      List<URI> redirects = context.getRedirectLocations();
      address = redirects == null ? uri : redirects.get(redirects.size() - 1);
      long from = begin(uri, answer, have);
      try (InputStream in = answer.getEntity().getContent()) {
        copy(in, target, from, maxBytes, arrived);
      } catch (Refused e) {
        get.abort(); // Else the rest would be read before the connection is used again.
        throw e;
      }
    }
  }

  private RequestConfig config() {
    return RequestConfig.custom()
        .setConnectTimeout((int) settings.connectTimeout().toMillis())
        .setSocketTimeout((int) settings.stallTimeout().toMillis())
        .build();
  }

  /** Where the answer's bytes begin. */
  private static long begin(URI uri, HttpResponse answer, long have) throws IOException {
    int status = answer.getStatusLine().getStatusCode();
    if (status == 200) {
      return 0;
    }
    String range = header(answer, "Content-Range").orElse("");
    if (status == 206 && range.startsWith("bytes " + have + "-")) {
      return have;
    }
    String words = ("HTTP " + status + " " + answer.getStatusLine().getReasonPhrase()).trim();
    EntityUtils.consumeQuietly(answer.getEntity());
    if (status == 404 || status == 410) {
      throw new NoSuchFileException(uri.toString(), null, words);
    }
    // 408, 429 and every 5xx may pass (RFC 9110); the rest would be the same again.
    if (RetryableStatus.mayPass(status)) {
      throw new Busy(words, Backoff.asked(header(answer, "Retry-After"), header(answer, "Date")));
    }
    throw new Refused(words);
  }

  private static Optional<String> header(HttpResponse answer, String name) {
    return Optional.ofNullable(answer.getFirstHeader(name)).map(Header::getValue);
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
    return e instanceof Busy || name.equals("IOException") ? message : name + ": " + message;
  }

  /** An answer that would be the same again. */
  private static final class Refused extends IOException {
    private static final long serialVersionUID = 1L;

    Refused(String message) {
      super(message);
    }
  }

  /** An answer that may be another one later. */
  private static final class Busy extends IOException {
    private static final long serialVersionUID = 1L;
    private final transient Optional<Duration> retryAfter;

    Busy(String message, Optional<Duration> retryAfter) {
      super(message);
      this.retryAfter = retryAfter;
    }
  }
}
