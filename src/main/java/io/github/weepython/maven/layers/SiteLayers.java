package io.github.weepython.maven.layers;

import io.github.weepython.maven.archive.Entry;
import io.github.weepython.maven.archive.FileTree;
import io.github.weepython.maven.archive.TreeReader;
import io.github.weepython.maven.digest.Digest;
import io.github.weepython.maven.fetch.Download;
import io.github.weepython.maven.fetch.Fetcher;
import io.github.weepython.maven.image.Layer;
import io.github.weepython.maven.inputs.BuildRoots;
import io.github.weepython.maven.inputs.Lock;
import io.github.weepython.maven.inputs.LockedFile;
import io.github.weepython.maven.progress.Progress;
import io.github.weepython.maven.sandbox.SandboxSelector;
import io.github.weepython.maven.site.SiteException;
import io.github.weepython.maven.site.SiteInputs;
import io.github.weepython.maven.site.SiteInstaller;
import io.github.weepython.maven.site.WheelTarget;
import io.github.weepython.maven.spec.ImageSpec;
import io.github.weepython.maven.spec.Stdlib;
import io.github.weepython.maven.store.Store;
import io.github.weepython.maven.templates.Templates;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** The layer of the user's wheels: one for all flavours, whichever has installed it. */
public final class SiteLayers {
  private static final String SCRIPT = "site/install.py";

  private final LayerStore layers;
  private final Fetcher fetcher;
  private final BuildRoots roots;
  private final SandboxSelector sandboxes;
  private final Progress progress;
  private final SourceWheels built;

  public SiteLayers(
      Store store,
      LayerStore layers,
      Fetcher fetcher,
      BuildRoots roots,
      SandboxSelector sandboxes,
      Progress progress) {
    this.layers = layers;
    this.fetcher = fetcher;
    this.roots = roots;
    this.sandboxes = sandboxes;
    this.progress = progress;
    this.built = new SourceWheels(store, roots, sandboxes, progress);
  }

  /** What is to be installed, brought here; refuses what can't be, before any long work. */
  public Optional<SiteInputs> inputs(ImageSpec spec, Lock lock) {
    List<Download> known = lock.wheels().stream().map(LockedFile::download).toList();
    return spec.contents()
        .site()
        .map(site -> SiteInputs.of(site, target(spec, lock), fetcher, known));
  }

  private static WheelTarget target(ImageSpec spec, Lock lock) {
    int glibc =
        lock.buildRoot().stream()
            .filter(each -> each.name().equals("libc6"))
            .map(each -> each.version().replaceFirst("^2\\.(\\d+)\\D.*", "$1"))
            .mapToInt(Integer::parseInt)
            .findFirst()
            .orElseThrow();
    return new WheelTarget(spec.python(), spec.platform().debian(), glibc);
  }

  /**
   * The layer, or none.
   *
   * @param interpreter the digest of what the install tree is made of; sources are compiled by its
   *     flags, so that a layer with such is a flavour's own
   * @param installed the install tree of one of the flavours, asked for when there is no layer yet
   */
  public List<Layer> layers(
      ImageSpec spec,
      Lock lock,
      Optional<SiteInputs> inputs,
      Digest interpreter,
      Supplier<Path> installed) {
    if (inputs.isEmpty()) {
      return List.of();
    }
    String sources = SourceWheels.key(lock, interpreter, target(spec, lock));
    Stdlib stdlib = spec.contents().stdlib();
    String key =
        String.join(
                "\n",
                "site 1 " + (stdlib == Stdlib.SOURCE) + spec.contents().pip(),
                Templates.text(SCRIPT),
                lock.source().sha256(),
                inputs.get().key(),
                inputs.get().sources().isEmpty() ? "" : sources)
            .strip();
    LayerStore.Tree tree =
        scratch -> {
          SiteInputs all =
              inputs
                  .get()
                  .withBuilt(
                      built.wheels(inputs.get(), lock, target(spec, lock), sources, installed));
          FileTree made = install(spec, lock, all, installed.get(), scratch);
          return stdlib == Stdlib.SOURCE ? BytecodeLayout.of(made, stdlib) : made;
        };
    return List.of(layers.layer(spec, "site", key, tree));
  }

  private FileTree install(
      ImageSpec spec, Lock lock, SiteInputs inputs, Path installed, Path scratch)
      throws IOException {
    sandboxes.require();
    Path root = roots.directory(lock);
    SiteInstaller installer = new SiteInstaller(sandboxes.choose(root), Templates.text(SCRIPT));
    try (Progress.Step step =
        progress.step("Installing %d wheels".formatted(inputs.wheels().size()))) {
      FileTree tree = installer.install(inputs, root, installed, scratch);
      if (spec.contents().pip()) {
        refuseTwice(tree, TreeReader.read(installed.resolve("pip")));
      }
      return tree;
    }
  }

  /** Two versions of one project, one over the other, would be neither. */
  private static void refuseTwice(FileTree site, FileTree pip) {
    for (Entry each : site.entries()) {
      if (each.type() == Entry.Type.FILE && pip.get(each.path()).isPresent()) {
        throw new SiteException(
            "<site> installs /%s, which the image's pip brings along already. Set <pip> or -Dwee.pip to false, or leave that wheel out."
                .formatted(each.path()));
      }
    }
  }
}
