package io.github.weepython.maven.fetch;

import io.github.weepython.maven.FileUrl;
import io.github.weepython.maven.http.Backoff;
import io.github.weepython.maven.http.RetryableStatus;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.LongConsumer;
import java.util.function.Supplier;
import org.apache.http.Header;
import org.apache.http.HttpResponse;
import org.apache.http.client.HttpClient;
import org.apache.http.client.config.RequestConfig;
import org.apache.http.client.methods.CloseableHttpResponse;
import org.apache.http.client.methods.HttpGet;
import org.apache.http.client.protocol.HttpClientContext;
import org.apache.http.util.EntityUtils;

/** Asks one place once for the bytes of a file, or for those that are not here yet. */
final class HttpAttempt {
  private final FetchSettings settings;
  private final Supplier<HttpClient> client;
  private final String accept;

  /** Of the file whose beginning is in the target. */
  private PartialFile part = PartialFile.NONE;

  /**
   * @param client for http and https
   * @param accept the header field of that name; empty for any form
   */
  HttpAttempt(FetchSettings settings, Supplier<HttpClient> client, String accept) {
    this.settings = settings;
    this.client = client;
    this.accept = accept;
  }

  /**
   * @param target what it has is taken for the file's beginning
   * @param most more than this is refused
   * @param arrived hears of each piece's length
   * @return where the file came from in the end, after redirects
   * @throws NoSuchFileException if there is no such file; the reason is what was answered
   * @throws Refused if the same would be answered again
   * @throws Busy if the server may answer otherwise later
   */
  URI bring(URI uri, Path target, SizeBound most, LongConsumer arrived) throws IOException {
    long have = Files.exists(target) ? Files.size(target) : 0;
    part = have == 0 ? PartialFile.NONE : part;
    if (FileUrl.is(uri)) {
      Path file =
          FileUrl.path(uri)
              .orElseThrow(() -> new Refused("expected a file's URL such as " + FileUrl.FORM));
      if (!Files.isRegularFile(file)) {
        throw new NoSuchFileException(uri.toString(), null, "no such file");
      }
      try (InputStream in = Files.newInputStream(file)) {
        copy(in, target, 0, most, arrived, () -> {});
      }
      return uri;
    }
    if (!isHttp(uri)) {
      throw new Refused("neither http, https nor file");
    }
    HttpGet get = request(uri, have);
    HttpClientContext context = HttpClientContext.create();
    try (CloseableHttpResponse answer =
        (CloseableHttpResponse) client.get().execute(get, context)) {
      if (answer.getStatusLine().getStatusCode() == 416) {
        beyond(answer, target, have);
      } else {
        long from = begin(uri, answer, target, have);
        try (InputStream in = answer.getEntity().getContent()) {
          copy(in, target, from, most, arrived, get::abort);
        }
        requireRest(answer, target);
      }
    }
    List<URI> redirects = context.getRedirectLocations();
    return redirects == null ? uri : redirects.get(redirects.size() - 1);
  }

  private HttpGet request(URI uri, long have) {
    HttpGet get = new HttpGet(uri);
    get.setConfig(
        RequestConfig.custom()
            .setConnectTimeout((int) settings.retries().connectTimeout().toMillis())
            .setSocketTimeout((int) settings.retries().stallTimeout().toMillis())
            .build());
    if (!accept.isEmpty()) {
      get.setHeader("Accept", accept);
    }
    get.setHeader("Accept-Encoding", "identity");
    if (have > 0) {
      part.askForRest(get, have);
    }
    return get;
  }

  /** Nothing follows what is here: it is the whole file, or it is not part of it. */
  private static void beyond(HttpResponse answer, Path target, long have) throws IOException {
    EntityUtils.consumeQuietly(answer.getEntity());
    if (!PartialFile.endsAt(answer, have)) {
      Files.deleteIfExists(target);
      throw new IOException("HTTP 416: the file is shorter than the part received before");
    }
  }

  /** A server may send less than it was asked for (RFC 9110, 15.3.7). */
  private void requireRest(HttpResponse answer, Path target) throws IOException {
    long size = Files.size(target);
    if (answer.getStatusLine().getStatusCode() == 206 && size < part.total()) {
      throw new IOException("the server sent %d of %d bytes".formatted(size, part.total()));
    }
  }

  /** Where the answer's bytes begin. */
  private long begin(URI uri, HttpResponse answer, Path target, long have) throws IOException {
    int status = answer.getStatusLine().getStatusCode();
    if (status == 200) {
      part = PartialFile.of(answer);
      return 0;
    }
    part = have == 0 ? PartialFile.of(answer) : part;
    if (status == 206 && part.goesOnWith(answer, have)) {
      return have;
    }
    if (status == 206) {
      Files.deleteIfExists(target);
      throw new IOException("HTTP 206: the bytes don't follow on those received before");
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

  /**
   * @param abort is called before the stream is closed, which else reads all that would still come
   */
  private void copy(
      InputStream in, Path target, long from, SizeBound most, LongConsumer arrived, Runnable abort)
      throws IOException {
    StandardOpenOption how =
        from > 0 ? StandardOpenOption.APPEND : StandardOpenOption.TRUNCATE_EXISTING;
    byte[] buffer = new byte[1 << 16];
    long size = from;
    try (OutputStream out =
        Files.newOutputStream(target, StandardOpenOption.CREATE, StandardOpenOption.WRITE, how)) {
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        size += n;
        if (size > most.bytes()) {
          throw new Refused(most.exceeded() + encoded());
        }
        out.write(buffer, 0, n);
        arrived.accept(n);
      }
    } catch (IOException | RuntimeException e) {
      abort.run();
      throw e;
    }
  }

  /** Told of a file that is not what it should be; empty where the bytes came as they are. */
  String encoded() {
    return part.encoded()
        .map(each -> ", compressed on its way (Content-Encoding: %s)".formatted(each))
        .orElse("");
  }

  /** An answer that would be the same again. */
  static final class Refused extends IOException {
    private static final long serialVersionUID = 1L;

    Refused(String message) {
      super(message);
    }
  }

  /** An answer that may be another one later. */
  static final class Busy extends IOException {
    private static final long serialVersionUID = 1L;
    private final transient Optional<Duration> retryAfter;

    Busy(String message, Optional<Duration> retryAfter) {
      super(message);
      this.retryAfter = retryAfter;
    }

    /** How long the server asked to be left alone. */
    Optional<Duration> retryAfter() {
      return retryAfter;
    }
  }

  /** Schemes are the same in capitals (RFC 3986, 3.1). */
  static boolean isHttp(URI uri) {
    return String.valueOf(uri.getScheme()).matches("(?i)https?");
  }
}
