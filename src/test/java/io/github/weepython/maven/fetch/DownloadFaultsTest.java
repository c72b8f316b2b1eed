package io.github.weepython.maven.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.weepython.maven.digest.Digest;
import io.github.weepython.maven.http.Backoff;
import io.github.weepython.maven.progress.Progress;
import io.github.weepython.maven.store.Store;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What mirrors and proxies answer that is against HTTP, or rare in it. */
class DownloadFaultsTest {
  private static final byte[] BYTES = new byte[200_000];
  private static final int CUT = 100_000;
  private static final int SIZE = BYTES.length;

  static {
    new Random(11).nextBytes(BYTES);
  }

  private final List<Duration> pauses = Collections.synchronizedList(new ArrayList<>());

  private final FetchSettings settings =
      FetchSettings.DEFAULT
          .withRetries(
              new FetchRetries(
                  3,
                  Duration.ofSeconds(5),
                  Duration.ofSeconds(5),
                  new Backoff(Duration.ofMillis(1), new Random(3), pauses::add)))
          .withParallel(4);

  @TempDir Path root;
  private ScriptedServer server;

  @BeforeEach
  void start() throws IOException {
    server = new ScriptedServer();
  }

  @AfterEach
  void stop() throws IOException {
    server.close();
  }

  private static byte[] part(int from, int to) {
    return Arrays.copyOfRange(BYTES, from, to);
  }

  private static String ok(String headers) {
    return "HTTP/1.1 200 OK\nConnection: close\nContent-Length: " + SIZE + headers;
  }

  private static String range(int from, int to, String headers) {
    return "HTTP/1.1 206 Partial\nConnection: close\nContent-Range: bytes %d-%d/%d\nContent-Length: %d%s"
        .formatted(from, to - 1, SIZE, to - from, headers);
  }

  private HttpFetcher fetcher() {
    return new HttpFetcher(new Store(root), settings, Progress.NONE);
  }

  private void arrives() {
    arrives(server.uri("/file.deb"));
  }

  private void arrives(URI uri) {
    Download download = new Download("file.deb", List.of(uri), Digest.of(BYTES), SIZE);
    assertThat(fetcher().fetch(download)).hasBinaryContent(BYTES);
  }

  private List<String> asked(String header) {
    return server.heads().stream()
        .map(
            head ->
                head.lines()
                    .filter(line -> line.startsWith(header + ":"))
                    .map(line -> line.substring(header.length() + 2))
                    .findFirst()
                    .orElse(""))
        .toList();
  }

  @Test
  void beginsAnewAfterAnAnswerOfAnotherRange() {
    server.then(ok(""), part(0, CUT)).then(range(7, SIZE, ""), part(7, SIZE)).then(ok(""), BYTES);
    arrives();
    assertThat(asked("Range")).containsExactly("", "bytes=100000-", "");
  }

  @Test
  void goesOnWhereAServerSendsNoMoreThanAPieceOfTheRange() {
    server
        .then(ok(""), part(0, CUT))
        .then(range(CUT, CUT + 50_000, ""), part(CUT, CUT + 50_000))
        .then(range(CUT + 50_000, SIZE, ""), part(CUT + 50_000, SIZE));
    arrives();
    assertThat(asked("Range")).containsExactly("", "bytes=100000-", "bytes=150000-");
  }

  @Test
  void doesNotPutTwoFilesTogether() {
    byte[] newer = BYTES.clone();
    newer[0] ^= 1;
    server
        .then(ok("\nETag: \"old\""), part(0, CUT))
        .then(range(CUT, SIZE, "\nETag: \"new\""), part(CUT, SIZE))
        .then(ok("\nETag: \"new\""), newer);
    assertThat(fetcher().digestOf("a-1.whl", server.uri("/a-1.whl"))).isEqualTo(Digest.of(newer));
    assertThat(asked("If-Range")).containsExactly("", "\"old\"", "");
  }

  @Test
  void takesNoRestOfAFileOfAnotherLength() {
    byte[] shorter = part(0, SIZE - 9);
    String rest =
        "HTTP/1.1 206 Partial\nConnection: close\nContent-Range: bytes %d-%d/%d\nContent-Length: %d"
            .formatted(CUT, SIZE - 10, SIZE - 9, SIZE - 9 - CUT);
    server
        .then(ok(""), part(0, CUT))
        .then(rest, part(CUT, SIZE - 9))
        .then("HTTP/1.1 200 OK\nConnection: close\nContent-Length: " + (SIZE - 9), shorter);
    assertThat(fetcher().digestOf("a-1.whl", server.uri("/a"))).isEqualTo(Digest.of(shorter));
    assertThat(server.heads()).hasSize(3);
  }

  @Test
  void asksForTheRestByDateWhereThereIsNoStrongTag() {
    String date = "Sat, 01 Nov 2025 10:00:00 GMT";
    server
        .then(ok("\nETag: W/\"weak\"\nLast-Modified: " + date), part(0, CUT))
        .then(range(CUT, SIZE, ""), part(CUT, SIZE));
    arrives();
    assertThat(asked("If-Range")).containsExactly("", date);
  }

  @Test
  void isDoneWhereNothingFollowsWhatIsHere() {
    server
        .then("HTTP/1.1 200 OK\nConnection: close\nContent-Length: " + (SIZE + 7), BYTES)
        .then("HTTP/1.1 416 Range\nConnection: close\nContent-Range: bytes */" + SIZE, new byte[0]);
    arrives();
    assertThat(server.heads()).hasSize(2);
  }

  @Test
  void asksForTheBytesAsTheyAreAndSaysWhereTheyCameCompressed() throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
      gzip.write(part(0, 1000));
    }
    server.then(
        "HTTP/1.1 200 OK\nConnection: close\nContent-Encoding: gzip\nContent-Length: "
            + packed.size(),
        packed.toByteArray());
    Download download =
        new Download("a.deb", List.of(server.uri("/a.deb")), Digest.of(part(0, 1000)), 1000);
    assertThatThrownBy(() -> fetcher().fetch(download))
        .hasMessageContaining("compressed on its way");
    assertThat(asked("Accept-Encoding")).containsOnly("identity");
  }

  @Test
  void goesOnAfterChunksThatEndTooEarly() {
    byte[] chunk = part(0, CUT);
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    body.writeBytes(Integer.toHexString(CUT).getBytes(StandardCharsets.US_ASCII));
    body.writeBytes("\r\n".getBytes(StandardCharsets.US_ASCII));
    body.writeBytes(chunk);
    server
        .then("HTTP/1.1 200 OK\nTransfer-Encoding: chunked", body.toByteArray())
        .then(range(CUT, SIZE, ""), part(CUT, SIZE));
    arrives();
  }

  @Test
  void takesTheWholeFileAtAQuestionForItsRest() {
    server.then(ok(""), part(0, CUT)).then(ok(""), BYTES);
    arrives();
    assertThat(server.heads()).hasSize(2);
  }

  @Test
  void followsARelativeAddressAndOneOfAnHttp10ServerWithoutLength() {
    server
        .then("HTTP/1.1 307 Temporary\nConnection: close\nLocation: ../pool/f.deb", new byte[0])
        .then("HTTP/1.0 200 OK", BYTES);
    arrives(server.uri("/dists/file.deb"));
    assertThat(server.heads().get(1)).startsWith("GET /pool/f.deb ");
  }

  @Test
  void ignoresWhatFollowsTheBody() {
    byte[] more = Arrays.copyOf(BYTES, SIZE + 100);
    server.then("HTTP/1.1 200 OK\nContent-Length: " + SIZE, more);
    arrives();
    arrives(server.uri("/again.deb"));
  }

  @Test
  void oneRefusalOfAProxyInBetweenIsFinalAndNamed() {
    server
        .then(ok(""), part(0, CUT))
        .then("HTTP/1.1 407 Login\nConnection: close\nContent-Length: 0", new byte[0]);
    Download download =
        new Download("a.deb", List.of(server.uri("/a.deb")), Digest.of(BYTES), SIZE);
    assertThatThrownBy(() -> fetcher().fetch(download))
        .hasMessageContainingAll("HTTP 407", "<proxy> in settings.xml");
  }

  @Test
  void aServerThatAsksForCenturiesIsNotWaitedFor() {
    server.then(
        "HTTP/1.1 503 Busy\nConnection: close\nContent-Length: 0\nRetry-After: 99999999999999999999",
        new byte[0]);
    Download download =
        new Download("a.deb", List.of(server.uri("/a.deb")), Digest.of(BYTES), SIZE);
    assertThatThrownBy(() -> fetcher().fetch(download))
        .hasMessageContaining("asks not to be tried again");
    assertThat(server.heads()).hasSize(1);
  }

  @Test
  void aPauseCanBeATime() {
    server
        .then(
            "HTTP/1.1 429 Slow\nConnection: close\nContent-Length: 0\n"
                + "Date: Sat, 01 Nov 2025 10:00:00 GMT\nRetry-After: Sat, 01 Nov 2025 10:00:07 GMT",
            new byte[0])
        .then(ok(""), BYTES);
    arrives();
    assertThat(pauses).containsExactly(Duration.ofSeconds(7));
  }

  @Test
  void asksAServerThatHasNoOtherAddressThanOneOfIpv6() throws IOException {
    InetAddress loopback = InetAddress.getByName("::1");
    try (ScriptedServer six = new ScriptedServer(loopback)) {
      six.then(ok(""), BYTES);
      arrives(URI.create("http://[::1]:" + six.port() + "/file.deb"));
    }
  }
}
