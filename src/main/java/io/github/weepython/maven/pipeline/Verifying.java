package io.github.weepython.maven.pipeline;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.weepython.maven.archive.TreeUnpacker;
import io.github.weepython.maven.progress.Progress;
import io.github.weepython.maven.report.LayerBlob;
import io.github.weepython.maven.sandbox.Sandboxes;
import io.github.weepython.maven.spec.ImageSpec;
import io.github.weepython.maven.store.Store;
import io.github.weepython.maven.verify.Checks;
import io.github.weepython.maven.verify.Verifier;
import io.github.weepython.maven.verify.VerifyException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Unpacks an image that was built, and looks at it from within. */
final class Verifying {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Store store;
  private final BuildRoots roots;
  private final Sandboxes sandboxes;
  private final Progress progress;

  Verifying(Store store, BuildRoots roots, Sandboxes sandboxes, Progress progress) {
    this.store = store;
    this.roots = roots;
    this.sandboxes = sandboxes;
    this.progress = progress;
  }

  Checks verify(ImageSpec spec, Lock lock, BuiltImage image) {
    sandboxes.require();
    Path root = roots.directory(lock);
    return store.scratch(
        scratch -> {
          Verifier verifier =
              new Verifier(
                  sandboxes.choose(root),
                  root,
                  new Verifier.Scripts(
                      Templates.text("verify/verify.py"),
                      Templates.text("verify/elsewhere.list"),
                      Templates.text("verify/extension.sh")));
          try (Progress.Step step = progress.step("Verifying " + image.reference())) {
            return verifier.verify(
                image.name() + ":" + image.tags().get(0),
                target -> unpack(image.folder(), target),
                Metadata.env(spec),
                scratch);
          }
        });
  }

  private static void unpack(Path folder, TreeUnpacker target) throws IOException {
    Path json = folder.resolve("image.json");
    try {
      for (JsonNode each : JSON.readTree(Files.readAllBytes(json)).required("layers")) {
        String digest = each.required("digest").asText();
        Path blob = folder.resolve("oci/blobs").resolve(digest.replace(':', '/'));
        try (InputStream tar = LayerBlob.open(blob)) {
          target.unpack("Layer " + each.required("title").asText(), tar, List::of);
        }
      }
    } catch (IllegalArgumentException e) {
      throw new VerifyException(json + " is damaged. Build the image anew: mvn package", e);
    }
  }
}
