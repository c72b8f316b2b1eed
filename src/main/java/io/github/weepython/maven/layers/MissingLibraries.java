package io.github.weepython.maven.layers;

import io.github.weepython.maven.elf.Closure;
import io.github.weepython.maven.elf.ElfException;
import io.github.weepython.maven.elf.MissingLibrary;
import io.github.weepython.maven.spec.OptionalLibraries;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What to think of libraries that the loader would not find.
 *
 * @param errors lines about files that can't work
 * @param warnings lines about files of Debian packages, which may have other ways to load them
 */
record MissingLibraries(List<String> errors, List<String> warnings) {
  private static final String EXCUSE =
      "Name what is optional in <optionalLibraries> (-Dwee.optionalLibraries): a library such as"
          + " libcuda.so.1, or the file that needs it.";

  MissingLibraries {
    errors = List.copyOf(errors);
    warnings = List.copyOf(warnings);
  }

  /**
   * Judges each.
   *
   * @param lenient whether the files of packages may lack what their packages' dependencies don't
   *     bring: dpkg has configured these packages as they are
   */
  static MissingLibraries of(
      ImagePrograms image, Closure closure, OptionalLibraries optional, boolean lenient) {
    List<String> errors = new ArrayList<>();
    List<String> warnings = new ArrayList<>();
    for (MissingLibrary library : closure.missing()) {
      List<String> places = closure.elsewhere(library);
      boolean fine =
          optional.excuse("/" + library.file(), library.library())
              || places.stream().anyMatch(place -> isBeside(image, library.file(), place));
      if (!fine) {
        boolean packaged = image.packages().ownerOf(library.file()).isPresent();
        boolean other = !places.isEmpty() && packaged;
        ((packaged && lenient) || other ? warnings : errors).add(line(image, library, places));
      }
    }
    return new MissingLibraries(errors, warnings);
  }

  /**
   * Whether a program that has loaded one file will have loaded the other: one package's, one
   * private folder's, or a Python package's, which loads its libraries first.
   */
  private static boolean isBeside(ImagePrograms image, String file, String library) {
    Optional<String> owner = image.packages().ownerOf(file);
    if (owner.isPresent()) {
      return owner.equals(image.packages().ownerOf(library))
          || folder(file).equals(folder(library));
    }
    return file.contains("-packages/") && library.contains("-packages/");
  }

  private static String folder(String path) {
    return path.substring(0, Math.max(0, path.lastIndexOf('/')));
  }

  private static String line(ImagePrograms image, MissingLibrary each, List<String> places) {
    String owner =
        image.packages().ownerOf(each.file()).map(p -> " (package " + p + ")").orElse("");
    String place =
        places.isEmpty() ? "" : ", and the loader does not look for it in /" + places.get(0);
    return "/%s%s needs %s%s".formatted(each.file(), owner, each.library(), place);
  }

  /**
   * @throws ElfException when there are errors
   */
  void refuse() {
    if (!errors.isEmpty()) {
      throw new ElfException(
          ("The image lacks shared libraries:\n"
                  + "  %s\n"
                  + "Add the Debian packages that have them to <packages> (-Dwee.packages). A library"
                  + " in a folder of its own is found if <files> adds a file to /etc/ld.so.conf.d that"
                  + " names the folder.\n"
                  + "%s")
              .formatted(String.join("\n  ", errors), EXCUSE));
    }
  }

  Optional<String> warning() {
    return warnings.isEmpty()
        ? Optional.empty()
        : Optional.of(
            ("Programs of Debian packages name shared libraries that the loader will not find:\n"
                    + "  %s\n"
                    + "They may load them in another way or do without. If not, add the packages that"
                    + " have them to <packages> (-Dwee.packages). %s")
                .formatted(String.join("\n  ", warnings), EXCUSE));
  }
}
