package io.github.weepython.maven.fetch;

import io.github.weepython.maven.HumanDuration;
import io.github.weepython.maven.http.Origin;
import io.github.weepython.maven.http.UnsafeRedirectException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertificateException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.LongConsumer;
import java.util.function.Supplier;
import javax.net.ssl.SSLException;
import org.apache.http.client.HttpClient;
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

  /** How many bytes more make an attempt that was cut a good one. */
  private static final long PROGRESS = 1 << 16;

  /** After so many failures the pauses grow no further: 8 s by default. */
  private static final int LONGEST_PAUSE = 5;

  private final FetchSettings settings;
  private final HttpAttempt attempt;
  private final List<String> answers = new ArrayList<>();
  private @Nullable URI address;
  private boolean absent = true;

  /**
   * @param client for http and https
   * @param accept the header field of that name; empty for any form
   */
  ResumableDownload(FetchSettings settings, Supplier<HttpClient> client, String accept) {
    this.settings = settings;
    this.attempt = new HttpAttempt(settings, client, accept);
  }

  /** Where the file came from in the end, after redirects. */
  URI address() {
    return Objects.requireNonNull(address);
  }

  /** Whether the file was compressed on its way, for a message; empty if it wasn't. */
  String encoded() {
    return attempt.encoded();
  }

  /** Each place and what it answered, one line each. */
  String answers() {
    return String.join("", answers);
  }

  /** Whether every place said that there is no such file. */
  boolean absent() {
    return absent;
  }

  /** Notes a place that did not give the file. */
  void reject(URI uri, String why) {
    absent = false;
    answers.add("\n  " + uri + ": " + why);
  }

  /**
   * @param most more than this is refused
   * @param arrived hears of each piece's length
   * @return whether the file is there
   */
  boolean bring(URI named, Path target, SizeBound most, LongConsumer arrived) {
    URI uri = settings.network().mirrors().apply(named);
    String answer = "";
    Optional<Duration> asked = Optional.empty();
    int failed = 0;
    for (int spent = 0; spent < settings.retries().tries() * LIVES; failed++, spent++) {
      long before = size(target);
      try {
        pause(failed, asked);
        asked = Optional.empty();
        address = attempt.bring(uri, target, most, arrived);
        return true;
      } catch (NoSuchFileException e) {
        answers.add("\n  " + uri + ": " + e.getReason());
        return false;
      } catch (HttpAttempt.Refused e) {
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
      } catch (HttpAttempt.Busy e) {
        answer = describe(e);
        asked = e.retryAfter();
        if (asked.filter(wait -> wait.compareTo(LONGEST_WAIT) > 0).isPresent()) {
          reject(
              uri,
              answer + ", and asks not to be tried again for " + HumanDuration.of(asked.get()));
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
                ? ": it may require a login: a <server> in settings.xml with the id "
                    + uri.getHost()
                    + ", or .netrc"
                : ": it may require a login; those of settings.xml are sent by https only");
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
        settings
            .retries()
            .backoff()
            .pause()
            .pause(settings.retries().backoff().after(doubled, asked));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new InterruptedIOException("interrupted");
      }
    }
  }

  private static String describe(IOException e) {
    String message = e.getMessage();
    String name = e.getClass().getSimpleName();
    if (message == null) {
      return name;
    }
    return e instanceof HttpAttempt.Busy || name.equals("IOException")
        ? message
        : name + ": " + message;
  }
}
