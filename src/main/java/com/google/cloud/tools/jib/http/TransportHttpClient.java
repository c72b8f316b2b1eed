package com.google.cloud.tools.jib.http;

import com.google.api.client.http.HttpHeaders;
import com.google.api.client.http.HttpTransport;
import java.time.Duration;
import java.util.function.Supplier;

/**
 * jib's client over transports of our choice. jib itself has the constructor for its tests only,
 * which is why this one class lives in its package: the other way would be system properties, and
 * those belong to the whole of Maven.
 */
public class TransportHttpClient extends FailoverHttpClient {
  /**
   * @param insecure whether jib may go on without verified TLS, and then without TLS
   * @param passwordsInPlainHttp whether jib may send credentials over plain HTTP
   * @param secure makes a transport that verifies certificates
   * @param trusting makes one that does not
   */
  protected TransportHttpClient(
      boolean insecure,
      boolean passwordsInPlainHttp,
      Supplier<HttpTransport> secure,
      Supplier<HttpTransport> trusting) {
    super(insecure, passwordsInPlainHttp, event -> {}, secure, trusting, false);
  }

  /** The same request, which waits so long for an answer. */
  protected static Request withTimeout(Request request, Duration timeout) {
    HttpHeaders headers = request.getHeaders();
    Request patient =
        Request.builder()
            .setHttpTimeout((int) Math.min(timeout.toMillis(), Integer.MAX_VALUE))
            .setBody(request.getHttpContent())
            .build();
    patient.getHeaders().putAll(headers);
    return patient;
  }
}
