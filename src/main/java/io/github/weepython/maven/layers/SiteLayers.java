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
import io.github.weepython.maven.site.SiteWheels;
import io.github.weepython.maven.site.Wheel;
import io.github.weepython.maven.site.WheelTarget;
import io.github.weepython.maven.spec.ImageSpec;
import io.github.weepython.maven.store.Store;
import io.github.weepython.maven.templates.Templates;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The layers of the user's wheels: the same for all flavours, whichever has installed them. */
public final class SiteLayers {
  private static final String SCRIPT = "site/install.py";

  /** Bytes of a tar without entries. */
  private static final int EMPTY = 1024;

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
  public SiteWheels inputs(ImageSpec spec, Lock lock) {
    SiteTree.prune(spec); // Refuses unknown groups.
    List<Download> known = lock.wheels().stream().map(LockedFile::download).toList();
    WheelTarget target = target(spec, lock);
    return SiteWheels.of(
        spec.contents().site().map(site -> SiteInputs.of(site, target, fetcher, known)),
        spec.contents().layout().wheels(),
        target);
  }

  /** What wheels for an image must fit. */
  public static WheelTarget target(ImageSpec spec, Lock lock) {
    int glibc =
        lock.buildRoot().stream()
            .filter(each -> each.name().equals("libc6"))
            .map(each -> each.version().replaceFirst("^2\\.(\\d+)\\D.*", "$1"))
            .mapToInt(Integer::parseInt)
            .findFirst()
            .orElseThrow();
    return new WheelTarget(
        spec.python(), spec.platform().architecture(), glibc, spec.optimization().freeThreading());
  }

  /**
   * The layers, lowest first: what changes seldom, then the program itself.
   *
   * @param interpreter the digest of what the install tree is made of, by whose flags sources are
   *     compiled
   * @param installed the install tree of one of the flavours, asked for when a layer is not there
   *     yet
   */
  public List<Layer> layers(
      ImageSpec spec, Lock lock, SiteWheels inputs, Digest interpreter, Supplier<Path> installed) {
    SiteWheels wheels = inputs.built(each -> built(each, spec, lock, interpreter, installed));
    WheelGroups groups = new WheelGroups(wheels, spec.contents().layout());
    List<Layer> made = new ArrayList<>();
    for (SiteInputs siteInputs : inputs(wheels)) {
      made.addAll(
          layers.scratch(
              scratch ->
                  layers(spec, lock, siteInputs, groups.of(siteInputs), installed, scratch)));
    }
    return made;
  }

  private List<Wheel.OnDisk> built(
      SiteInputs inputs, ImageSpec spec, Lock lock, Digest interpreter, Supplier<Path> installed) {
    WheelTarget target = target(spec, lock);
    String key = SourceWheels.key(lock, interpreter, target);
    try {
      return built.wheels(inputs, lock, target, key, installed);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<SiteInputs> inputs(SiteWheels wheels) {
    return Stream.concat(wheels.dependencies().stream(), wheels.project().stream()).toList();
  }

  private List<Layer> layers(
      ImageSpec spec,
      Lock lock,
      SiteInputs inputs,
      List<WheelGroups.Group> groups,
      Supplier<Path> installed,
      Path scratch) {
    LayerStore.Tree all = once(spec, lock, inputs, installed, scratch);
    List<Layer> made = new ArrayList<>();
    for (WheelGroups.Group group : groups) {
      String key = key(spec, lock, inputs, group);
      LayerStore.Tree part =
          any -> {
            FileTree tree = all.make(any);
            return DistributionFiles.of(tree).part(tree, group.projects());
          };
      Layer layer = layers.layer(spec, group.title(), key, part);
      if (layer.rawSize() > EMPTY) { // pip may take none of a project's wheels.
        made.add(layer);
      }
    }
    return made;
  }

  /** All that a layer's files depend on. */
  private static String key(ImageSpec spec, Lock lock, SiteInputs inputs, WheelGroups.Group group) {
    String names =
        inputs.only(group.projects()).wheels().stream()
            .map(each -> each.wheel().project())
            .distinct()
            .sorted()
            .collect(Collectors.joining(" "));
    return String.join(
        "\n",
        "site 3 " + SiteTree.key(spec) + spec.contents().pip(),
        Templates.text(SCRIPT),
        lock.source().sha256(),
        names,
        inputs.key(group.projects()));
  }

  /** The installed files, which are installed when first asked for. */
  private LayerStore.Tree once(
      ImageSpec spec, Lock lock, SiteInputs inputs, Supplier<Path> installed, Path scratch) {
    List<FileTree> made = new ArrayList<>(1);
    return any -> {
      if (made.isEmpty()) {
        made.add(SiteTree.of(spec, install(spec, lock, inputs, installed.get(), scratch)));
      }
      return made.get(0);
    };
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
    for (Entry entry : site.entries()) {
      if (entry.type() == Entry.Type.FILE && pip.get(entry.path()).isPresent()) {
        throw new SiteException(
            "<site> installs /%s, which the image's pip brings along already. Set <pip> or -Dwee.pip to false, or leave that wheel out."
                .formatted(entry.path()));
      }
    }
  }
}
