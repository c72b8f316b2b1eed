package io.github.weepython.maven.layers;

import io.github.weepython.maven.archive.Entry;
import io.github.weepython.maven.archive.FileTree;
import io.github.weepython.maven.prune.PruneList;
import io.github.weepython.maven.spec.ImageSpec;
import io.github.weepython.maven.spec.Stdlib;
import java.io.IOException;
import java.util.function.Predicate;

/** What becomes of the files that pip installed: pruned and laid out as the user wishes. */
final class SiteTree {
  private static final String LIST = "prune/site.list";
  private static final String BELOW = "usr/local/";

  private SiteTree() {}

  /**
   * What is left out.
   *
   * @throws io.github.weepython.maven.spec.SpecException when there is no such group
   */
  static PruneList prune(ImageSpec spec) {
    return PruneList.chosen(LIST, spec.contents().layout().prune());
  }

  private static Stdlib modules(ImageSpec spec) {
    return spec.contents().layout().modules(spec.contents().stdlib());
  }

  /** All that {@link #of} depends on. */
  static String key(ImageSpec spec) {
    return modules(spec).id() + "\n" + prune(spec).key();
  }

  /** The tree as it is in the image; its RECORD files say so. */
  static FileTree of(ImageSpec spec, FileTree installed) throws IOException {
    Predicate<String> pruned = prune(spec).pruned();
    FileTree kept = new FileTree();
    for (Entry entry : installed.entries()) {
      boolean folder = entry.type() == Entry.Type.DIRECTORY;
      if (!folder && !pruned.test(entry.path().substring(BELOW.length()))) {
        kept.put(entry);
      }
    }
    FileTree laidOut = BytecodeLayout.of(kept, modules(spec), PythonLayers.series(spec));
    return DistributionFiles.recorded(DistributionFiles.withFolders(laidOut, installed));
  }
}
