package io.github.weepython.maven.fetch;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.URLConnection;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Asks places whether they have a file (HEAD, RFC 9110), once and with little patience. */
final class Probe {
  /** The kernel asks a second time after one second (RFC 6298). */
  private static final Duration CONNECT = Duration.ofMillis(1200);

  private static final Duration ANSWER = Duration.ofSeconds(5);

  private final FetchSettings settings;
  private final List<String> answers = new ArrayList<>();
  private boolean absent = true;

  Probe(FetchSettings settings) {
    this.settings = settings;
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
      return unknown(uri, "unknown host " + e.getMessage());
    } catch (IOException e) {
      return unknown(uri, e.getClass().getSimpleName() + ": " + e.getMessage());
    }
  }

  private int status(URI uri) throws IOException {
    URLConnection connection = uri.toURL().openConnection(settings.proxy().apply(uri));
    connection.setConnectTimeout((int) CONNECT.toMillis());
    connection.setReadTimeout((int) ANSWER.toMillis());
    connection.setRequestProperty("User-Agent", "wee-maven-plugin");
    if (!(connection instanceof HttpURLConnection http)) {
      throw new IOException("neither http, https nor file");
    }
    http.setRequestMethod("HEAD");
    return http.getResponseCode();
  }

  private boolean unknown(URI uri, String why) {
    absent = false;
    answers.add(uri + ": " + why);
    return false;
  }
}
