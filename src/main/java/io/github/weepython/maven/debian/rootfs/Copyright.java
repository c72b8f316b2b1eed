package io.github.weepython.maven.debian.rootfs;

import io.github.weepython.maven.debian.archive.Stanza;
import io.github.weepython.maven.debian.archive.Stanzas;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Licences of a package's copyright file: machine-readable (DEP-5), else those it refers to. */
final class Copyright {
  private static final Pattern COMMON =
      Pattern.compile("/usr/share/common-licenses/([A-Za-z]+[0-9]?(?:-[0-9.]*[0-9])?)");

  private static final Pattern SEPARATOR = Pattern.compile(",? +(?:and/or|and|or) +|[,|] *");

  private Copyright() {}

  /** Short names, sorted; empty when the file names none in a form that a program can read. */
  static List<String> licences(byte[] file) throws IOException {
    String text = new String(file, StandardCharsets.UTF_8);
    TreeSet<String> names = new TreeSet<>();
    if (text.startsWith("Format:") || text.contains("\nFormat:")) {
      for (Stanza stanza : Stanzas.list(new ByteArrayInputStream(file))) {
        stanza.field("Files").ifPresent(files -> names.addAll(shortNames(stanza)));
      }
    }
    if (names.isEmpty()) {
      Matcher common = COMMON.matcher(text);
      while (common.find()) {
        names.add(common.group(1));
      }
    }
    return List.copyOf(names);
  }

  /** {@code GPL-2+ or Artistic} is two names. */
  private static List<String> shortNames(Stanza files) {
    String line = files.fieldOrEmpty("License").lines().findFirst().orElse("").strip();
    List<String> names = new ArrayList<>();
    for (String name : SEPARATOR.split(line)) {
      if (!name.isBlank()) {
        names.add(name.strip());
      }
    }
    return names;
  }
}
