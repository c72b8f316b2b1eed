package io.github.weepython.maven.fetch;

import io.github.weepython.maven.FileUrl;
import java.io.IOException;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.apache.http.client.HttpClient;
import org.apache.http.client.config.RequestConfig;
import org.apache.http.client.methods.CloseableHttpResponse;
import org.apache.http.client.methods.HttpHead;

/**
 * Asks places whether they have a file (HEAD, RFC 9110): all at a time, once, and with little
 * patience.
 */
final class Probe {
  /** The kernel asks a second time after one second (RFC 6298). */
  private static final Duration CONNECT = Duration.ofMillis(1200);

  private static final Duration ANSWER = Duration.ofSeconds(5);

  /** Waiting takes threads of its own: the common ones are as few as there are cores. */
  private static final Executor PATIENT =
      work -> {
        Thread thread = new Thread(work, "wee-probe");
        thread.setDaemon(true);
        thread.start();
      };

  private enum State {
    THERE,
    POSSIBLE,
    ABSENT,
    UNKNOWN
  }

  private record Answer(URI place, State state, String text) {}

  private final FetchSettings settings;
  private final Supplier<HttpClient> client;

  /**
   * @param client for http and https
   */
  Probe(FetchSettings settings, Supplier<HttpClient> client) {
    this.settings = settings;
    this.client = client;
  }

  ProbeResult ask(List<URI> uris) {
    List<CompletableFuture<Answer>> asked =
        uris.stream().map(uri -> CompletableFuture.supplyAsync(() -> ask(uri), PATIENT)).toList();
    List<Answer> answers = asked.stream().map(CompletableFuture::join).toList();
    boolean absent = answers.stream().allMatch(a -> a.state() == State.ABSENT);
    return new ProbeResult(
        places(answers, State.THERE),
        places(answers, State.POSSIBLE),
        absent,
        answers.stream().map(Answer::text).toList());
  }

  private static List<URI> places(List<Answer> answers, State state) {
    return answers.stream().filter(a -> a.state() == state).map(Answer::place).toList();
  }

  private Answer ask(URI uri) {
    if (FileUrl.is(uri)) {
      return FileUrl.path(uri).filter(Files::isRegularFile).isPresent()
          ? new Answer(uri, State.THERE, uri + ": there")
          : new Answer(uri, State.ABSENT, uri + ": no such file");
    }
    return remote(uri);
  }

  private Answer remote(URI uri) {
    if (settings.offline()) {
      return unknown(uri, "not asked, since Maven is offline (-o)");
    }
    try {
      int status = status(uri);
      if (status == 404 || status == 410) {
        return new Answer(uri, State.ABSENT, uri + ": HTTP " + status);
      }
      // Some servers know no HEAD, others are busy: only a patient download can tell.
      return new Answer(
          uri, status / 100 == 2 ? State.THERE : State.POSSIBLE, uri + ": HTTP " + status);
    } catch (UnknownHostException e) {
      return unknown(uri, settings.unknownHost(uri));
    } catch (IOException e) {
      return unknown(
          uri, e.getClass().getSimpleName() + ": " + e.getMessage() + settings.byProxy(uri));
    }
  }

  private int status(URI uri) throws IOException {
    if (!HttpAttempt.isHttp(uri)) {
      throw new IOException("neither http, https nor file");
    }
    HttpHead head = new HttpHead(uri);
    head.setConfig(
        RequestConfig.custom()
            .setConnectTimeout((int) CONNECT.toMillis())
            .setSocketTimeout((int) ANSWER.toMillis())
            .build());
    try (CloseableHttpResponse answer = (CloseableHttpResponse) client.get().execute(head)) {
      return answer.getStatusLine().getStatusCode();
    }
  }

  private static Answer unknown(URI uri, String why) {
    return new Answer(uri, State.UNKNOWN, uri + ": " + why);
  }
}
