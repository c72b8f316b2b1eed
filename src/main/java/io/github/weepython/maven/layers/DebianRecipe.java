package io.github.weepython.maven.layers;

import io.github.weepython.maven.archive.Content;
import io.github.weepython.maven.archive.Entry;
import io.github.weepython.maven.debian.archive.Mirrors;
import io.github.weepython.maven.debian.rootfs.DebianBase;
import io.github.weepython.maven.prune.PruneList;
import io.github.weepython.maven.spec.Base;
import io.github.weepython.maven.spec.CaCertificates;
import io.github.weepython.maven.spec.PackageSelection;
import io.github.weepython.maven.spec.Suite;
import io.github.weepython.maven.templates.Templates;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * How a suite's packages become the Debian base.
 *
 * @param key all that it depends on
 */
record DebianRecipe(DebianBase.Recipe recipe, String key) {
  /** Sections of the manual: scripts put links there, whether there is a page or not. */
  private static final int SECTIONS = 9;

  private static final List<String> SOURCES =
      List.of("record.h", "process.h", "whose.c", "clock.c", "recorder.c", "listener.c");

  static DebianRecipe of(Suite suite, PackageSelection extras) {
    Set<String> keep = extras.keep();
    String locales = keep.contains("locales") ? "keep" : "cut";
    String configure = Templates.text("base/configure.sh").replace("@locales@", locales);
    Map<String, String> recorder = new TreeMap<>();
    for (String source : SOURCES) {
      recorder.put(source, Templates.text("base/" + source));
    }
    String generated = "base/generated.list";
    String sources =
        Templates.text("base/debian.sources")
            .replace("@suite@", suite.codename())
            .replace("@main@", Mirrors.DEFAULT.main().get(0).toString())
            .replace("@security@", Mirrors.DEFAULT.security().get(0).toString());
    String policy = Templates.text("base/policy-rc.d");
    // As netbase's script makes it, unless it is there; in a container the engine's own always is.
    String hosts = Templates.text("base/hosts");
    String paths = paths(PruneList.of(Base.DEBIAN, keep));
    List<Entry> files = new ArrayList<>(certificates(extras.certificates()));
    for (int i = 1; i <= SECTIONS; i++) {
      files.add(Entry.directory("usr/share/man/man" + i, 0755));
    }
    files.addAll(
        List.of(
            Entry.file("etc/apt/sources.list.d/debian.sources", 0644, Content.of(sources)),
            Entry.file("etc/hosts", 0644, Content.of(hosts)),
            Entry.file("usr/sbin/policy-rc.d", 0755, Content.of(policy)),
            Entry.file("etc/dpkg/dpkg.cfg.d/wee", 0644, Content.of(paths))));
    return new DebianRecipe(
        new DebianBase.Recipe(configure, recorder, PruneList.matching(generated), files),
        String.join(
                "\n",
                configure,
                recorder.toString(),
                Templates.text(generated),
                sources,
                policy,
                hosts,
                paths)
            + extras.certificates());
  }

  /** One a file: ca-certificates' script merges what is there, as in any Debian. */
  private static List<Entry> certificates(List<CaCertificates> all) {
    List<Entry> files = new ArrayList<>();
    for (CaCertificates certificates : all) {
      certificates
          .files()
          .forEach(
              (name, pem) ->
                  files.add(
                      Entry.file(
                          "usr/local/share/ca-certificates/" + name, 0644, Content.of(pem))));
    }
    return files;
  }

  /** As dpkg(1) takes them: its asterisk matches slashes too. */
  private static String paths(PruneList prune) {
    return prune.lasting().groups().stream()
        .filter(group -> !group.name().isEmpty())
        .flatMap(group -> group.patterns().stream())
        // Links to folders stay by themselves, where an include may be below.
        .filter(pattern -> !pattern.matches("!.*/\\*"))
        .map(
            pattern ->
                pattern.startsWith("!")
                    ? "path-include=/" + pattern.substring(1)
                    : "path-exclude=/" + pattern.replace("**", "*"))
        .collect(
            Collectors.joining("\n", "# Left out of this image, and of what is added.\n", "\n"));
  }
}
