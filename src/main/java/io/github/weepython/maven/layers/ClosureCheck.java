package io.github.weepython.maven.layers;

import io.github.weepython.maven.digest.Digest;
import io.github.weepython.maven.elf.Closure;
import io.github.weepython.maven.elf.ElfException;
import io.github.weepython.maven.elf.LoaderPaths;
import io.github.weepython.maven.elf.MissingLibrary;
import io.github.weepython.maven.image.Layer;
import io.github.weepython.maven.progress.Progress;
import io.github.weepython.maven.prune.PruneList;
import io.github.weepython.maven.spec.Base;
import io.github.weepython.maven.spec.ImageSpec;
import io.github.weepython.maven.spec.PackageSelection;
import io.github.weepython.maven.store.Store;
import io.github.weepython.maven.templates.Templates;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Looks whether all libraries that an image needs are in it, and no others; once an image. */
public final class ClosureCheck {
  private static final String EXCUSED = "closure/unneeded.list";

  private final Store store;
  private final Progress progress;

  public ClosureCheck(Store store, Progress progress) {
    this.store = store;
    this.progress = progress;
  }

  /**
   * Checks an image, and warns of what only the packages' own programs might miss.
   *
   * @param layers lowest first
   * @throws ElfException naming each file and library
   */
  void check(ImageSpec spec, Base base, List<Layer> layers, ImagePrograms.Reader reader) {
    check(spec, base, layers, isOwn(spec), reader);
  }

  /**
   * The same for a variant of an image: its tools may bring more than anything needs.
   *
   * @throws ElfException naming each file and library
   */
  void checkVariant(ImageSpec spec, Base base, List<Layer> layers, ImagePrograms.Reader reader) {
    check(spec, base, layers, false, reader);
  }

  private void check(
      ImageSpec spec, Base base, List<Layer> layers, boolean own, ImagePrograms.Reader reader) {
    List<String> directories = directories(spec);
    StringBuilder key = new StringBuilder("closure 4 " + base.id() + " " + own + "\n");
    key.append(Templates.text(EXCUSED)).append(directories);
    key.append(spec.contents().optionalLibraries().patterns()).append('\n');
    key.append(LoaderView.of(store, layers));
    Path warnings =
        store.file(
            "closure",
            Digest.of(key.toString()),
            target -> {
              try (Progress.Step step =
                  progress.step("Checking that every shared library is present")) {
                Files.writeString(target, check(spec, base, reader.read(layers), own).orElse(""));
              }
            });
    try {
      Optional.of(Files.readString(warnings)).filter(w -> !w.isEmpty()).ifPresent(progress::warn);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Whether all of the base is wee's choice: a user may want libraries for what comes later. */
  private static boolean isOwn(ImageSpec spec) {
    return spec.extras().equals(PackageSelection.NONE) && !spec.contents().hasWheels();
  }

  private static List<String> directories(ImageSpec spec) {
    String path = spec.config().env().getOrDefault("LD_LIBRARY_PATH", "");
    return List.of(path.split("[:;]")).stream().filter(each -> each.startsWith("/")).toList();
  }

  private static Optional<String> check(ImageSpec spec, Base base, ImagePrograms image, boolean own)
      throws IOException {
    Closure closure = closure(image, directories(spec));
    MissingLibraries missing =
        MissingLibraries.of(
            image, closure, spec.contents().optionalLibraries(), base == Base.DEBIAN && !own);
    missing.refuse();
    List<String> unneeded = closure.unneeded(PruneList.of(EXCUSED, List.of()).pruned());
    if (own && !unneeded.isEmpty()) {
      throw new ElfException(
          "The image has shared libraries that nothing in it needs:\n  %s\nPrune them, or give a reason in templates/%s."
              .formatted(String.join("\n  ", unneeded), EXCUSED));
    }
    return missing.warning();
  }

  private static Closure closure(ImagePrograms image, List<String> directories) throws IOException {
    return new Closure(
        image.tree(), image.programs(), LoaderPaths.cache(image.tree()), directories);
  }

  /** What the loader would not find in these layers. */
  public static List<MissingLibrary> missing(List<Layer> layers) throws IOException {
    return closure(new ImagePrograms.Reader().read(layers), List.of()).missing();
  }
}
