package io.github.weepython.maven.pipeline;

import static io.github.weepython.maven.Jackson.JSON;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.weepython.maven.archive.Content;
import io.github.weepython.maven.digest.Digest;
import io.github.weepython.maven.image.ManifestWithBlobs;
import io.github.weepython.maven.image.OciLayoutReader;
import io.github.weepython.maven.output.BuiltImage;
import io.github.weepython.maven.progress.Progress;
import io.github.weepython.maven.publish.PushSettings;
import io.github.weepython.maven.publish.RegistryPublisher;
import io.github.weepython.maven.publish.RegistryReader;
import io.github.weepython.maven.publish.RegistryServer;
import io.github.weepython.maven.publish.Tool;
import io.github.weepython.maven.rebuild.RebuildException;
import io.github.weepython.maven.sign.Attestation;
import io.github.weepython.maven.sign.KeyFile;
import io.github.weepython.maven.sign.SigningKey;
import io.github.weepython.maven.sign.VerificationKey;
import io.github.weepython.maven.spec.Base;
import io.github.weepython.maven.spec.ImageName;
import io.github.weepython.maven.spec.ImageReference;
import io.github.weepython.maven.spec.ImageSpec;
import io.github.weepython.maven.spec.PackageSelection;
import io.github.weepython.maven.spec.Platform;
import io.github.weepython.maven.spec.Specs;
import io.github.weepython.maven.spec.Suite;
import io.github.weepython.maven.trust.AttestedBuild;
import io.github.weepython.maven.trust.TrustException;
import io.github.weepython.maven.trust.TrustPolicy;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An image with an interpreter, pushed to Debian's registry, signed, and built anew from there. */
class RebuildServiceIT {

  /** The layer of the standard library, and a line of its licence alone. */
  private static final int LAYER = 2;

  private static final String LINE = "A. HISTORY OF THE SOFTWARE";

  @TempDir Path dir;
  private RegistryServer registry;
  private SigningKey key;
  private ImageName name;
  private BuiltImage built;

  @BeforeEach
  void push() throws Exception {
    registry = RegistryServer.start(Files.createDirectories(dir.resolve("registry")));
    Path pem = dir.resolve("sign.key");
    Tool.run(("openssl genpkey -algorithm ED25519 -out " + pem).split(" "));
    key = KeyFile.read(pem, Optional.empty());
    Files.writeString(dir.resolve("sign.pub"), key.publicPem());
    name = ImageName.parse("127.0.0.1:" + registry.port() + "/team/python");
    ImageSpec spec =
        Specs.named(
            Specs.here("3.13.5", Suite.TRIXIE, PackageSelection.NONE),
            name,
            List.of(Base.DISTROLESS));
    built =
        new ImageBuilder(Rig.here(), Progress.NONE, InstantSource.system())
            .build(spec, dir.resolve("built"))
            .get(0);
    push(image(), built.tags().get(0));
    sign(image());
  }

  @AfterEach
  void stop() throws Exception {
    registry.close();
  }

  @Test
  void givesTheSameDigestAndSignsThatItDoes() throws Exception {
    rebuild(reference(), Optional.empty());
    JsonNode verdict = verdict();
    assertThat(verdict.path("reproduced").asBoolean()).isTrue();
    assertThat(verdict.path("rebuilt").asText()).isEqualTo(built.digest().oci());
    Path image = dir.resolve("output/rebuild/image");
    for (String evidence :
        List.of("sbom.cdx.json", "sbom.spdx.json", "provenance.slsa.json", "vex.openvex.json")) {
      assertThat(image.resolve(evidence)).hasSameBinaryContentAs(built.folder().resolve(evidence));
    }
    String type = Attestation.VSA;
    Tool.run(
        ("cosign verify-attestation --insecure-ignore-tlog --allow-http-registry --key %s --type %s"
                + " %s")
            .formatted(dir.resolve("sign.pub"), type, name + "@" + built.digest().oci())
            .split(" "));
  }

  @Test
  void namesLayerAndFileOfAnotherImageWhoseProvenanceIsSigned() throws Exception {
    ManifestWithBlobs other = tampered();
    push(other, "other");
    sign(other);
    assertThatThrownBy(() -> rebuild(at(other.digest()), Optional.empty()))
        .satisfies(this::namesTheLicence);
    assertThat(verdict().path("reproduced").asBoolean()).isFalse();
  }

  @Test
  void comparesAnImageWithoutProvenanceWithThatOfAnother() throws Exception {
    ManifestWithBlobs other = tampered();
    push(other, "other");
    assertThatThrownBy(() -> rebuild(at(other.digest()), Optional.empty()))
        .isInstanceOf(TrustException.class)
        .hasMessageContaining("-Dwee.provenanceOf");
    assertThatThrownBy(() -> rebuild(at(other.digest()), Optional.of(built.digest())))
        .satisfies(this::namesTheLicence);
  }

  @Test
  void comparesAnImageThatWasPutUnderATagWithWhatWasBuiltAsThatTag() throws Exception {
    push(tampered(), built.tags().get(0));
    assertThatThrownBy(() -> rebuild(reference(), Optional.empty()))
        .satisfies(this::namesTheLicence)
        .hasMessageContaining("the rebuild " + built.digest());
  }

  @Test
  void namesLayerAndFileThatTheRegistryHasOtherwise() throws Exception {
    Digest layer = layer();
    Files.write(stored(layer), tamper(image().blobs().get(layer)));
    assertThatThrownBy(() -> rebuild(reference(), Optional.empty()))
        .satisfies(this::namesTheLicence)
        .hasMessageContaining("the rebuild has its digest")
        .hasMessageContaining("layer 3, " + layer + ", is damaged in the registry");
    assertThat(verdict().path("reproduced").asBoolean()).isFalse();
  }

  @Test
  void keepsTheProfileBesideTheImage() throws Exception {
    byte[] profile = "profile".getBytes(ISO_8859_1);
    Files.write(built.folder().resolve(RebuildRecipe.PROFILE), profile);
    sign(image());
    try (RegistryReader reader = new RegistryReader(name, built.digest().oci(), settings())) {
      AttestedBuild attested = AttestedBuild.read(reader, built.digest(), Optional.empty());
      assertThat(attested.profiles()).containsExactly(profile);
      assertThat(attested.lock()).isPresent();
    }
  }

  private void namesTheLicence(Throwable refused) {
    assertThat(refused)
        .isInstanceOf(RebuildException.class)
        .hasMessageContaining("layer 3, sha256:")
        .hasMessageContaining(": /usr/local/lib/python3.13/LICENSE.txt has SHA-256 ");
  }

  private void rebuild(ImageReference image, Optional<Digest> provenanceOf) throws Exception {
    TrustPolicy policy = TrustPolicy.of(VerificationKey.read(dir.resolve("sign.pub")));
    RebuildService.Options options =
        new RebuildService.Options(
            dir.resolve("output"),
            Platform.host(System.getProperty("os.arch")),
            Optional.of(policy),
            provenanceOf,
            Optional.of(key),
            Duration.ofSeconds(60),
            false);
    new RebuildService(Rig.here(), options, Progress.NONE, InstantSource.system()).rebuild(image);
  }

  private JsonNode verdict() throws IOException {
    return JSON.readTree(Files.readAllBytes(dir.resolve("output").resolve(RebuildService.FILE)));
  }

  private ImageReference reference() {
    return ImageReference.parse(name + ":" + built.tags().get(0));
  }

  private ImageReference at(Digest digest) {
    return ImageReference.parse(name + "@" + digest.oci());
  }

  private ManifestWithBlobs image() {
    return OciLayoutReader.read(built.folder().resolve("oci"), built.digest());
  }

  private void push(ManifestWithBlobs image, String tag) {
    new RegistryPublisher(Progress.NONE).push(image, name, List.of(tag), settings());
  }

  private void sign(ManifestWithBlobs image) {
    new ImageSigner(key, true)
        .sign(built, image, new RegistryPublisher(Progress.NONE), settings(), Progress.NONE);
  }

  private PushSettings settings() {
    return Rig.here().reads(Duration.ofSeconds(60), false);
  }

  /** The same image with another file in one layer. */
  private ManifestWithBlobs tampered() throws IOException {
    ObjectNode manifest = (ObjectNode) JSON.readTree(image().manifest());
    ObjectNode layer = (ObjectNode) manifest.path("layers").path(LAYER);
    Digest before = Digest.parse(layer.path("digest").asText());
    byte[] bytes = tamper(image().blobs().get(before));
    layer.put("digest", Digest.of(bytes).oci()).put("size", bytes.length);
    Map<Digest, Content> blobs = new LinkedHashMap<>(image().blobs());
    blobs.remove(before);
    blobs.put(Digest.of(bytes), Content.of(bytes));
    return new ManifestWithBlobs(
        JSON.writeValueAsBytes(manifest), image().mediaType(), blobs, List.of());
  }

  private Digest layer() throws IOException {
    JsonNode layers = JSON.readTree(image().manifest()).path("layers");
    return Digest.parse(layers.path(LAYER).path("digest").asText());
  }

  private static byte[] tamper(Content layer) throws IOException {
    ByteArrayOutputStream changed = new ByteArrayOutputStream();
    try (InputStream in = new GZIPInputStream(layer.open());
        OutputStream out = new GZIPOutputStream(changed)) {
      String tar = new String(in.readAllBytes(), ISO_8859_1);
      assertThat(tar).containsOnlyOnce(LINE);
      out.write(tar.replace(LINE, LINE.toLowerCase(Locale.ROOT)).getBytes(ISO_8859_1));
    }
    return changed.toByteArray();
  }

  /** Where the registry keeps a blob. */
  private Path stored(Digest digest) throws IOException {
    try (Stream<Path> all = Files.walk(dir.resolve("registry"))) {
      return all.filter(file -> file.endsWith(digest.hex() + "/data")).findFirst().orElseThrow();
    }
  }
}
