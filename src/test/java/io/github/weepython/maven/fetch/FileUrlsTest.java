package io.github.weepython.maven.fetch;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.weepython.maven.digest.Digest;
import io.github.weepython.maven.progress.Progress;
import io.github.weepython.maven.store.Store;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Downloads from this machine. */
class FileUrlsTest {
  @TempDir Path root;

  /** An index page or a lock file may have any. */
  @Test
  void passesOverFileUrlsThatNameNoFileOfThisMachine() throws IOException {
    byte[] bytes = {1, 2, 3};
    HttpFetcher fetcher = new HttpFetcher(new Store(root), FetchSettings.DEFAULT, Progress.NONE);
    Path here = Files.write(root.resolve("here"), bytes);
    List<URI> uris =
        List.of(
            URI.create("file:relative"),
            URI.create("file://other/here"),
            URI.create("file:///%00"),
            URI.create("FILE://localhost" + here));
    Path file = fetcher.fetch(new Download("file.deb", uris, Digest.of(bytes), bytes.length));
    assertThat(file).hasBinaryContent(bytes);
    assertThat(fetcher.probe(uris).answers())
        .startsWith("file:relative: no such file", "file://other/here: no such file");
  }
}
