package io.github.weepython.maven.fetch;

import io.github.weepython.maven.FileUrl;
import io.github.weepython.maven.WeeException;
import io.github.weepython.maven.digest.Digest;
import io.github.weepython.maven.fetch.CheckedDownload.WrongContentException;
import io.github.weepython.maven.http.HttpClients;
import io.github.weepython.maven.progress.Progress;
import io.github.weepython.maven.store.Store;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.function.LongConsumer;
import java.util.function.Supplier;
import org.apache.http.client.HttpClient;

/** Downloads by HTTP, kept in the store. */
public final class HttpFetcher implements Fetcher {
  private static final String KNOWN = "download";
  private static final String FRESH = "fresh";
  private static final String ADDRESS = "fresh-address";
  private static final String DIGEST = "fresh-digest";

  /** So often a place may send other bytes: twice, in case they were changed on their way. */
  private static final int OTHER_CONTENTS = 2;

  private final Store store;
  private final FetchSettings settings;
  private final Progress progress;
  private final Supplier<HttpClient> client;

  public HttpFetcher(Store store, FetchSettings settings, Progress progress) {
    this.store = store;
    this.settings = settings;
    this.progress = progress;
    this.client = once(settings);
  }

  /** Made when first needed: a run that finds all in the cache shall not load it. */
  private static Supplier<HttpClient> once(FetchSettings settings) {
    AtomicReference<HttpClient> made = new AtomicReference<>();
    return () -> {
      synchronized (made) {
        if (made.get() == null) {
          made.set(
              HttpClients.builder(settings.network()).setUserAgent("wee-maven-plugin").build());
        }
        return Objects.requireNonNull(made.get());
      }
    };
  }

  @Override
  public Path fetch(Download download) {
    return fetchAll(List.of(download)).get(0);
  }

  @Override
  public List<Path> fetchAll(List<Download> downloads) {
    Map<Digest, Path> found = new ConcurrentHashMap<>();
    downloads.parallelStream()
        .forEach(
            d -> store.findFile(KNOWN, d.digest()).ifPresent(file -> found.put(d.digest(), file)));
    List<Download> missing =
        downloads.stream().filter(d -> !found.containsKey(d.digest())).toList();
    if (!missing.isEmpty()) {
      List<Path> brought = bringAll(missing);
      for (int i = 0; i < brought.size(); i++) {
        found.put(missing.get(i).digest(), brought.get(i));
      }
    }
    return downloads.stream().map(d -> Objects.requireNonNull(found.get(d.digest()))).toList();
  }

  private List<Path> bringAll(List<Download> missing) {
    String what = missing.size() == 1 ? missing.get(0).name() : missing.size() + " files";
    if (settings.offline()) {
      throw new FetchException(offline(missing.stream().map(Download::name).toList()), false, null);
    }
    long total = missing.stream().mapToLong(Download::size).sum();
    boolean known = missing.stream().allMatch(d -> d.size() >= 0);
    AtomicLong done = new AtomicLong();
    ExecutorService workers =
        Executors.newFixedThreadPool(
            Math.min(settings.parallel(), missing.size()), HttpFetcher::daemon);
    try (Progress.Step step = progress.step("Downloading " + what)) {
      LongConsumer arrived = n -> step.update(done.addAndGet(n), known ? total : 0);
      List<Future<Path>> running = new ArrayList<>();
      for (Download download : missing) {
        running.add(
            workers.submit(
                () -> {
                  step.detail(download.name());
                  return store.file(KNOWN, download.digest(), t -> bring(download, t, arrived));
                }));
      }
      List<Path> files = new ArrayList<>();
      for (Future<Path> future : running) {
        files.add(await(future));
      }
      return files;
    } finally {
      workers.shutdownNow();
    }
  }

  private static Thread daemon(Runnable work) {
    Thread thread = new Thread(work, "wee-fetch");
    thread.setDaemon(true);
    return thread;
  }

  private static Path await(Future<Path> future) {
    try {
      return future.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new FetchException("The download was interrupted.", false, e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof WeeException known) {
        throw known;
      }
      throw new FetchException("The download failed: " + e.getCause(), false, e);
    }
  }

  private void bring(Download download, Path target, LongConsumer arrived) throws IOException {
    ResumableDownload transfer = new ResumableDownload(settings, client, "");
    CheckedDownload checked = new CheckedDownload(transfer, OTHER_CONTENTS);
    SizeBound most = settings.limits().of(download);
    boolean otherContent = false;
    for (URI uri : download.uris()) {
      try {
        if (checked.bring(uri, target, most, arrived, at -> same(download, at)).isPresent()) {
          return;
        }
      } catch (WrongContentException e) {
        otherContent = true;
        transfer.reject(uri, e.getMessage() + transfer.encoded());
      }
      Files.deleteIfExists(target);
    }
    throw new FetchException(
        "%s could not be downloaded. Asked:%s\n%s"
            .formatted(download.name(), transfer.answers(), hint(download, transfer)),
        transfer.absent(),
        otherContent,
        null);
  }

  private static Path same(Download download, Path file) throws IOException, WrongContentException {
    Digest found = Digest.of(file);
    if (found.equals(download.digest())) {
      return file;
    }
    throw new WrongContentException(
        "expected %s, received %s%s"
            .formatted(
                download.digest(), found, CheckedDownload.isHtml(file) ? ", an HTML page" : ""));
  }

  private static String hint(Download download, ResumableDownload transfer) {
    if (download.name().endsWith(".whl")) {
      return transfer.absent()
          ? "The index may have removed it: lock again."
          : "Check that the index can be reached and has your login, from a <server> in"
              + " settings.xml or from .netrc. If its files have changed, find out why before you"
              + " lock again.";
    }
    return transfer.absent()
        ? "It may have been superseded: mvn -U looks up the newest versions again;"
            + " -Dwee.snapshot=<time> takes the versions of that time from the snapshot archive."
        : "Check that the mirror is up and current, or set <mirror> or -Dwee.mirror to another.";
  }

  private static String offline(List<String> missing) {
    StringBuilder text = new StringBuilder("Maven is offline (-o), and the cache lacks:");
    missing.stream().limit(10).forEach(name -> text.append("\n  ").append(name));
    if (missing.size() > 10) {
      text.append("\n  and %d more".formatted(missing.size() - 10));
    }
    return text.append("\nRun once without -o to have it downloaded.").toString();
  }

  @Override
  public <T> T fetchPage(
      String name, URI uri, long maxBytes, String accept, Function<Page, T> check) {
    return fresh(name, List.of(uri), maxBytes, accept, check);
  }

  @Override
  public <T> T fetchFresh(String name, List<URI> uris, long maxBytes, Function<byte[], T> check) {
    return fresh(name, uris, maxBytes, "", page -> check.apply(page.bytes()));
  }

  private <T> T fresh(
      String name, List<URI> uris, long maxBytes, String accept, Function<Page, T> check) {
    ResumableDownload transfer = new ResumableDownload(settings, client, accept);
    for (URI uri : uris) {
      Digest key = Digest.of(uri + (accept.isEmpty() ? "" : "\n" + accept));
      boolean local = FileUrl.is(uri);
      if (settings.offline() && !local) {
        Optional<Path> last = store.findFile(FRESH, key);
        if (last.isPresent()) {
          return check.apply(kept(last.get(), key, uri));
        }
        transfer.reject(uri, "not in the cache, and Maven is offline (-o)");
      } else {
        Optional<T> found = asked(transfer, uri, key, maxBytes, check);
        if (found.isPresent()) {
          return found.get();
        }
      }
    }
    throw new FetchException(
        "%s could not be downloaded. Asked:%s".formatted(name, transfer.answers()),
        transfer.absent(),
        null);
  }

  @Override
  public Digest digestOf(String name, URI uri) {
    Digest key = Digest.of(uri.toString());
    if (settings.offline() && !FileUrl.is(uri)) {
      return store
          .findFile(DIGEST, key)
          .map(at -> new Digest(new String(bytes(at), StandardCharsets.UTF_8)))
          .orElseThrow(() -> new FetchException(offline(List.of(name)), false, null));
    }
    ResumableDownload transfer = new ResumableDownload(settings, client, "");
    SizeBound most = settings.limits().of(name);
    AtomicLong done = new AtomicLong();
    return store.scratch(
        directory -> {
          Path file = directory.resolve("file");
          try (Progress.Step step = progress.step("Downloading " + name)) {
            if (!transfer.bring(uri, file, most, n -> step.update(done.addAndGet(n), 0))) {
              throw new FetchException(
                  "%s could not be downloaded. Asked:%s".formatted(name, transfer.answers()),
                  transfer.absent(),
                  null);
            }
          }
          Digest digest = Digest.of(file);
          store.file(KNOWN, digest, at -> Files.move(file, at));
          store.replaceFile(DIGEST, key, at -> Files.writeString(at, digest.hex()));
          return digest;
        });
  }

  @Override
  public boolean cached(Digest digest) {
    return store.findFile(KNOWN, digest).isPresent();
  }

  @Override
  public boolean offline() {
    return settings.offline();
  }

  @Override
  public ProbeResult probe(List<URI> uris) {
    return new Probe(settings, client).ask(uris);
  }

  private <T> Optional<T> asked(
      ResumableDownload transfer, URI uri, Digest key, long maxBytes, Function<Page, T> check) {
    CheckedDownload checked = new CheckedDownload(transfer, 1);
    return store.scratch(
        directory -> {
          Path file = directory.resolve("fresh");
          try {
            Optional<T> found =
                checked.bring(
                    uri,
                    file,
                    SizeBound.expected(maxBytes),
                    n -> {},
                    at -> read(transfer.address(), at, check));
            if (found.isPresent()) {
              String address = transfer.address().toString();
              store.replaceFile(FRESH, key, at -> Files.move(file, at));
              store.replaceFile(ADDRESS, key, at -> Files.writeString(at, address));
            }
            return found;
          } catch (WrongContentException e) {
            throw e.reason();
          }
        });
  }

  private static <T> T read(URI address, Path file, Function<Page, T> check)
      throws WrongContentException {
    try {
      return check.apply(new Page(address, bytes(file)));
    } catch (FetchException e) {
      throw e; // Of something else that the check wanted to have.
    } catch (WeeException e) {
      throw new WrongContentException(e);
    }
  }

  /** What an earlier run kept; one of an earlier version of wee kept no address. */
  private Page kept(Path file, Digest key, URI uri) {
    Optional<URI> address =
        store
            .findFile(ADDRESS, key)
            .map(at -> URI.create(new String(bytes(at), StandardCharsets.UTF_8)));
    return new Page(address.orElse(uri), bytes(file));
  }

  private static byte[] bytes(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
