package io.github.weepython.maven.inputs;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.github.weepython.maven.fetch.FetchSettings;
import io.github.weepython.maven.fetch.HttpFetcher;
import io.github.weepython.maven.fetch.LoopbackServer;
import io.github.weepython.maven.progress.HeardProgress;
import io.github.weepython.maven.progress.Progress;
import io.github.weepython.maven.sigstore.SelfMadeSigstore;
import io.github.weepython.maven.sigstore.TrustedRoot;
import io.github.weepython.maven.spec.SigstoreSettings;
import io.github.weepython.maven.store.Store;
import io.github.weepython.maven.tuf.SelfMadeTuf;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A stand-in for Sigstore's TUF repository, and what becomes of the trusted root. */
class SigstoreTrustTest {
  private static final byte[] OLD = root();
  private static final byte[] NEW = root();

  private final SelfMadeTuf repository = new SelfMadeTuf(OLD);
  private final byte[] tufRoot = repository.root(1);
  private final List<String> asked = new ArrayList<>();
  private final List<String> warnings = new ArrayList<>();
  private Instant now = SelfMadeTuf.NOW;
  private HttpServer server;
  @TempDir Path temp;

  private static byte[] root() {
    return new SelfMadeSigstore().trustedRoot().getBytes(StandardCharsets.UTF_8);
  }

  @BeforeEach
  void serve() throws IOException {
    server =
        LoopbackServer.start(
            "/mirror/",
            exchange -> {
              String path = exchange.getRequestURI().getPath().replaceFirst("^/mirror/", "");
              boolean get = exchange.getRequestMethod().equals("GET");
              byte[] file = repository.files().get(path);
              if (get) {
                asked.add(path);
              }
              exchange.sendResponseHeaders(
                  file == null ? 404 : 200, file == null || !get ? -1 : file.length);
              if (file != null && get) {
                exchange.getResponseBody().write(file);
              }
              exchange.close();
            });
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  private SigstoreSettings mirror() {
    URI uri = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/mirror");
    return new SigstoreSettings(Optional.empty(), Optional.of(uri));
  }

  private TrustedRoot trusted(SigstoreSettings settings, boolean offline, boolean refresh) {
    Store store = new Store(temp.resolve("cache"));
    Progress progress = new HeardProgress(new ArrayList<>(), warnings);
    HttpFetcher fetcher =
        new HttpFetcher(store, FetchSettings.DEFAULT.withOffline(offline), progress);
    return new SigstoreTrust(settings, fetcher, store, progress, () -> now, refresh, tufRoot).get();
  }

  private void trusts(byte[] root) {
    assertThat(same(trusted(mirror(), false, false), TrustedRoot.parse(root))).isTrue();
  }

  private static boolean same(TrustedRoot one, TrustedRoot two) {
    return one.authorities().equals(two.authorities());
  }

  @Test
  void isBroughtUpToDateOnceADay() {
    trusts(OLD);
    repository.publish(2, NEW);
    asked.clear();
    trusts(OLD);
    assertThat(asked).isEmpty();

    now = now.plus(Duration.ofHours(23)).plus(Duration.ofMinutes(59));
    trusts(OLD);
    assertThat(same(trusted(mirror(), false, true), TrustedRoot.parse(NEW))).isTrue();
    assertThat(warnings).isEmpty();
  }

  @Test
  void staysWhatItWasWithoutANetwork() {
    TrustedRoot shipped = trusted(SigstoreSettings.SHIPPED, false, false);
    assertThat(same(trusted(mirror(), true, false), shipped)).isTrue();
    trusts(OLD);
    now = now.plus(Duration.ofDays(300));
    asked.clear();
    assertThat(same(trusted(mirror(), true, true), TrustedRoot.parse(OLD))).isTrue();
    assertThat(asked).isEmpty();
    assertThat(warnings).isEmpty();
  }

  @Test
  void staysWhatItWasWhenTheRepositoryIsForgedOrSilent() {
    trusts(OLD);
    now = now.plus(Duration.ofHours(23));
    repository.publish(2, NEW);
    repository.files().put("2.targets.json", "{}".getBytes(StandardCharsets.UTF_8));
    assertThat(same(trusted(mirror(), false, true), TrustedRoot.parse(OLD))).isTrue();
    assertThat(warnings)
        .singleElement()
        .asString()
        .contains("targets.json: it is not metadata", "The last one is used", "-Dwee.sigstoreTuf");

    warnings.clear();
    repository.files().clear();
    assertThat(same(trusted(mirror(), false, true), TrustedRoot.parse(OLD))).isTrue();
    assertThat(warnings).singleElement().asString().contains("timestamp.json: no answer");
  }

  @Test
  void isThatOfThePluginWhenNothingWasSeenYet() {
    repository.files().clear();
    TrustedRoot shipped = trusted(SigstoreSettings.SHIPPED, false, false);
    assertThat(same(trusted(mirror(), false, false), shipped)).isTrue();
    assertThat(warnings)
        .singleElement()
        .asString()
        .contains("The one that this version of wee ships is used");
  }

  @Test
  void isTheUsersOwnWithoutAQuestion() throws IOException {
    Path own = Files.write(temp.resolve("trusted_root.json"), NEW);
    SigstoreSettings settings = new SigstoreSettings(Optional.of(own), mirror().repository());
    assertThat(same(trusted(settings, false, true), TrustedRoot.parse(NEW))).isTrue();
    assertThat(asked).isEmpty();
  }
}
