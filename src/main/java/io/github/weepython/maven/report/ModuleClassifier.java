package io.github.weepython.maven.report;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Which Python module a file belongs to. */
final class ModuleClassifier {
  private static final Pattern LIBRARY =
      Pattern.compile("usr/local/lib/python[0-9.]+t?/(?:(site-packages|lib-dynload)/)?(.+)");

  private ModuleClassifier() {}

  /**
   * The top-level module: {@code asyncio}, {@code _ssl}, {@code pip}; the interpreter and its tools
   * have names of their own.
   */
  static Optional<String> of(String path) {
    if (path.startsWith("usr/local/bin/")) {
      return Optional.of(
          path.matches("usr/local/bin/python[0-9.]*t?") ? "(interpreter)" : "(scripts)");
    }
    if (path.startsWith("usr/local/include/")) {
      return Optional.of("(headers)");
    }
    Matcher file = LIBRARY.matcher(path);
    return file.matches() ? Optional.of(top(file.group(2))) : Optional.empty();
  }

  private static String top(String path) {
    String own = path.startsWith("__pycache__/") ? path.substring("__pycache__/".length()) : path;
    int slash = own.indexOf('/');
    if (slash > 0) {
      String folder = own.substring(0, slash);
      return folder.startsWith("config-") ? "(build configuration)" : folder;
    }
    int dot = own.indexOf('.');
    String name = dot > 0 ? own.substring(0, dot) : own;
    return name.startsWith("_sysconfig") ? "(build configuration)" : name;
  }
}
