package io.github.weepython.maven.verify;

import io.github.weepython.maven.image.ImageRoot;
import io.github.weepython.maven.image.ManifestWithBlobs;
import io.github.weepython.maven.image.OciLayoutReader;
import io.github.weepython.maven.inputs.BuildRoots;
import io.github.weepython.maven.inputs.Lock;
import io.github.weepython.maven.output.BuiltImage;
import io.github.weepython.maven.output.IndexWriter;
import io.github.weepython.maven.progress.Progress;
import io.github.weepython.maven.sandbox.SandboxSelector;
import io.github.weepython.maven.spec.Platform;
import io.github.weepython.maven.store.Store;
import io.github.weepython.maven.templates.Templates;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Unpacks an image that was built, and looks at it from within. */
public final class ImageVerifier {
  private final Store store;
  private final BuildRoots roots;
  private final SandboxSelector sandboxes;
  private final Progress progress;

  public ImageVerifier(
      Store store, BuildRoots roots, SandboxSelector sandboxes, Progress progress) {
    this.store = store;
    this.roots = roots;
    this.sandboxes = sandboxes;
    this.progress = progress;
  }

  /**
   * Looks at an image.
   *
   * @param platform of the build root; of several platforms' images that one is looked at
   * @param compilers packages that build extensions in the image; none where it has no dpkg
   */
  public Checks verify(Lock lock, BuiltImage image, Platform platform, List<Path> compilers) {
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
                      elsewhere(lock),
                      Templates.text("verify/compiler.sh"),
                      Templates.text("verify/extension.sh")));
          try (Progress.Step step = progress.step("Verifying " + image.reference())) {
            IndexWriter.Member member = IndexWriter.member(image, Optional.of(platform));
            ManifestWithBlobs bundle =
                OciLayoutReader.read(member.folder().resolve("oci"), member.digest());
            ImageRoot unpacked =
                ImageRoot.unpack(bundle, Files.createDirectory(scratch.resolve("root")));
            return verifier.verify(
                image.name() + ":" + image.tags().get(0),
                unpacked.path(),
                unpacked.environment(),
                compilers,
                scratch);
          }
        });
  }

  /** Modules that are in no image like this one. */
  private static String elsewhere(Lock lock) {
    boolean gdbm = lock.buildRoot().stream().anyMatch(each -> each.name().equals("libgdbm-dev"));
    return Templates.text("verify/elsewhere.list")
        + (gdbm ? "" : Templates.text("verify/gdbm.list"));
  }
}
