package io.github.weepython.maven.publish;

import com.google.api.client.http.HttpHeaders;
import com.google.api.client.http.HttpResponseException;
import com.google.cloud.tools.jib.api.RegistryUnauthorizedException;
import com.google.cloud.tools.jib.http.ResponseException;
import io.github.weepython.maven.digest.Digest;
import io.github.weepython.maven.http.Backoff;
import io.github.weepython.maven.http.RetryableStatus;
import io.github.weepython.maven.http.UnsafeRedirectException;
import java.io.IOException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertificateException;
import java.time.Duration;
import java.util.List;
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
 * @param kind what failed
 * @param named blobs that the answer names
 */
record RegistryFailure(
    int status, String words, Optional<Duration> retryAfter, Kind kind, List<Digest> named) {
  /** What failed. */
  enum Kind {
    /** The registry, or something before it, answered. */
    ANSWER,
    /** An upload could not begin, since nothing is at that address. */
    NO_UPLOAD,
    /** The connection, in a way that may pass. */
    NETWORK,
    /** The registry's certificate is not to be trusted. */
    UNTRUSTED,
    /** What can't be otherwise the next time: a damaged file, a refused redirect. */
    HERE
  }

  private static final Set<Integer> LOST_UPLOAD = Set.of(404, 416);
  private static final Pattern TITLE =
      Pattern.compile("<title>(.*?)</title>", Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
  private static final Pattern DIGEST = Pattern.compile("sha256:([0-9a-f]{64})");
  private static final int LONGEST = 500;

  RegistryFailure {
    named = List.copyOf(named);
  }

  /** Without an answer of the registry. */
  static RegistryFailure unanswered(Kind kind, String words) {
    return new RegistryFailure(0, cut(words), Optional.empty(), kind, List.of());
  }

  static RegistryFailure of(Throwable thrown) {
    Kind kind = Kind.ANSWER;
    for (Throwable each = thrown; each != null; each = each.getCause()) {
      if (each instanceof OneShotBlob.DamagedException
          || each instanceof UnsafeRedirectException
          || each instanceof RegistryHttp.UnreadableException) {
        return unanswered(Kind.HERE, message(each));
      }
      if (each instanceof RegistryHttp.NoUploadException) {
        kind = Kind.NO_UPLOAD;
      }
      if (each instanceof ResponseException e) {
        HttpHeaders headers = e.getHeaders();
        Optional<Duration> asked =
            Backoff.asked(
                Optional.ofNullable(headers.getRetryAfter()),
                Optional.ofNullable(headers.getDate()));
        return answered(kind, e.getStatusCode(), e.getContent(), asked, thrown);
      }
      if (each instanceof RegistryUnauthorizedException e) {
        HttpResponseException http = e.getHttpResponseException();
        return answered(kind, http.getStatusCode(), http.getContent(), Optional.empty(), thrown);
      }
    }
    return unanswered(connection(thrown), message(thrown));
  }

  /** A handshake that the network cut may pass; one over a certificate will not. */
  private static Kind connection(Throwable thrown) {
    boolean network = false;
    for (Throwable each = thrown; each != null; each = each.getCause()) {
      if (each instanceof CertificateException || each instanceof CertPathBuilderException) {
        return Kind.UNTRUSTED;
      }
      network |= each instanceof IOException && !(each instanceof SSLException);
    }
    return network ? Kind.NETWORK : Kind.HERE;
  }

  private static RegistryFailure answered(
      Kind kind,
      int status,
      @Nullable String content,
      Optional<Duration> retryAfter,
      Throwable thrown) {
    String words = content == null || content.isBlank() ? message(thrown) : content.strip();
    List<Digest> named =
        DIGEST
            .matcher(words)
            .results()
            .map(match -> new Digest(match.group(1)))
            .distinct()
            .toList();
    return new RegistryFailure(status, cut(title(words)), retryAfter, kind, named);
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

  boolean untrusted() {
    return kind == Kind.UNTRUSTED;
  }

  /** Whether the registry read what was sent, and did not want it. */
  boolean refused() {
    return status >= 400 && status < 500 && !denied() && !passing(true);
  }

  /** Whether the registry lacks what a manifest names, although it said that it has it. */
  boolean lacksParts() {
    return status / 100 == 4
        && (words.contains("BLOB_UNKNOWN") || words.contains("MANIFEST_UNKNOWN"))
        && !words.contains("BLOB_UPLOAD_UNKNOWN");
  }

  /** Whether the registry no longer knows the upload under way, or has other bytes of it. */
  boolean lostUpload() {
    return kind == Kind.ANSWER
        && !words.contains("NAME_UNKNOWN")
        && (LOST_UPLOAD.contains(status) || changedOnItsWay());
  }

  /** Whether the registry received other bytes than their digest or length says. */
  boolean changedOnItsWay() {
    return status == 400 && (words.contains("DIGEST_INVALID") || words.contains("SIZE_INVALID"));
  }

  /** Whether the same request may succeed later. */
  boolean passing(boolean upload) {
    return kind == Kind.NETWORK || RetryableStatus.mayPass(status) || (upload && lostUpload());
  }

  /** What a final answer means, and what to change; empty if there is no more to say. */
  String meaning() {
    return FailureHints.of(status, words);
  }

  @Override
  public String toString() {
    return status == 0 ? words : "HTTP " + status + ": " + words;
  }
}
