package io.github.weepython.maven.publish;

import com.google.api.client.http.HttpHeaders;
import com.google.api.client.http.HttpResponseException;
import com.google.cloud.tools.jib.api.RegistryUnauthorizedException;
import com.google.cloud.tools.jib.http.ResponseException;
import io.github.weepython.maven.http.Backoff;
import java.io.IOException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertificateException;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * What one request to a registry failed of, read from jib's exceptions.
 *
 * @param status the HTTP status; 0 when there was no answer
 * @param words what the registry said, else what the network said
 * @param retryAfter how long the registry asked to be left alone
 * @param network whether the connection failed, in a way that may pass
 * @param untrusted whether the registry's certificate is not to be trusted
 */
record RegistryFailure(
    int status, String words, Optional<Duration> retryAfter, boolean network, boolean untrusted) {
  private static final Set<Integer> PASSING = Set.of(408, 429);
  private static final Set<Integer> LOST_UPLOAD = Set.of(404, 416);
  private static final Pattern TITLE =
      Pattern.compile("<title>(.*?)</title>", Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
  private static final int LONGEST = 500;

  static RegistryFailure of(Throwable thrown) {
    for (Throwable each = thrown; each != null; each = each.getCause()) {
      if (each instanceof OneShotBlob.DamagedException e) {
        return new RegistryFailure(0, message(e), Optional.empty(), false, false);
      }
      if (each instanceof ResponseException e) {
        HttpHeaders headers = e.getHeaders();
        Optional<Duration> asked =
            Backoff.asked(
                Optional.ofNullable(headers.getRetryAfter()),
                Optional.ofNullable(headers.getDate()));
        return answered(e.getStatusCode(), e.getContent(), asked, thrown);
      }
      if (each instanceof RegistryUnauthorizedException e) {
        HttpResponseException http = e.getHttpResponseException();
        return answered(http.getStatusCode(), http.getContent(), Optional.empty(), thrown);
      }
    }
    boolean network = false;
    boolean untrusted = false;
    for (Throwable each = thrown; each != null; each = each.getCause()) {
      network |= each instanceof IOException && !(each instanceof SSLException);
      untrusted |= each instanceof CertificateException || each instanceof CertPathBuilderException;
    }
    // A handshake that the network cut may pass; one over a certificate will not.
    return new RegistryFailure(
        0, message(thrown), Optional.empty(), network && !untrusted, untrusted);
  }

  private static RegistryFailure answered(
      int status, @Nullable String content, Optional<Duration> retryAfter, Throwable thrown) {
    String words = content == null || content.isBlank() ? message(thrown) : content.strip();
    return new RegistryFailure(status, cut(title(words)), retryAfter, false, false);
  }

  private static String message(Throwable thrown) {
    String message = thrown.getMessage();
    return cut(message == null ? thrown.getClass().getSimpleName() : message);
  }

  /** Proxies answer with whole pages; their titles say enough. */
  private static String title(String words) {
    Matcher title = TITLE.matcher(words);
    return words.startsWith("<") && title.find() ? title.group(1).strip() : words;
  }

  private static String cut(String words) {
    return words.length() <= LONGEST ? words : words.substring(0, LONGEST) + "...";
  }

  boolean denied() {
    return status == 401 || status == 403;
  }

  /** Whether the registry read what was sent, and did not want it. */
  boolean refused() {
    return status >= 400 && status < 500 && !denied() && !passing(true);
  }

  /** Whether the same request may succeed later. */
  boolean passing(boolean upload) {
    return network
        || status >= 500
        || PASSING.contains(status)
        || (upload && LOST_UPLOAD.contains(status) && !words.contains("NAME_UNKNOWN"));
  }

  @Override
  public String toString() {
    return status == 0 ? words : "HTTP " + status + ": " + words;
  }
}
