package io.github.weepython.maven.pipeline;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.weepython.maven.digest.Digest;
import io.github.weepython.maven.fetch.FetchException;
import io.github.weepython.maven.fetch.Fetcher;
import io.github.weepython.maven.inputs.Lock;
import io.github.weepython.maven.interpreter.InterpreterBuilder;
import io.github.weepython.maven.metadata.PatchList;
import io.github.weepython.maven.metadata.Provenance;
import io.github.weepython.maven.metadata.ResolvedInputs;
import io.github.weepython.maven.output.BuiltImage;
import io.github.weepython.maven.output.OutputException;
import io.github.weepython.maven.output.PlatformImage;
import io.github.weepython.maven.progress.Progress;
import io.github.weepython.maven.sbom.CycloneDx;
import io.github.weepython.maven.sbom.DebianPackage;
import io.github.weepython.maven.sbom.InputDigests;
import io.github.weepython.maven.sbom.Inventory;
import io.github.weepython.maven.sbom.Spdx;
import io.github.weepython.maven.site.SiteWheels;
import io.github.weepython.maven.source.BundledSources;
import io.github.weepython.maven.spec.ImageSpec;
import io.github.weepython.maven.spec.Locking;
import io.github.weepython.maven.store.Store;
import io.github.weepython.maven.vex.CycloneDxVex;
import io.github.weepython.maven.vex.OpenVex;
import io.github.weepython.maven.vex.SecurityTracker;
import io.github.weepython.maven.vex.Vex;
import io.github.weepython.maven.vex.VexStatement;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The files beside an image by which others decide whether to trust it: SBOM, provenance and VEX.
 */
final class Evidence {
  private final BundledSources sources;
  private final TrackerReader tracker;
  private final RebuildRecipe recipe;
  private final Progress progress;

  Evidence(Store store, Fetcher fetcher, Environment environment, Progress progress) {
    this.recipe = new RebuildRecipe(environment);
    this.sources = new BundledSources(store, fetcher);
    this.tracker = new TrackerReader(fetcher);
    this.progress = progress;
  }

  void write(
      PlatformImage image,
      ImageInputs inputs,
      InterpreterBuilder.Plan plan,
      Optional<Path> profile,
      List<BundledSources.Bundled> bundled) {
    BuiltImage built = image.built();
    PatchList patches = inputs.patched();
    Lock lock = inputs.lock();
    Path folder = built.folder();
    try {
      Inventory inventory =
          Inventory.of(
              image.spec(),
              image.image(),
              built.tags().get(0),
              patches,
              InputDigests.of(
                  lock,
                  lock.packages(built.base(), built.variant()),
                  wheels(inputs.wheels()),
                  bundled));
      List<VexStatement> vex =
          Vex.of(image.spec(), inventory, patches, tracked(image.spec(), inventory));
      CycloneDx.write(inventory, CycloneDxVex.of(inventory, vex), folder.resolve(CycloneDx.FILE));
      Spdx.write(inventory, folder.resolve(Spdx.FILE));
      ObjectNode provenance =
          Provenance.of(
              image.spec(),
              built.flavour(),
              built.base(),
              built.variant(),
              lock,
              patches,
              plan.identifying().hex(),
              files(image.spec(), profile, inputs.wheels()));
      recipe.write(built, inputs.locked(), profile, provenance);
      Files.write(
          folder.resolve(OpenVex.FILE),
          OpenVex.of(image.spec(), built.digest(), vex, patches.backports()));
    } catch (IOException e) {
      throw OutputException.unwritten(folder, e);
    }
  }

  private Optional<SecurityTracker> tracked(ImageSpec spec, Inventory inventory) {
    Set<String> sources =
        inventory.packages().stream().map(DebianPackage::source).collect(Collectors.toSet());
    return spec.vex().tracker().map(place -> tracker.read(place, sources));
  }

  /**
   * What CPython's source brings along. Nothing but a warning where an interpreter came from a
   * cache and its source is out of reach.
   */
  List<BundledSources.Bundled> bundled(Lock lock) {
    try {
      return sources.of(lock.source().download());
    } catch (FetchException e) {
      progress.warn(
          "The SBOM does not say what CPython's source bundles, since it is not available: "
              + e.getMessage());
      return List.of();
    }
  }

  private static Map<String, String> wheels(SiteWheels site) {
    Map<String, String> wheels = new TreeMap<>();
    site.wheels()
        .forEach(
            each ->
                wheels.put(
                    InputDigests.wheel(each.wheel().project(), each.wheel().version()),
                    Digest.ofUnchecked(each.file()).hex()));
    return wheels;
  }

  private ResolvedInputs files(ImageSpec spec, Optional<Path> profile, SiteWheels wheels)
      throws IOException {
    ResolvedInputs inputs = new ResolvedInputs();
    new UserFiles(recipe::name).add(spec, inputs);
    wheels
        .files()
        .forEach(
            each ->
                inputs.add(
                    (each.name().endsWith(".whl") ? "wheel:" : "source:") + each.name(),
                    Digest.ofUnchecked(each.file()).hex()));
    // Under the name that the user gave it, wherever it lies in a rebuild.
    Path name = spec.optimization().profile().orElse(Path.of(Locking.TRAINED)).getFileName();
    profile.ifPresent(
        file -> inputs.add(RebuildRecipe.PROFILE_URI + name, Digest.ofUnchecked(file).hex()));
    return inputs;
  }
}
