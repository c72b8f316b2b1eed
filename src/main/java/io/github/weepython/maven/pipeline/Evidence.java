package io.github.weepython.maven.pipeline;

import io.github.weepython.maven.digest.Digest;
import io.github.weepython.maven.inputs.Lock;
import io.github.weepython.maven.interpreter.InterpreterBuilder;
import io.github.weepython.maven.metadata.OpenVex;
import io.github.weepython.maven.metadata.PatchList;
import io.github.weepython.maven.metadata.Provenance;
import io.github.weepython.maven.output.BuiltImage;
import io.github.weepython.maven.output.OutputException;
import io.github.weepython.maven.output.PlatformImage;
import io.github.weepython.maven.site.SiteInputs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What others may want to know of an image before they trust it: files beside it. */
final class Evidence {
  private Evidence() {}

  static void write(
      PlatformImage image,
      Lock lock,
      PatchList patches,
      InterpreterBuilder.Plan plan,
      Optional<SiteInputs> wheels) {
    BuiltImage built = image.built();
    Path folder = built.folder();
    try {
      Files.write(
          folder.resolve(Provenance.FILE),
          Provenance.of(
              image.spec(),
              built.flavour(),
              built.base(),
              lock,
              patches,
              plan.digest().hex(),
              others(plan, wheels)));
      Files.write(folder.resolve(OpenVex.FILE), OpenVex.of(image.spec(), built.digest(), patches));
    } catch (IOException e) {
      throw OutputException.unwritten(folder, e);
    }
  }

  private static Map<String, String> others(
      InterpreterBuilder.Plan plan, Optional<SiteInputs> wheels) {
    Map<String, String> others = new TreeMap<>();
    wheels.ifPresent(
        inputs ->
            inputs
                .wheels()
                .forEach(
                    each ->
                        others.put(
                            "wheel:" + each.wheel().name(),
                            Digest.ofUnchecked(each.file()).hex())));
    plan.savedProfile()
        .ifPresent(
            file -> others.put("profile:" + file.getFileName(), Digest.ofUnchecked(file).hex()));
    return others;
  }
}
