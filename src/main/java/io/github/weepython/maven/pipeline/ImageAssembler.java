package io.github.weepython.maven.pipeline;

import io.github.weepython.maven.Meanwhile;
import io.github.weepython.maven.image.Layer;
import io.github.weepython.maven.interpreter.InterpreterBuilder;
import io.github.weepython.maven.interpreter.Toolchain;
import io.github.weepython.maven.layers.BaseLayers;
import io.github.weepython.maven.layers.ImageLayers;
import io.github.weepython.maven.layers.PythonLayers;
import io.github.weepython.maven.layers.SiteLayers;
import io.github.weepython.maven.output.OutputException;
import io.github.weepython.maven.output.PlatformImage;
import io.github.weepython.maven.output.SymbolFiles;
import io.github.weepython.maven.prune.PruneStatistics;
import io.github.weepython.maven.prune.PrunedGroup;
import io.github.weepython.maven.report.PrunedGroupTable;
import io.github.weepython.maven.source.BundledSources;
import io.github.weepython.maven.spec.Base;
import io.github.weepython.maven.spec.Flavour;
import io.github.weepython.maven.spec.ImageSpec;
import io.github.weepython.maven.spec.Variant;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** Puts the images of one build together, of what was brought for them. */
final class ImageAssembler {
  private final BaseLayers bases;
  private final PythonLayers pythons;
  private final SiteLayers sites;
  private final ImageLayers images;
  private final Beside beside;
  private final Toolchain way;

  /** What writes beside images what is known of them. */
  record Beside(Evidence evidence, PruneStatistics meter, SymbolFiles symbols) {}

  ImageAssembler(
      BaseLayers bases,
      PythonLayers pythons,
      SiteLayers sites,
      ImageLayers images,
      Beside beside,
      Toolchain way) {
    this.bases = bases;
    this.pythons = pythons;
    this.sites = sites;
    this.images = images;
    this.beside = beside;
    this.way = way;
  }

  /**
   * Builds each flavour on each base.
   *
   * @param plans what is compiled
   * @param output gets the images' files
   * @param among of several platforms' folders, the name of this one's
   */
  List<PlatformImage> assemble(
      ImageInputs inputs,
      Map<Flavour, InterpreterBuilder.Plan> plans,
      Path output,
      Optional<String> among) {
    PlatformImages writer = new PlatformImages(inputs.spec(), inputs.patched(), output, among);
    Map.Entry<Flavour, InterpreterBuilder.Plan> first = plans.entrySet().iterator().next();
    Supplier<List<Layer>> compile =
        () -> python(inputs, first.getValue(), writer.log(first.getKey()));
    // Beside each other: much of a compile is one process, and so is configuring packages. What is
    // wrong with a base is told within seconds, and ends the minutes of a compile.
    try (Meanwhile<List<Layer>> compiled =
        way.sandboxes().sideBySide()
            ? Meanwhile.startLong("wee-interpreter", compile)
            : Meanwhile.later(compile)) {
      List<PlatformImage> built = images(inputs, plans, meantime(inputs), compiled, writer);
      inputs.patched().write(output);
      return built;
    } catch (IOException e) {
      throw OutputException.unwritten(output, e);
    }
  }

  /** What needs no interpreter, and is made while the first one is compiled. */
  private record Meantime(Map<Base, Layer> bases, List<BundledSources.Bundled> bundled) {}

  private Meantime meantime(ImageInputs inputs) {
    ImageSpec spec = inputs.spec();
    Map<Base, Layer> below = new LinkedHashMap<>();
    spec.bases().forEach(base -> below.put(base, bases.base(spec, inputs.lock(), base)));
    if (spec.contents().files().isEmpty()) { // Else one of them may be /etc/passwd.
      below.values().forEach(layer -> PlatformImages.checkUser(spec, layer));
    }
    return new Meantime(below, beside.evidence().bundled(inputs.lock()));
  }

  /**
   * Each flavour on each base.
   *
   * @param compiled the layers of the first flavour's interpreter
   */
  private List<PlatformImage> images(
      ImageInputs inputs,
      Map<Flavour, InterpreterBuilder.Plan> plans,
      Meantime meantime,
      Meanwhile<List<Layer>> compiled,
      PlatformImages writer) {
    ImageSpec spec = inputs.spec();
    List<PlatformImage> built = new ArrayList<>();
    Optional<Meanwhile<List<Layer>>> first = Optional.of(compiled);
    for (Map.Entry<Flavour, InterpreterBuilder.Plan> planned : plans.entrySet()) {
      Flavour flavour = planned.getKey();
      InterpreterBuilder.Plan plan = planned.getValue();
      Path log = writer.log(flavour);
      List<Layer> python = first.map(Meanwhile::get).orElseGet(() -> python(inputs, plan, log));
      first = Optional.empty();
      beside
          .symbols()
          .write(
              spec,
              flavour,
              writer.output(),
              writer.among(),
              () -> pythons.symbols(spec, plan, log));
      for (Map.Entry<Base, Layer> base : meantime.bases().entrySet()) {
        List<Layer> all = images.image(spec, base.getKey(), base.getValue(), python);
        stacks(inputs, base.getKey(), all, plan, log)
            .forEach(
                (kind, own) -> {
                  PlatformImage image = writer.write(flavour, base.getKey(), kind, own);
                  describe(image, inputs, plan, meantime.bundled());
                  built.add(image);
                });
      }
      pythons.layOut(plan, writer.output());
    }
    return built;
  }

  private List<Layer> python(ImageInputs inputs, InterpreterBuilder.Plan plan, Path log) {
    ImageSpec spec = inputs.spec();
    List<Layer> python = new ArrayList<>(pythons.python(spec, plan, log));
    python.addAll(
        sites.layers(
            spec, inputs.lock(), inputs.wheels(), plan.digest(), () -> running(plan, log)));
    return python;
  }

  /** The layers of the image itself and of its variants. */
  private Map<Optional<Variant>, List<Layer>> stacks(
      ImageInputs inputs, Base base, List<Layer> image, InterpreterBuilder.Plan plan, Path log) {
    ImageSpec spec = inputs.spec();
    Map<Optional<Variant>, List<Layer>> stacks = new LinkedHashMap<>();
    stacks.put(Optional.empty(), image);
    for (Variant variant : spec.variants(base)) {
      stacks.put(
          Optional.of(variant),
          images.variant(
              spec,
              inputs.lock(),
              base,
              variant,
              image,
              plan.symbolsKey(),
              () -> pythons.symbols(spec, plan, log)));
    }
    return stacks;
  }

  /** Writes the image's evidence beside it. */
  private void describe(
      PlatformImage image,
      ImageInputs inputs,
      InterpreterBuilder.Plan plan,
      List<BundledSources.Bundled> bundled) {
    ImageSpec spec = inputs.spec();
    beside.evidence().write(image, inputs, plan, pythons.profile(plan), bundled);
    List<PrunedGroup> leftOut =
        new ArrayList<>(beside.meter().of(bases.key(spec, inputs.lock(), image.built().base())));
    leftOut.addAll(pythons.leftOut(spec, plan));
    PrunedGroupTable.write(image.built().folder(), leftOut);
  }

  /** An install tree that runs in the sandboxes. */
  private Path running(InterpreterBuilder.Plan plan, Path log) {
    return way.helper().map(Supplier::get).orElseGet(() -> pythons.installTree(plan, log));
  }
}
