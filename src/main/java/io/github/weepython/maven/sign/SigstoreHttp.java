package io.github.weepython.maven.sign;

import static io.github.weepython.maven.Jackson.JSON;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.weepython.maven.Secrets;
import io.github.weepython.maven.http.Backoff;
import io.github.weepython.maven.http.HttpClients;
import io.github.weepython.maven.http.Network;
import io.github.weepython.maven.http.RetryableStatus;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import org.apache.http.HttpResponse;
import org.apache.http.client.config.RequestConfig;
import org.apache.http.client.methods.HttpGet;
import org.apache.http.client.methods.HttpPost;
import org.apache.http.client.methods.HttpUriRequest;
import org.apache.http.entity.ByteArrayEntity;
import org.apache.http.entity.ContentType;
import org.apache.http.impl.client.CloseableHttpClient;
import org.apache.http.util.EntityUtils;

/** Asks Sigstore's services, and again while an answer may become another. */
final class SigstoreHttp {
  private static final int TRIES = 5;
  private static final int SECONDS = 30;
  private static final int MOST_TEXT = 300;
  private final CloseableHttpClient client;
  private final Backoff backoff;

  SigstoreHttp(Network network, Backoff backoff) {
    RequestConfig patience =
        RequestConfig.custom()
            .setConnectTimeout(1000 * SECONDS)
            .setSocketTimeout(1000 * SECONDS)
            .setConnectionRequestTimeout(1000 * SECONDS)
            .build();
    this.client =
        HttpClients.withoutLogins(network)
            .setUserAgent("wee-maven-plugin")
            .setDefaultRequestConfig(patience)
            // Neither a token nor what is to be signed goes anywhere but where it was sent.
            .disableRedirectHandling()
            .build();
    this.backoff = backoff;
  }

  /** What a GET answers. */
  JsonNode get(URI uri, String authorization) {
    HttpGet request = new HttpGet(uri);
    request.setHeader("Authorization", authorization);
    request.setHeader("Accept", "application/json");
    return json(uri, send(request));
  }

  /** What a POST of JSON answers. */
  JsonNode post(URI uri, JsonNode body) {
    byte[] bytes = body.toString().getBytes(StandardCharsets.UTF_8);
    return json(uri, post(uri, bytes, ContentType.APPLICATION_JSON, "application/json"));
  }

  /** What a POST answers. */
  byte[] post(URI uri, byte[] body, ContentType type, String accept) {
    HttpPost request = new HttpPost(uri);
    request.setEntity(new ByteArrayEntity(body, type));
    request.setHeader("Accept", accept);
    return send(request);
  }

  private static JsonNode json(URI uri, byte[] answer) {
    try {
      return JSON.readTree(answer);
    } catch (IOException e) {
      throw new SignException(
          "%s answered with something that is not JSON: %s. Is it the right address?"
              .formatted(shown(uri), text(answer)),
          e);
    }
  }

  private byte[] send(HttpUriRequest request) {
    for (int tries = 1; ; tries++) {
      try {
        HttpResponse response = client.execute(request);
        int status = response.getStatusLine().getStatusCode();
        byte[] answer = bytes(response);
        if (status >= 200 && status < 300) {
          return answer;
        }
        if (!RetryableStatus.mayPass(status) || tries == TRIES) {
          throw new SignException(
              "%s refused with %d: %s".formatted(shown(request.getURI()), status, text(answer)));
        }
      } catch (IOException e) {
        if (tries == TRIES) {
          throw new SignException(
              ("%s could not be reached (%s). Check the network and proxies, and <fulcio>, <rekor>"
                      + " and <timestampAuthority> in <sign>.")
                  .formatted(shown(request.getURI()), Secrets.mask(String.valueOf(e.getMessage()))),
              e);
        }
      }
      pause(backoff.after(tries, Optional.empty()));
    }
  }

  private static byte[] bytes(HttpResponse response) throws IOException {
    return response.getEntity() == null
        ? new byte[0]
        : EntityUtils.toByteArray(response.getEntity());
  }

  private void pause(Duration pause) {
    try {
      backoff.pause().pause(pause);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new SignException("Signing was interrupted.", e);
    }
  }

  private static String text(byte[] answer) {
    String text = new String(answer, StandardCharsets.UTF_8).replaceAll("\\s+", " ").strip();
    return Secrets.mask(text.length() > MOST_TEXT ? text.substring(0, MOST_TEXT) + "..." : text);
  }

  private static String shown(URI uri) {
    return Secrets.maskUrl(uri.getScheme() + "://" + uri.getAuthority() + uri.getPath());
  }
}
