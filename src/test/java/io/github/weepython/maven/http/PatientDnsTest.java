package io.github.weepython.maven.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.apache.http.client.methods.CloseableHttpResponse;
import org.apache.http.client.methods.HttpGet;
import org.apache.http.impl.client.CloseableHttpClient;
import org.junit.jupiter.api.Test;

class PatientDnsTest {
  private static final String SILENT = "mirror.example: Temporary failure in name resolution";
  private static final String NONE = "mirror.example: Name or service not known";

  /** What Java says while it remembers a failure. */
  private static final String REMEMBERED = "mirror.example";

  private final List<Duration> pauses = new ArrayList<>();
  private final Deque<String> failures = new ArrayDeque<>();
  private final PatientDns names = new PatientDns(this::lookup, pauses::add);

  private InetAddress[] lookup(String host) throws UnknownHostException {
    if (!failures.isEmpty()) {
      throw new UnknownHostException(failures.remove());
    }
    return new InetAddress[] {InetAddress.getLoopbackAddress()};
  }

  @Test
  void aResolverThatFailsOnceIsAskedAgainWhenJavaHasForgottenIt() throws IOException {
    failures.add(SILENT);
    assertThat(names.resolve("mirror.example")).hasSize(1);
    assertThat(pauses).containsExactly(Duration.ofSeconds(11));
  }

  @Test
  void aNameThatNobodyHasIsNotWaitedFor() {
    failures.addAll(List.of(NONE, REMEMBERED));
    assertThatThrownBy(() -> names.resolve("mirror.example")).hasMessage(NONE);
    assertThatThrownBy(() -> names.resolve("mirror.example")).hasMessage(REMEMBERED);
    assertThat(pauses).isEmpty();
  }

  @Test
  void aResolverThatStaysSilentIsWaitedForOnce() {
    failures.addAll(List.of(SILENT, SILENT, REMEMBERED));
    assertThatThrownBy(() -> names.resolve("mirror.example")).hasMessage(SILENT);
    assertThatThrownBy(() -> names.resolve("mirror.example")).hasMessage(REMEMBERED);
    assertThat(pauses).hasSize(1);
  }

  /** All of wee's requests go by such clients: for downloads, indexes, registries and Sigstore. */
  @Test
  void aClientSurvivesAResolverThatFailsOnce() throws IOException {
    failures.add(SILENT);
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          exchange.sendResponseHeaders(204, -1);
          exchange.close();
        });
    server.start();
    HttpGet get = new HttpGet("http://mirror.example:" + server.getAddress().getPort() + "/");
    try (CloseableHttpClient client = HttpClients.builder(place -> Proxy.NO_PROXY, names).build();
        CloseableHttpResponse answer = client.execute(get)) {
      assertThat(answer.getStatusLine().getStatusCode()).isEqualTo(204);
    } finally {
      server.stop(0);
    }
  }
}
