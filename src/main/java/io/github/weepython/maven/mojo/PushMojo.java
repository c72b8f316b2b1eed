package io.github.weepython.maven.mojo;

import io.github.weepython.maven.interpreter.InterpreterDeployer;
import io.github.weepython.maven.interpreter.SignedInterpreters;
import io.github.weepython.maven.output.BuiltImage;
import io.github.weepython.maven.output.BuiltImages;
import io.github.weepython.maven.pipeline.ImagePusher;
import io.github.weepython.maven.pipeline.ImageSigner;
import io.github.weepython.maven.pipeline.PushOptions;
import io.github.weepython.maven.sign.Signer;
import io.github.weepython.maven.spec.ImageName;
import java.io.File;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.jspecify.annotations.Nullable;

/**
 * Pushes the images that {@code build} made to their registry: only what the registry lacks. Builds
 * nothing: what is pushed is what {@code target/wee} holds, be it from this Maven run or another.
 */
@Mojo(
    name = "push",
    defaultPhase = LifecyclePhase.DEPLOY,
    requiresProject = false,
    threadSafe = true)
public final class PushMojo extends AbstractWeeMojo {
  /** Skips pushing. */
  @Parameter(property = "wee.skipPush", defaultValue = "false")
  private boolean skipPush;

  /** Where the images' files are. */
  @Parameter(property = "wee.output", defaultValue = "${project.build.directory}/wee")
  private File output;

  /** The image's name without tag; by default what it was built as. */
  @Parameter(property = "wee.image")
  private @Nullable String image;

  /** The CPython release or series to push; files of another one are refused. */
  @Parameter(property = "wee.python")
  private @Nullable String python;

  /** Several Pythons to push. */
  @Parameter(property = "wee.pythons")
  private @Nullable List<String> pythons;

  /** Seconds after which the push of an image gives up. */
  @Parameter(property = "wee.pushTimeout", defaultValue = "600")
  private int pushTimeout;

  /** Whether plain HTTP is accepted for registries beyond this machine. */
  @Parameter(property = "wee.allowInsecureRegistry", defaultValue = "false")
  private boolean allowInsecureRegistry;

  /** Whether a tag that already names another image is an error; otherwise it is replaced. */
  @Parameter(property = "wee.immutableTags", defaultValue = "false")
  private boolean immutableTags;

  /**
   * Whether each image's list of parts, {@code sbom.cdx.json}, is pushed too: as an artifact that
   * has the image as its subject.
   */
  @Parameter(property = "wee.pushSbom", defaultValue = "false")
  private boolean pushSbom;

  /**
   * Who signs the image, its index and each platform's image: {@code <key>}, a file with a private
   * key of P-256 or Ed25519 (PKCS#8 in PEM, plain or encrypted, or cosign's own form), and {@code
   * <server>}, the id of a server in settings.xml whose password opens it, where the environment's
   * {@code WEE_SIGN_PASSWORD} doesn't. Or {@code <keyless>true</keyless>}: a certificate for the
   * identity of the CI job, by Sigstore's public services or those of {@code <fulcio>}, {@code
   * <rekor>} and {@code <timestampAuthority>}. Where it stands and names nobody, that is an error;
   * {@code <keyless>false</keyless>} alone means that nobody signs.
   */
  @Parameter private @Nullable SignElement sign;

  /** The file with the private key, instead of the {@code <key>} of {@code <sign>}. */
  @Parameter(property = "wee.sign.key")
  private @Nullable File signKey;

  /** Whether a certificate for the CI job's identity signs, instead of a key. */
  @Parameter(property = "wee.sign.keyless", defaultValue = "false")
  private boolean signKeyless;

  /** Whether SBOM, provenance and VEX are attested too when something is signed. */
  @Parameter(property = "wee.attest", defaultValue = "true")
  private boolean attest;

  /** Who signs. */
  Signing signing() {
    return Signing.of(this, sign, signKey, signKeyless);
  }

  @Override
  boolean skipThis() {
    return skipPush;
  }

  @Override
  void run() {
    Duration timeout = ParameterParser.seconds("pushTimeout", pushTimeout);
    Optional<Signer> signer = signing().signer(this);
    ImagePusher pushes =
        new ImagePusher(
            environment(),
            new PushOptions(
                timeout,
                allowInsecureRegistry,
                immutableTags,
                pushSbom,
                signer.map(by -> new ImageSigner(by, attest))),
            progress());
    List<BuiltImage> images = images().stream().map(this::named).toList();
    SessionImages.publish(session().getCurrentProject(), images);
    images.forEach(pushes::push);
    environment()
        .interpreterCache()
        .map(to -> signer.map(by -> SignedInterpreters.signing(to, by)).orElse(to))
        .ifPresent(to -> deploy(new InterpreterDeployer(to, progress()), images));
  }

  private List<BuiltImage> images() {
    Path folder = inProject(output);
    return SessionImages.recall(context(), folder).orElseGet(() -> BuiltImages.read(folder));
  }

  /** Each of several Pythons has a folder of its own. */
  private void deploy(InterpreterDeployer deployer, List<BuiltImage> images) {
    Path folder = inProject(output);
    deployer.deploy(folder);
    images.stream()
        .map(BuiltImage::python)
        .distinct()
        .forEach(each -> deployer.deploy(folder.resolve(each.toString())));
  }

  private BuiltImage named(BuiltImage built) {
    PythonParameters.check(
        PythonParameters.requests(python, pythons, true, SessionProperties.given(session())),
        built,
        output);
    return image == null ? built : built.named(ImageName.parse(image.strip()), built.tags());
  }
}
