package io.github.weepython.maven.spec;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What a user who knows CPython's build adds to it.
 *
 * @param configureArgs options of CPython's configure
 * @param cflags the compiler's options for CPython itself, which users' extensions don't inherit
 */
public record BuildOptions(List<String> configureArgs, List<String> cflags) {
  public static final BuildOptions NONE = new BuildOptions(List.of(), List.of());

  /** They go through a shell's quotes and a template of at signs. */
  private static final Pattern WORD = Pattern.compile("-[A-Za-z0-9_=+,./:%-]+");

  /** What wee decides on, and where: the beginning of an option and what to use in its place. */
  private static final Map<String, String> OF_CONFIGURE = new LinkedHashMap<>();

  private static final Map<String, String> OF_COMPILER = new LinkedHashMap<>();

  static {
    String flavour = "choose <flavour>";
    String places = "wee installs to /usr/local, leave it out";
    OF_CONFIGURE.put("--(enable|disable)-optimizations", flavour);
    OF_CONFIGURE.put("--(enable|disable)-bolt", flavour);
    OF_CONFIGURE.put("--(with|without)-lto", flavour);
    OF_CONFIGURE.put("--(enable|disable)-profiling", flavour);
    OF_CONFIGURE.put("--(enable|disable)-shared", "set <sharedLibrary>");
    OF_CONFIGURE.put("--(enable|disable)-gil", "set <freeThreading>");
    OF_CONFIGURE.put("--(with|without)-frame-pointers", "set <framePointers>");
    OF_CONFIGURE.put("--(with|without)-ensurepip", "set <pip>");
    OF_CONFIGURE.put("--(with|without)-pydebug", "wee builds releases, leave it out");
    OF_CONFIGURE.put("--(enable|disable)-option-checking", "wee checks options, leave it out");
    OF_CONFIGURE.put("--(enable|disable)-framework.*", "images are of Linux, leave it out");
    OF_CONFIGURE.put("--(host|build|target|srcdir|cache-file)", "set <platforms>");
    OF_CONFIGURE.put("--(with|without)-platlibdir", places);
    OF_CONFIGURE.put("--(prefix|exec-prefix|[a-z]+dir)", places);
    OF_COMPILER.put("-flto.*|-fno-lto|-fuse-linker-plugin|-ffat-lto-objects", flavour);
    OF_COMPILER.put("-f(no-)?profile-.*|-fauto-profile|-fbranch-probabilities|-pg", flavour);
    OF_COMPILER.put("-O.*", "every flavour is -O3, leave it out");
    OF_COMPILER.put("-march|-mcpu|-mtune", "set <march>");
    OF_COMPILER.put(
        "-f(no-)?omit-frame-pointer|-m(no-)?omit-leaf-frame-pointer", "set <framePointers>");
    OF_COMPILER.put("-f(PIC|pic|PIE|pie)|-fno-(PIC|pic|PIE|pie)|-pie|-no-pie", "wee sets it");
    OF_COMPILER.put("-[cEoSx]", "wee decides what the compiler produces, leave it out");
  }

  public BuildOptions {
    configureArgs = List.copyOf(configureArgs);
    cflags = List.copyOf(cflags);
    check("configureArgs", configureArgs, OF_CONFIGURE);
    check("cflags", cflags, OF_COMPILER);
    configureArgs.forEach(BuildOptions::checkOption);
  }

  /** As the pom or the command line has them: separated by white space. */
  public static List<String> words(String text) {
    return Arrays.stream(text.strip().split("\\s+")).filter(w -> !w.isEmpty()).toList();
  }

  private static void check(String parameter, List<String> words, Map<String, String> decided) {
    for (String word : words) {
      if (!WORD.matcher(word).matches()) {
        throw new SpecException(
            "<%s> or -Dwee.%s has '%s', which is not an option: an option begins with a minus and has letters, digits and _=+,./:%%- only."
                .formatted(parameter, parameter, word));
      }
      String name = word.replaceFirst("=.*", "");
      decided.forEach(
          (pattern, instead) -> {
            if (name.matches(pattern)) {
              throw new SpecException(
                  "<%s> or -Dwee.%s has %s, which contradicts what wee sets itself: %s."
                      .formatted(parameter, parameter, word, instead));
            }
          });
    }
  }

  private static void checkOption(String word) {
    if (!word.startsWith("--")) {
      throw new SpecException(
          "<configureArgs> or -Dwee.configureArgs has '"
              + word
              + "'; expected an option such as --without-doc-strings. Flags of the compiler are"
              + " <cflags>.");
    }
  }

  /** In a shell's words, each in quotes. */
  public static String quoted(List<String> words) {
    return words.stream().map(w -> "'" + w + "'").collect(Collectors.joining(" "));
  }
}
