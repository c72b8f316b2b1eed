package io.github.weepython.maven.publish;

import static io.github.weepython.maven.Jackson.JSON;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.google.cloud.tools.jib.api.Credential;
import com.google.cloud.tools.jib.api.RegistryException;
import com.google.cloud.tools.jib.event.EventHandlers;
import com.google.cloud.tools.jib.http.Response;
import com.google.cloud.tools.jib.http.ResponseException;
import com.google.cloud.tools.jib.image.json.UnknownManifestFormatException;
import com.google.cloud.tools.jib.registry.RegistryClient;
import io.github.weepython.maven.digest.Digest;
import io.github.weepython.maven.spec.ImageName;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Reads one repository of a registry: manifests byte for byte, blobs, and what is kept about an
 * image. Whoever asks compares digests; of blobs that is done here.
 */
public final class RegistryReader implements AutoCloseable {
  private static final Set<Integer> ABSENT = Set.of(404);

  /** Registries older than OCI's distribution-spec 1.1 don't all answer an unknown path by 404. */
  private static final Set<Integer> NO_SUCH_API = Set.of(400, 404, 405, 406, 501);

  /** Distribution's own limit is 4 MiB. */
  private static final int LARGEST_MANIFEST = 16 << 20;

  /** Who has not answered at all by then is not there: mostly, the address is wrong. */
  private static final Duration SILENCE = Duration.ofMinutes(1);

  /** Of 50 entries and more each. */
  private static final int MOST_PAGES = 10_000;

  private static final int MOST_ENTRIES = 1_000_000;

  private final ImageName name;
  private final String first;
  private final Credentials.Found found;
  private final RegistryHttp http;
  private final RegistryClient client;
  private final Retry retry;

  /** A manifest's exact bytes, and their media type. */
  public record Manifest(byte[] bytes, String mediaType) {
    /** What the bytes hash to, whatever they were asked for by. */
    public Digest digest() {
      return Digest.of(bytes);
    }
  }

  /** What came has other bytes than its digest says. */
  public static final class ChangedException extends IOException {
    private static final long serialVersionUID = 1L;

    ChangedException(String message) {
      super(message);
    }
  }

  private interface Reading<T> {
    T of(Response answer) throws IOException;
  }

  /**
   * Signs in.
   *
   * @param first the tag or digest that is going to be asked for
   * @throws PublishException when the registry refuses, stays away for a minute without a word, or
   *     is busy until the time is over
   */
  public RegistryReader(ImageName name, String first, PushSettings settings) {
    String registry = RegistryPublisher.server(name.registry().orElseThrow());
    this.name = name;
    this.first = first;
    this.found = settings.credentials().find(name);
    this.retry = new Retry(settings.timeout(), SILENCE, settings.backoff(), System::nanoTime);
    this.http = RegistryHttp.of(registry, settings.way(), settings.timeout());
    RegistryClient.Factory factory =
        RegistryClient.factory(EventHandlers.NONE, registry, name.repository(), http)
            .setUserAgent("wee-maven-plugin");
    found
        .credential()
        .ifPresent(c -> factory.setCredential(Credential.from(c.user(), c.password())));
    this.client = factory.newRegistryClient();
    try {
      explained(() -> retry.run(false, this::signIn));
    } catch (RuntimeException e) {
      close();
      throw e;
    }
  }

  private boolean signIn() throws IOException, RegistryException {
    boolean bearer = client.doPullBearerAuth();
    if (!bearer && Push.hasPassword(found)) {
      client.configureBasicAuth();
    }
    return bearer;
  }

  /** A manifest by tag or digest, where the registry has one. */
  public Optional<Manifest> manifest(String tagOrDigest) {
    return get(path("manifests", tagOrDigest), RegistryReader::manifest, ABSENT);
  }

  private static Manifest manifest(Response answer) throws IOException {
    byte[] bytes = bytes(answer);
    String type = json(bytes).path("mediaType").asText("");
    return new Manifest(
        bytes, type.isEmpty() ? String.join("", answer.getHeader("Content-Type")) : type);
  }

  /**
   * The descriptors of what is kept about an image: by the referrers API, and where it knows none,
   * by the tag that stands for it (OCI distribution-spec 1.1).
   */
  public List<JsonNode> referrers(Digest subject) {
    List<JsonNode> all = pages(path("referrers", subject.oci()), "manifests", NO_SUCH_API);
    if (all.isEmpty()) {
      manifest("sha256-" + subject.hex())
          .ifPresent(list -> json(list.bytes()).path("manifests").forEach(all::add));
    }
    return all;
  }

  /** All tags of the repository, also those that stand for what is kept about an image. */
  public List<String> tags() {
    return pages(path("tags", "list"), "tags", ABSENT).stream().map(JsonNode::asText).toList();
  }

  private List<JsonNode> pages(String first, String list, Set<Integer> none) {
    List<JsonNode> all = new ArrayList<>();
    Set<String> read = new HashSet<>();
    Optional<String> page = Optional.of(first);
    while (page.isPresent()) {
      boolean late = read.size() > 1 && retry.left().isNegative();
      if (!read.add(page.get()) || read.size() > MOST_PAGES || all.size() > MOST_ENTRIES || late) {
        throw new PublishException(
            "%s can't be read: the list %s of the registry has no end (%d pages with %d entries so far)."
                .formatted(name, first, read.size() - 1, all.size()),
            null);
      }
      String path = page.get();
      page = get(path, answer -> page(path, answer, list, all), none).flatMap(next -> next);
    }
    return all;
  }

  private static Optional<String> page(
      String path, Response answer, String list, List<JsonNode> all) throws IOException {
    json(bytes(answer)).path(list).forEach(all::add);
    return NextPage.of(path, answer.getHeader("Link"));
  }

  private static JsonNode json(byte[] bytes) {
    try {
      return JSON.readTree(bytes);
    } catch (IOException e) {
      return JSON.missingNode(); // A page that answers whatever is asked.
    }
  }

  /** A small blob's bytes: a config, a bundle. */
  public byte[] blob(Digest digest, int largest) throws ChangedException {
    Optional<byte[]> bytes =
        get(
            path("blobs", digest.oci()),
            answer -> answer.getBody().readNBytes(largest + 1),
            ABSENT);
    same(digest, bytes.map(Digest::of));
    return bytes.orElseThrow();
  }

  /**
   * Downloads a blob, unless the file holds it already.
   *
   * @throws ChangedException when the registry has other bytes under this digest
   */
  public void download(Digest digest, Path file) throws IOException {
    if (Files.isRegularFile(file) && Digest.of(file).equals(digest)) {
      return;
    }
    Files.createDirectories(file.toAbsolutePath().getParent());
    Path part = file.resolveSibling(file.getFileName() + ".part");
    same(digest, get(path("blobs", digest.oci()), answer -> save(answer, part), ABSENT));
    Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
  }

  /**
   * Downloads what the registry has under a digest, whatever that is.
   *
   * @return what it hashes to
   * @throws ChangedException when the registry has nothing
   */
  public Digest downloadUnchecked(Digest digest, Path file) throws IOException {
    Files.createDirectories(file.toAbsolutePath().getParent());
    Optional<Digest> came = get(path("blobs", digest.oci()), answer -> save(answer, file), ABSENT);
    return came.orElseThrow(() -> lacking(digest));
  }

  private static Digest save(Response answer, Path part) throws IOException {
    MessageDigest sha256 = Digest.sha256();
    try (InputStream in = new DigestInputStream(answer.getBody(), sha256);
        OutputStream out = Files.newOutputStream(part)) {
      in.transferTo(out);
    }
    return Digest.of(sha256);
  }

  private static void same(Digest digest, Optional<Digest> came) throws ChangedException {
    if (came.isEmpty()) {
      throw lacking(digest);
    }
    if (!came.get().equals(digest)) {
      throw new ChangedException(
          "the registry's blob %s hashes to %s".formatted(digest, came.get()));
    }
  }

  private static ChangedException lacking(Digest digest) {
    return new ChangedException("the registry lacks the blob %s".formatted(digest));
  }

  private static byte[] bytes(Response answer) throws IOException {
    byte[] bytes = answer.getBody().readNBytes(LARGEST_MANIFEST + 1);
    if (bytes.length > LARGEST_MANIFEST) {
      throw new IOException("a manifest of more than %d bytes".formatted(LARGEST_MANIFEST));
    }
    return bytes;
  }

  private String path(String kind, String what) {
    return "/v2/" + name.repository() + "/" + kind + "/" + what;
  }

  /**
   * @param none the statuses that say that nothing is there
   */
  private <T> Optional<T> get(String path, Reading<T> reading, Set<Integer> none) {
    return explained(
        () -> {
          try {
            return Optional.of(retry.run(false, () -> once(path, reading)));
          } catch (Retry.FailedException e) {
            if (none.contains(e.failure().status())) {
              return Optional.empty();
            }
            throw e;
          }
        });
  }

  /** A token may be too old by now, and the first question of all needs one. */
  private <T> T once(String path, Reading<T> reading) throws IOException, RegistryException {
    if (http.hasAsked()) {
      try (Response answer = http.askAgain(path)) {
        return reading.of(answer);
      } catch (ResponseException e) {
        if (e.getStatusCode() != 401) {
          throw e;
        }
        signIn();
      }
    }
    try {
      client.checkManifest(first); // What signs a question is jib's secret; this one is repeated.
    } catch (JsonProcessingException | UnknownManifestFormatException e) {
      // jib can't read what is there, and need not.
    } catch (RegistryException e) {
      if (!ABSENT.contains(RegistryFailure.of(e).status())) {
        throw e;
      }
    }
    try (Response answer = http.askAgain(path)) {
      return reading.of(answer);
    }
  }

  private interface Work<T> {
    T run();
  }

  private <T> T explained(Work<T> work) {
    try {
      return work.run();
    } catch (Retry.FailedException e) {
      RegistryFailure failure = e.failure();
      String hint = failure.denied() ? used() : RegistryPublisher.hint(e, failure);
      throw new PublishException(
          "%s can't be read: the registry says %s%n%s".formatted(name, failure, hint),
          e.getCause());
    }
  }

  private String used() {
    return RegistryPublisher.used(found, name);
  }

  @Override
  public void close() {
    RegistryPublisher.shutDown(http);
  }
}
