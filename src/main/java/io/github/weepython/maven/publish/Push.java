package io.github.weepython.maven.publish;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.google.cloud.tools.jib.api.Credential;
import com.google.cloud.tools.jib.api.RegistryException;
import com.google.cloud.tools.jib.event.EventHandlers;
import com.google.cloud.tools.jib.image.json.UnknownManifestFormatException;
import com.google.cloud.tools.jib.registry.RegistryClient;
import io.github.weepython.maven.archive.Content;
import io.github.weepython.maven.digest.Digest;
import io.github.weepython.maven.image.ImageException;
import io.github.weepython.maven.image.ManifestWithBlobs;
import io.github.weepython.maven.image.Referrers;
import io.github.weepython.maven.progress.Progress;
import io.github.weepython.maven.spec.ImageName;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One push: sign in, look at the tags, send blobs side by side, then manifests, the tags last. A
 * push that is cut anywhere leaves no tag that lacks something.
 */
final class Push {
  /** What Docker's configuration has instead of a user name beside an identity token. */
  private static final String IDENTITY_TOKEN = "<token>";

  private static final int NOT_FOUND = 404;

  private final ManifestWithBlobs bundle;
  private final Request wish;
  private final RegistryHttp http;
  private final Retry retry;
  private final ExecutorService workers;
  private final Progress.Step step;
  private final RegistryClient client;
  private final boolean signedIn;

  /**
   * Where a bundle goes.
   *
   * @param immutable whether a tag that is something else already is an error
   * @param mountFrom which other repository of the registry may have a blob
   * @param subject what the bundle is about, for an artifact
   */
  record Request(
      String registry,
      ImageName name,
      List<String> tags,
      boolean immutable,
      BlobMountSources mountFrom,
      Optional<Digest> subject) {
    Request {
      tags = List.copyOf(tags);
    }
  }

  Push(
      ManifestWithBlobs bundle,
      Request wish,
      RegistryHttp http,
      Credentials.Found found,
      Retry retry,
      ExecutorService workers,
      Progress.Step step) {
    this.bundle = bundle;
    this.wish = wish;
    this.http = http;
    this.retry = retry;
    this.workers = workers;
    this.step = step;
    RegistryClient.Factory factory = factory(bundle, wish, http).setUserAgent("wee-maven-plugin");
    found
        .credential()
        .ifPresent(each -> factory.setCredential(Credential.from(each.user(), each.password())));
    this.signedIn = hasPassword(found);
    this.client = factory.newRegistryClient();
  }

  /** A token of docker login serves token servers alone. */
  static boolean hasPassword(Credentials.Found found) {
    return found.credential().filter(each -> !each.user().equals(IDENTITY_TOKEN)).isPresent();
  }

  /** A token lets a blob be mounted only from a repository that it was asked for. */
  private static RegistryClient.Factory factory(
      ManifestWithBlobs bundle, Request wish, RegistryHttp http) {
    String repository = wish.name().repository();
    return bundle.allBlobs().keySet().stream()
        .flatMap(blob -> wish.mountFrom().find(wish.name(), blob).stream())
        .findFirst()
        .map(
            from ->
                RegistryClient.factory(EventHandlers.NONE, wish.registry(), repository, from, http))
        .orElseGet(
            () -> RegistryClient.factory(EventHandlers.NONE, wish.registry(), repository, http));
  }

  PushResult run() {
    retry.run(false, this::signIn);
    Map<Digest, Content> blobs = bundle.allBlobs();
    List<String> missing = wish.tags().stream().filter(tag -> !isThere(tag)).toList();
    if (missing.isEmpty() && !wish.tags().isEmpty()) {
      return new PushResult(bundle.digest(), 0, 0, blobs.size());
    }
    PushResult result = pushBlobs(blobs);
    bundle.members().forEach(this::pushManifests);
    // Under its first tag the registry knows it by its digest too.
    List<String> names = missing.isEmpty() ? List.of(bundle.digest().oci()) : missing;
    names.forEach(tagOrDigest -> pushManifest(bundle, tagOrDigest));
    wish.subject().ifPresent(this::list);
    blobs.keySet().forEach(digest -> wish.mountFrom().remember(wish.name(), digest));
    return result;
  }

  /** A registry that keeps no referrers leaves the list of them to whoever pushes one. */
  private void list(Digest subject) {
    if (http.keepsReferrers()) {
      return;
    }
    String tag = "sha256-" + subject.hex();
    retry.run(false, () -> digest(tag));
    try {
      Referrers.listed(http.list(tag), bundle).ifPresent(list -> pushManifest(list, tag));
    } catch (ImageException e) {
      throw new PublishException(
          "%s:%s should list what refers to %s, but %s. Remove that tag."
              .formatted(wish.name(), tag, subject.oci(), e.getMessage()),
          e);
    }
  }

  private boolean signIn() throws IOException, RegistryException {
    boolean bearer = client.doPushBearerAuth();
    if (!bearer && signedIn) {
      client.configureBasicAuth();
    }
    return bearer;
  }

  private boolean isThere(String tag) {
    Optional<String> found = retry.run(false, () -> digest(tag));
    boolean same = found.filter(bundle.digest().oci()::equals).isPresent();
    if (wish.immutable() && found.isPresent() && !same) {
      throw new PublishException(
          "The tag %s:%s is %s already, and what was built is %s. Tags are not replaced, since"
                  .formatted(wish.name(), tag, found.get(), bundle.digest())
              + " <immutableTags> or -Dwee.immutableTags says so: raise the version, or set other"
              + " <tags>.");
    }
    return same;
  }

  /** What the registry has under this tag now. */
  private Optional<String> digest(String tag) throws IOException, RegistryException {
    try {
      if (client.checkManifest(tag).isEmpty()) {
        return Optional.empty();
      }
    } catch (JsonProcessingException | UnknownManifestFormatException e) {
      // Something is there that jib can't read; the header tells what.
    } catch (RegistryException e) {
      // Whatever its code: jib knows MANIFEST_UNKNOWN alone, and Harbor says NOT_FOUND.
      if (RegistryFailure.of(e).status() == NOT_FOUND) {
        return Optional.empty();
      }
      throw e;
    }
    return Optional.of(http.digest(tag).orElse("something else"));
  }

  private PushResult pushBlobs(Map<Digest, Content> blobs) {
    long total = blobs.values().stream().mapToLong(Content::size).sum();
    AtomicLong done = new AtomicLong();
    List<Future<Long>> pushes = new ArrayList<>();
    blobs.forEach(
        (digest, content) ->
            pushes.add(
                workers.submit(
                    () -> {
                      long sent = push(new OneShotBlob(digest, content)) ? content.size() : -1;
                      step.update(done.addAndGet(content.size()), total);
                      return sent;
                    })));
    List<Long> sent = pushes.stream().map(Push::get).filter(bytes -> bytes >= 0).toList();
    long bytes = sent.stream().mapToLong(Long::longValue).sum();
    return new PushResult(bundle.digest(), sent.size(), bytes, blobs.size() - sent.size());
  }

  /** Whether the blob had to be sent. A lost answer shows in the next look: then it is there. */
  private boolean push(OneShotBlob blob) {
    boolean[] begun = {false};
    return retry.run(
        true,
        () -> {
          // One of another length was cut when it was stored, or is not what is asked about.
          if (client
              .checkBlob(blob.descriptorDigest())
              .filter(found -> found.getSize() == blob.content().size())
              .isPresent()) {
            return begun[0];
          }
          // A mount that was refused once would be again: then the bytes are sent.
          Optional<String> from =
              begun[0] ? Optional.empty() : wish.mountFrom().find(wish.name(), blob.digest());
          begun[0] = true;
          try {
            return !pushOrMount(blob, from);
          } catch (RegistryException e) {
            RegistryFailure failure = RegistryFailure.of(e);
            if (failure.refused() || failure.changedOnItsWay()) {
              blob.requireWhole();
            }
            throw e;
          }
        });
  }

  /** A mount that the registry refuses, in whatever way, costs no more than the bytes. */
  private boolean pushOrMount(OneShotBlob blob, Optional<String> from)
      throws IOException, RegistryException {
    if (from.isEmpty()) {
      return send(blob, null);
    }
    try {
      return send(blob, from.get());
    } catch (IllegalArgumentException e) {
      // jib reads the token as base64, and it is base64url (RFC 7519): nothing was sent yet.
      return send(blob, null);
    } catch (IOException | RegistryException e) {
      RegistryFailure failure = RegistryFailure.of(e);
      if (failure.status() > 0 && !failure.passing(false)) {
        return send(blob, null);
      }
      throw e;
    }
  }

  private boolean send(OneShotBlob blob, @Nullable String from)
      throws IOException, RegistryException {
    return client.pushBlob(blob.descriptorDigest(), blob, from, bytes -> {});
  }

  /** By digest, what an index names first: a registry takes no index whose images it lacks. */
  private void pushManifests(ManifestWithBlobs each) {
    each.members().forEach(this::pushManifests);
    pushManifest(each, each.digest().oci());
  }

  private void pushManifest(ManifestWithBlobs each, String tagOrDigest) {
    try {
      put(each, tagOrDigest);
    } catch (Retry.FailedException e) {
      if (!e.failure().lacksParts()) {
        throw e;
      }
      sendAgain(each, e.failure().named());
      put(each, tagOrDigest);
    }
  }

  private void put(ManifestWithBlobs each, String tagOrDigest) {
    String json = new String(each.manifest(), StandardCharsets.UTF_8);
    RawManifest manifest = new RawManifest(json, each.mediaType());
    retry.run(false, () -> client.pushManifest(manifest, tagOrDigest));
    String ours = each.digest().oci();
    Optional<String> other = http.stored(tagOrDigest).filter(digest -> !digest.equals(ours));
    if (other.isPresent()
        && !retry.run(false, () -> digest(tagOrDigest)).equals(Optional.of(ours))) {
      throw new PublishException(
          ("%s accepted the manifest %s as %s, and says that it stored %s. Something between here and the"
                  + " registry, or the registry itself, changes what is sent; nothing can be pulled by the"
                  + " digest that was built.")
              .formatted(wish.name(), ours, tagOrDigest, other.get()),
          null);
    }
  }

  /**
   * What the registry said it had, and lacks: its garbage collector was at work, or a mount was
   * only promised. Looking again would find the same; so it is sent at once.
   *
   * @param named what the registry named; if it named nothing of this, everything is sent
   */
  private void sendAgain(ManifestWithBlobs each, List<Digest> named) {
    Predicate<Digest> lacking =
        parts(each).anyMatch(named::contains) ? named::contains : any -> true;
    each.blobs().entrySet().stream()
        .filter(blob -> lacking.test(blob.getKey()))
        .map(blob -> new OneShotBlob(blob.getKey(), blob.getValue()))
        .forEach(blob -> retry.run(true, () -> send(blob, null)));
    each.members().stream()
        .filter(member -> lacking.test(member.digest()))
        .forEach(member -> pushManifest(member, member.digest().oci()));
  }

  private static Stream<Digest> parts(ManifestWithBlobs each) {
    return Stream.concat(
        each.blobs().keySet().stream(), each.members().stream().map(ManifestWithBlobs::digest));
  }

  private static long get(Future<Long> push) {
    try {
      return push.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new PublishException("The push was interrupted.", e);
    } catch (ExecutionException e) {
      throw unwrap(e);
    }
  }

  static RuntimeException unwrap(ExecutionException e) {
    return e.getCause() instanceof RuntimeException cause
        ? cause
        : new IllegalStateException(e.getCause());
  }
}
