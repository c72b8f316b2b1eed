package io.github.weepython.maven.metadata;

import static io.github.weepython.maven.Jackson.JSON;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.weepython.maven.inputs.Lock;
import io.github.weepython.maven.inputs.LockedFile;
import io.github.weepython.maven.inputs.LockedPackage;
import io.github.weepython.maven.spec.Base;
import io.github.weepython.maven.spec.Flavour;
import io.github.weepython.maven.spec.ImageSpec;
import io.github.weepython.maven.spec.Patch;
import io.github.weepython.maven.spec.Variant;
import java.util.List;
import java.util.Optional;

/**
 * What an image was made of and how, as the predicate of SLSA 1.0: every input by its digest. No
 * time is in it, so that the same inputs give the same bytes.
 */
public final class Provenance {
  /** Beside the image. */
  public static final String FILE = "provenance.slsa.json";

  private static final String HOME = "https://github.com/weepython/wee-maven-plugin";

  private Provenance() {}

  /**
   * The predicate.
   *
   * @param interpreter digest of all that the compiled interpreter depends on
   * @param inputs what neither the lock nor the patches have: wheels, the user's files, the profile
   */
  public static ObjectNode of(
      ImageSpec spec,
      Flavour flavour,
      Base base,
      Optional<Variant> variant,
      Lock lock,
      PatchList patches,
      String interpreter,
      ResolvedInputs inputs) {
    ObjectNode root = JSON.createObjectNode();
    ObjectNode definition = root.putObject("buildDefinition");
    definition.put("buildType", HOME + "/image/v1");
    ObjectNode external = definition.putObject("externalParameters");
    external(external, spec, flavour, base);
    variant.ifPresent(each -> external.put("variant", each.id()));
    definition.putObject("internalParameters").put("interpreter", interpreter);
    inputs(inputs, lock, lock.packages(base, variant), patches);
    inputs.write(definition.putArray("resolvedDependencies"));
    ObjectNode details = root.putObject("runDetails");
    details.putObject("builder").put("id", HOME);
    details.putObject("metadata").put("invocationId", interpreter);
    return root;
  }

  private static void external(ObjectNode node, ImageSpec spec, Flavour flavour, Base base) {
    node.put("python", spec.python().toString());
    if (spec.optimization().freeThreading()) {
      node.put("freeThreading", true);
    }
    node.put("flavour", flavour.id());
    node.put("base", base.id());
    node.put("platform", spec.platform().toString());
    node.put("suite", spec.suite().codename());
    ObjectNode config = node.putObject("config");
    Metadata.env(spec).forEach(config.putObject("env")::put);
    spec.config().entrypoint().forEach(config.putArray("entrypoint")::add);
    Metadata.cmd(spec).forEach(config.putArray("cmd")::add);
    spec.config().user().ifPresent(user -> config.put("user", user));
    spec.config().workdir().ifPresent(folder -> config.put("workdir", folder));
  }

  private static void inputs(
      ResolvedInputs all, Lock lock, List<LockedPackage> packages, PatchList patches) {
    add(all, lock.source());
    lock.securityPatches().forEach(file -> add(all, file));
    lock.buildRoot().forEach(each -> add(all, each));
    packages.forEach(each -> add(all, each));
    for (Patch patch : patches.patches()) {
      all.add("patch:" + patch.name(), patch.digest().hex());
    }
  }

  /** By its purl, since mirrors differ between machines. */
  private static void add(ResolvedInputs all, LockedPackage each) {
    all.add(
        "pkg:deb/debian/%s@%s?arch=%s"
            .formatted(
                Purl.encoded(each.name()), Purl.encoded(each.version()), each.architecture()),
        each.file().sha256());
  }

  private static void add(ResolvedInputs all, LockedFile file) {
    all.add(
        "pkg:generic/%s@%s".formatted(Purl.encoded(file.name()), Purl.encoded(file.version())),
        file.sha256());
  }
}
