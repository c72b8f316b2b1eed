package io.github.weepython.maven.lockfile;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.github.weepython.maven.debian.archive.Mirrors;
import io.github.weepython.maven.debian.archive.TestArchive;
import io.github.weepython.maven.digest.Digest;
import io.github.weepython.maven.fetch.FetchSettings;
import io.github.weepython.maven.fetch.HttpFetcher;
import io.github.weepython.maven.fetch.LoopbackServer;
import io.github.weepython.maven.inputs.Lock;
import io.github.weepython.maven.inputs.LockedFile;
import io.github.weepython.maven.inputs.TestLocks;
import io.github.weepython.maven.progress.Progress;
import io.github.weepython.maven.store.Store;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LockedPlacesTest extends LockRig {
  @Test
  void takesFromTheSnapshotArchiveWhatNoMirrorHasAnyMore() throws IOException {
    byte[] content = "a deb".getBytes(StandardCharsets.UTF_8);
    HttpServer server =
        LoopbackServer.start(
            "/",
            exchange -> {
              boolean kept = exchange.getRequestURI().getPath().startsWith("/archive/debian/2026");
              exchange.sendResponseHeaders(kept ? 200 : 404, kept ? content.length : -1);
              if (kept) {
                exchange.getResponseBody().write(content);
              }
              exchange.close();
            });
    try {
      String here = "http://127.0.0.1:" + server.getAddress().getPort();
      LockedPlaces places =
          new LockedPlaces(
              new Mirrors(List.of(URI.create(here + "/debian")), List.of()),
              URI.create(here),
              URI.create(here + "/archive/"));
      LockedDeb deb =
          new LockedDeb(
              "bash",
              "5.2",
              "amd64",
              "bash",
              "5.2",
              content.length,
              Digest.of(content).hex(),
              "http://127.0.0.1:1/archive/debian/20260928T000000Z/pool/main/b/bash/bash_5.2_amd64.deb",
              false);
      LockedFile locked = places.deb(deb).file();
      HttpFetcher fetcher =
          new HttpFetcher(new Store(root.resolve("cache")), FetchSettings.DEFAULT, Progress.NONE);
      assertThat(fetcher.fetch(locked.download())).hasBinaryContent(content);
    } finally {
      server.stop(0);
    }
  }

  /** The snapshot archive has what was in Debian's pool, and nothing else. */
  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          https://ftp.example.com/python/3.13.5/Python-3.13.5.tar.xz, https://ftp.example.com/python/3.13.5/Python-3.13.5.tar.xz
          https://ftp.example.com/pool/python/Python-3.13.5.tar.xz, https://ftp.example.com/pool/python/Python-3.13.5.tar.xz
          file:///home/me/pool/Python-3.13.5.tar.xz, ''
          file:///home/me/.cache/wee/source/ab https://ftp.example.com/3.13.5/Python-3.13.5.tar.xz, https://ftp.example.com/3.13.5/Python-3.13.5.tar.xz
          https://ftp.example.com/3.13.5/Python-3.13.5.tar.xz http://a.example.com/debian/pool/main/p/python3.13/python3.13_3.13.5.orig.tar.xz, https://ftp.example.com/3.13.5/Python-3.13.5.tar.xz
          http://a.example.com/debian/pool/main/p/python3.13/python3.13_3.13.5.orig.tar.xz https://ftp.example.com/3.13.5/Python-3.13.5.tar.xz, http://snapshot.debian.org/archive/debian/20261128T140000Z/pool/main/p/python3.13/python3.13_3.13.5.orig.tar.xz
          """)
  void givesASnapshotAddressOnlyToWhatIsInDebiansPool(String places, String url)
      throws IOException {
    write(resolve(TestArchive.Change.NONE));
    String snapshot =
        "http://snapshot.debian.org/archive/debian/20260101T000000Z/pool/Python-3.13.5.tar.xz";
    LockFile before = new LockFileReader(file).read();
    LockFile wrong =
        new LockFile(before.wee(), List.of(sourced(before.entries().get(0), snapshot)));
    for (Optional<LockFile> old : List.of(Optional.<LockFile>empty(), Optional.of(wrong))) {
      Files.delete(file);
      if (old.isPresent() && !url.contains("snapshot")) {
        Files.writeString(file, LockFileText.text(old.get()));
      }
      write(sourced(resolve(TestArchive.Change.NONE), places));
      assertThat(new LockFileReader(file).read().entries().get(0).sources().source().url())
          .isEqualTo(url);
    }
  }

  private static LockEntry sourced(LockEntry entry, String url) {
    LockedSource source = entry.sources().source();
    LockedSource elsewhere =
        new LockedSource(
            source.name(),
            source.version(),
            source.vouchedBy(),
            source.size(),
            source.sha256(),
            url);
    return LockFileText.withChecksum(entry.withSources(entry.sources().withSource(elsewhere)));
  }

  private static Lock sourced(Lock lock, String places) {
    LockedFile source = lock.source();
    return TestLocks.withSource(
        lock,
        new LockedFile(
            source.name(),
            source.version(),
            Stream.of(places.split(" ")).map(URI::create).toList(),
            source.sha256(),
            source.size()));
  }
}
