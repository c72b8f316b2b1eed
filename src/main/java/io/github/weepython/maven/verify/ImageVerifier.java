package io.github.weepython.maven.verify;

import io.github.weepython.maven.image.ImageRoot;
import io.github.weepython.maven.image.ManifestWithBlobs;
import io.github.weepython.maven.image.OciLayoutReader;
import io.github.weepython.maven.inputs.BuildRoots;
import io.github.weepython.maven.inputs.Lock;
import io.github.weepython.maven.inputs.PackageLists;
import io.github.weepython.maven.output.BuiltImage;
import io.github.weepython.maven.output.IndexWriter;
import io.github.weepython.maven.progress.Progress;
import io.github.weepython.maven.sandbox.Sandbox;
import io.github.weepython.maven.sandbox.SandboxSelector;
import io.github.weepython.maven.spec.CommandCheck;
import io.github.weepython.maven.spec.Platform;
import io.github.weepython.maven.store.Store;
import io.github.weepython.maven.templates.Templates;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
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
   * @param compilers packages that build extensions in the image, beside those that it has; nothing
   *     where it has no dpkg
   * @param command what its program is expected to do
   */
  public Checks verify(
      Lock lock,
      BuiltImage image,
      Platform platform,
      Optional<List<Path>> compilers,
      Optional<CommandCheck> command) {
    sandboxes.require();
    Path root = roots.directory(lock);
    return store.scratch(
        scratch -> {
          Sandbox sandbox = sandboxes.choose(root);
          Verifier verifier =
              new Verifier(
                  sandbox,
                  root,
                  new Verifier.Scripts(
                      Templates.text("verify/verify.py"),
                      elsewhere(lock),
                      Templates.text("verify/compiler.sh"),
                      Templates.text("verify/extension.sh")));
          try (Progress.Step step =
              progress.step("Verifying " + image.reference() + among(image, platform))) {
            IndexWriter.Member member = IndexWriter.member(image, Optional.of(platform));
            ManifestWithBlobs bundle =
                OciLayoutReader.read(member.folder().resolve("oci"), member.digest());
            ImageRoot unpacked =
                ImageRoot.unpack(bundle, Files.createDirectory(scratch.resolve("root")));
            List<Check> all = new ArrayList<>();
            if (command.isPresent()) { // First: the others change files.
              all.add(new CommandVerifier(sandbox, root).check(unpacked, command.get()));
            }
            all.addAll(
                verifier.verify(unpacked.path(), unpacked.environment(), compilers, scratch));
            return new Checks(
                image.name() + ":" + image.tags().get(0) + among(image, platform), all);
          }
        });
  }

  /** Which of several platforms' images is looked at; empty where there is one alone. */
  static String among(BuiltImage image, Platform platform) {
    return image.platforms().size() > 1 ? " (" + platform + ")" : "";
  }

  /** Modules that are in no image like this one. */
  private static String elsewhere(Lock lock) {
    boolean gdbm =
        lock.buildRoot().stream().anyMatch(deb -> deb.name().equals(PackageLists.GDBM_HEADERS));
    return Templates.text("verify/elsewhere.list")
        + (gdbm ? "" : Templates.text("verify/gdbm.list"));
  }
}
