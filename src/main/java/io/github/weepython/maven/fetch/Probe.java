package io.github.weepython.maven.fetch;

import java.io.IOException;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.apache.http.client.HttpClient;
import org.apache.http.client.config.RequestConfig;
import org.apache.http.client.methods.CloseableHttpResponse;
import org.apache.http.client.methods.HttpHead;

/** Asks places whether they have a file (HEAD, RFC 9110), once and with little patience. */
final class Probe {
  /** The kernel asks a second time after one second (RFC 6298). */
  private static final Duration CONNECT = Duration.ofMillis(1200);

  private static final Duration ANSWER = Duration.ofSeconds(5);

  private final FetchSettings settings;
  private final Supplier<HttpClient> client;
  private final List<String> answers = new ArrayList<>();
  private boolean absent = true;

  /**
   * @param client for http and https
   */
  Probe(FetchSettings settings, Supplier<HttpClient> client) {
    this.settings = settings;
    this.client = client;
  }

  Presence ask(List<URI> uris) {
    for (URI uri : uris) {
      boolean local = "file".equals(uri.getScheme());
      if (local ? Files.isRegularFile(Path.of(uri)) : remote(uri)) {
        return new Presence(true, false, List.of(uri + ": there"));
      }
      if (local) {
        answers.add(uri + ": no such file");
      }
    }
    return new Presence(false, absent, answers);
  }

  private boolean remote(URI uri) {
    if (settings.offline()) {
      return unknown(uri, "not asked, since Maven is offline (-o)");
    }
    try {
      int status = status(uri);
      if (status == 404 || status == 410) {
        answers.add(uri + ": HTTP " + status);
        return false;
      }
      // Some servers know no HEAD, others are busy: only a patient download can tell.
      return true;
    } catch (UnknownHostException e) {
      return unknown(uri, "unknown host " + uri.getHost());
    } catch (IOException e) {
      return unknown(uri, e.getClass().getSimpleName() + ": " + e.getMessage());
    }
  }

  private int status(URI uri) throws IOException {
    if (!"http".equals(uri.getScheme()) && !"https".equals(uri.getScheme())) {
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

  private boolean unknown(URI uri, String why) {
    absent = false;
    answers.add(uri + ": " + why);
    return false;
  }
}
