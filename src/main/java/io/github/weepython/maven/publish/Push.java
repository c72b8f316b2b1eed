package io.github.weepython.maven.publish;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.google.cloud.tools.jib.api.Credential;
import com.google.cloud.tools.jib.api.RegistryException;
import com.google.cloud.tools.jib.event.EventHandlers;
import com.google.cloud.tools.jib.image.json.UnknownManifestFormatException;
import com.google.cloud.tools.jib.registry.RegistryClient;
import io.github.weepython.maven.archive.Content;
import io.github.weepython.maven.image.Image;
import io.github.weepython.maven.image.Layer;
import io.github.weepython.maven.progress.Progress;
import io.github.weepython.maven.spec.ImageName;
import io.github.weepython.maven.store.Digest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;

/** One push: sign in, look at the tags, send blobs side by side, then the manifest. */
final class Push {
  private final Image image;
  private final List<String> tags;
  private final RegistryHttp http;
  private final Retry retry;
  private final ExecutorService workers;
  private final Progress.Step step;
  private final RegistryClient client;
  private final boolean signedIn;

  Push(
      Image image,
      String registry,
      ImageName name,
      List<String> tags,
      RegistryHttp http,
      Credentials.Found found,
      Retry retry,
      ExecutorService workers,
      Progress.Step step) {
    this.image = image;
    this.tags = List.copyOf(tags);
    this.http = http;
    this.retry = retry;
    this.workers = workers;
    this.step = step;
    RegistryClient.Factory factory =
        RegistryClient.factory(EventHandlers.NONE, registry, name.repository(), http)
            .setUserAgent("wee-maven-plugin");
    found
        .credential()
        .ifPresent(each -> factory.setCredential(Credential.from(each.user(), each.password())));
    this.signedIn = found.credential().isPresent();
    this.client = factory.newRegistryClient();
  }

  PushResult run() {
    retry.run(false, this::signIn);
    Map<Digest, Content> blobs = blobs();
    List<String> missing = tags.stream().filter(tag -> !isThere(tag)).toList();
    if (missing.isEmpty() && !tags.isEmpty()) {
      return new PushResult(image.digest(), 0, 0, blobs.size());
    }
    PushResult result = pushBlobs(blobs);
    pushManifest(image.digest().oci());
    missing.forEach(this::pushManifest);
    return result;
  }

  private boolean signIn() throws IOException, RegistryException {
    boolean bearer = client.doPushBearerAuth();
    if (!bearer && signedIn) {
      client.configureBasicAuth();
    }
    return bearer;
  }

  private Map<Digest, Content> blobs() {
    Map<Digest, Content> blobs = new LinkedHashMap<>();
    for (Layer layer : image.layers()) {
      blobs.put(layer.digest(), content(layer));
    }
    blobs.put(image.id(), Content.of(image.config()));
    return blobs;
  }

  private static Content content(Layer layer) {
    try {
      return Content.of(layer.blob());
    } catch (IOException e) {
      throw new PublishException(
          "The layer " + layer.blob() + " is gone. Build the image anew.", e);
    }
  }

  private boolean isThere(String tag) {
    return retry.run(
        false,
        () -> {
          try {
            if (client.checkManifest(tag).isEmpty()) {
              return false;
            }
          } catch (JsonProcessingException | UnknownManifestFormatException e) {
            // Something is there that jib can't read; the header tells what.
          }
          return http.digest(tag).filter(image.digest().oci()::equals).isPresent();
        });
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
    return new PushResult(image.digest(), sent.size(), bytes, blobs.size() - sent.size());
  }

  /** Whether the blob had to be sent. A lost answer shows in the next look: then it is there. */
  private boolean push(OneShotBlob blob) {
    boolean[] begun = {false};
    return retry.run(
        true,
        () -> {
          if (client.checkBlob(blob.descriptorDigest()).isPresent()) {
            return begun[0];
          }
          begun[0] = true;
          client.pushBlob(blob.descriptorDigest(), blob, null, bytes -> {});
          return true;
        });
  }

  private void pushManifest(String tagOrDigest) {
    String json = new String(image.manifest(), StandardCharsets.UTF_8);
    ExactManifest manifest = new ExactManifest(json, image.manifestMediaType());
    retry.run(false, () -> client.pushManifest(manifest, tagOrDigest));
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
