package io.github.weepython.maven.layers;

import io.github.weepython.maven.archive.Content;
import io.github.weepython.maven.archive.Entry;
import io.github.weepython.maven.archive.FileTree;
import io.github.weepython.maven.templates.Templates;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What stands where {@code python3-config --embed --ldflags} and sysconfig's LIBPL lead in an image
 * whose interpreter is static: a linker script that says what to build instead.
 */
public final class StaticLibrary {
  static final String SCRIPT = "layers/libpython.ld";

  private static final Pattern MAKEFILE =
      Pattern.compile("(usr/local/lib/python([0-9.]+t?)/config[^/]*/)Makefile");

  private static final Pattern SHARED = Pattern.compile("usr/local/lib/libpython[^/]*\\.so[^/]*");

  private StaticLibrary() {}

  /** The linker script. */
  public static String script() {
    return Templates.text(SCRIPT);
  }

  /** The tree with the script, unless it has a library. */
  static FileTree in(FileTree tree) {
    if (tree.entries().stream().noneMatch(each -> SHARED.matcher(each.path()).matches())) {
      for (Entry entry : List.copyOf(tree.entries())) {
        Matcher makefile = MAKEFILE.matcher(entry.path());
        if (makefile.matches()) {
          String library = makefile.group(1) + "libpython" + makefile.group(2) + ".a";
          tree.put(Entry.file(library, 0644, Content.of(script())));
        }
      }
    }
    return tree;
  }
}
