package io.github.weepython.maven.publish;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.weepython.maven.digest.Digest;
import io.github.weepython.maven.image.Image;
import io.github.weepython.maven.image.ManifestWithBlobs;
import io.github.weepython.maven.image.OciLayoutReader;
import io.github.weepython.maven.inputs.Lock;
import io.github.weepython.maven.inputs.LockedFile;
import io.github.weepython.maven.metadata.Backports;
import io.github.weepython.maven.metadata.PatchList;
import io.github.weepython.maven.metadata.Provenance;
import io.github.weepython.maven.metadata.ResolvedInputs;
import io.github.weepython.maven.output.BuiltImage;
import io.github.weepython.maven.output.IndexWriter;
import io.github.weepython.maven.output.PlatformImage;
import io.github.weepython.maven.progress.Progress;
import io.github.weepython.maven.sbom.CycloneDx;
import io.github.weepython.maven.sbom.InputDigests;
import io.github.weepython.maven.sbom.Inventory;
import io.github.weepython.maven.sbom.Spdx;
import io.github.weepython.maven.spec.Base;
import io.github.weepython.maven.spec.Flavour;
import io.github.weepython.maven.spec.ImageName;
import io.github.weepython.maven.spec.ImageSpec;
import io.github.weepython.maven.spec.Platforms;
import io.github.weepython.maven.spec.PythonVersion;
import io.github.weepython.maven.spec.Specs;
import io.github.weepython.maven.vex.OpenVex;
import io.github.weepython.maven.vex.Vex;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** An index of one image with its evidence, pushed to a registry. */
public final class SignedImages {
  /** Of a build that took nothing but a source. */
  public static final Lock LOCK =
      new Lock(
          0,
          List.of(),
          Map.of(),
          new LockedFile("Python-3.13.5.tar.xz", "3.13.5", List.of(), "cd".repeat(32), 1),
          "a release manager",
          List.of(),
          List.of(),
          List.of());

  private final Path dir;
  private final String name;
  private List<Digest> digests = List.of();

  /** What is done with an image that was pushed. */
  public interface After {
    void pushed(
        BuiltImage built,
        ManifestWithBlobs pushed,
        RegistryPublisher publisher,
        PushSettings settings);
  }

  public SignedImages(Path dir, int port) {
    this.dir = dir;
    this.name = "127.0.0.1:" + port + "/team/python";
  }

  /** The digests of the index and its image, as last pushed. */
  public List<Digest> digests() {
    return digests;
  }

  public PushSettings settings() {
    return RegistryRig.settings(Optional.empty(), dir, 60);
  }

  public String name() {
    return name;
  }

  /** The digests of the index and its image. */
  public List<Digest> push(After after) throws Exception {
    return push("", after);
  }

  /**
   * The same.
   *
   * @param attestations as of {@code <attestations>}
   */
  public List<Digest> push(String attestations, After after) throws Exception {
    ImageSpec spec = Specs.amd64(Base.DISTROLESS, Specs.PLAIN_CONFIG);
    Path output = Files.createDirectories(dir.resolve("output"));
    Image image = TestImages.image(Files.createDirectories(dir.resolve("image")));
    BuiltImage one = built(image, output.resolve(spec.platform().id()));
    evidence(spec, image, one.folder());
    BuiltImage index =
        IndexWriter.write(
            Platforms.only(spec.platform()).attesting(attestations),
            List.of(new PlatformImage(one, image, spec, Map.of("made.by", "wee"))),
            output);
    ManifestWithBlobs pushed = OciLayoutReader.read(output.resolve("oci"), index.digest());
    PushSettings settings = settings();
    RegistryPublisher publisher = new RegistryPublisher(Progress.NONE);
    publisher.push(pushed, index.name(), index.tags(), settings);
    after.pushed(index, pushed, publisher, settings);
    digests = List.of(index.digest(), image.digest());
    return digests;
  }

  private BuiltImage built(Image image, Path folder) {
    return new BuiltImage(
        BuiltImage.Kind.of(PythonVersion.parse("3.13.5"), Flavour.WEE, Base.DISTROLESS),
        ImageName.parse(name),
        List.of("3.13.5"),
        image.digest(),
        image.id(),
        List.of(),
        new BuiltImage.Sizes(1, 1),
        folder);
  }

  private static void evidence(ImageSpec spec, Image image, Path folder) throws Exception {
    PatchList patches = new PatchList(List.of(), Backports.GIVEN);
    Files.createDirectories(folder);
    Inventory inventory = Inventory.of(spec, image, "3.13.5", patches, InputDigests.NONE);
    CycloneDx.write(
        inventory, JsonNodeFactory.instance.arrayNode(), folder.resolve(CycloneDx.FILE));
    Spdx.write(inventory, folder.resolve(Spdx.FILE));
    Files.write(
        folder.resolve(OpenVex.FILE),
        OpenVex.of(spec, image.digest(), Vex.patched(spec, patches), Backports.GIVEN));
    ObjectNode provenance =
        Provenance.of(
            spec,
            Flavour.WEE,
            Base.DISTROLESS,
            Optional.empty(),
            LOCK,
            patches,
            "ab".repeat(32),
            new ResolvedInputs());
    Files.writeString(folder.resolve(Provenance.FILE), provenance.toPrettyString());
  }
}
