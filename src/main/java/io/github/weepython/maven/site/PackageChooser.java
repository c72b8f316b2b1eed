package io.github.weepython.maven.site;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.weepython.maven.spec.SiteIndex;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Chooses which file of a locked package is installed: the wheel that fits best, or its source
 * archive where none does.
 */
final class PackageChooser {
  private final String what;
  private final Path file;
  private final WheelTarget target;
  private final List<SiteIndex> indexes;
  private final LockedFiles files;

  /**
   * @param what the element of the pom that names the lock
   * @param file the lock
   * @param indexes the user's; where there are any, the lock may name no other
   */
  PackageChooser(String what, Path file, WheelTarget target, List<SiteIndex> indexes) {
    this.what = what;
    this.file = file;
    this.target = target;
    this.indexes = List.copyOf(indexes);
    this.files = new LockedFiles(what, file);
  }

  /**
   * Looks at what {@code requires-python} says.
   *
   * @param whose begins the message
   * @throws SiteException when the image's Python is another one
   */
  void requirePython(JsonNode node, String whose) {
    String wanted = node.path("requires-python").asText("");
    PackageVersion release = target.pythonRelease();
    if (!VersionSpecifier.parse(wanted).map(s -> s.admits(release)).orElse(false)) {
      throw new SiteException(
          "%s %s requires Python %s, and the image has %s. Set <python> or -Dwee.python, or lock again for it."
              .formatted(whose, file, wanted, target.python()));
    }
  }

  /**
   * The file that is installed of a package.
   *
   * @throws SiteException when none fits, or what the lock says of it is not consistent
   */
  ChosenPackage choose(JsonNode node) {
    String name = node.path("name").asText("");
    if (name.isEmpty()) {
      throw new SiteException(
          "%s %s has a package without a name. Lock again.".formatted(what, file));
    }
    if (node.has("requires-python")) {
      requirePython(node, "'" + name + "' of " + what);
    }
    LockIndexes.check(what + " " + file, name, node.path("index").asText(""), indexes);
    Optional<Wheel> best = Optional.empty();
    Optional<JsonNode> found = Optional.empty();
    for (JsonNode child : node.path("wheels")) {
      Optional<Wheel> wheel = Wheel.parse(files.name(name, child));
      if (wheel.isPresent()
          && wheel.get().project().equals(Wheel.normalized(name))
          && target.fits(wheel.get())
          && (best.isEmpty() || target.prefers(wheel.get(), best.get()))) {
        best = wheel;
        found = Optional.of(child);
      }
    }
    if (best.isEmpty() || found.isEmpty()) {
      return source(node, name).orElseThrow(() -> unavailable(node, name));
    }
    return wheel(node, name, best.get(), found.get());
  }

  private ChosenPackage wheel(JsonNode node, String name, Wheel wheel, JsonNode found) {
    String version = node.path("version").asText(wheel.version());
    if (!wheel.isVersion(version)) {
      throw new SiteException(
          "%s %s has version %s of '%s', but the wheel %s. Lock again."
              .formatted(what, file, version, name, wheel.name()));
    }
    return new ChosenPackage(
        Wheel.normalized(name),
        version,
        Optional.of(wheel),
        Optional.empty(),
        files.download(wheel.name(), found));
  }

  /** A source archive, or an archive that the project asks for by its address. */
  private Optional<ChosenPackage> source(JsonNode node, String name) {
    JsonNode sdist = node.has("archive") ? node.path("archive") : node.path("sdist");
    if (sdist.isMissingNode()) {
      return Optional.empty();
    }
    String archive = files.name(name, sdist);
    Optional<Wheel> wheel = Wheel.parse(archive);
    if (wheel.isPresent() && target.fits(wheel.get())) {
      return Optional.of(wheel(node, name, wheel.get(), sdist));
    }
    if (!SourceArchive.isReadable(archive)) {
      throw new SiteException(
          "'%s' of %s %s comes as %s, which is neither a wheel that fits %s nor a source archive in .tar.gz or .zip. Lock again."
              .formatted(name, what, file, archive, target));
    }
    String version = node.path("version").asText("");
    SourceArchive source =
        new SourceArchive(
            archive, Wheel.normalized(name), version, sdist.path("subdirectory").asText(""));
    Optional<SourceArchive> named = SourceArchive.parse(archive);
    if (node.has("sdist")
        && named.isPresent()
        && !(named.get().project().equals(source.project())
            && (version.isEmpty() || named.get().isVersion(version)))) {
      throw new SiteException(
          "%s %s has version %s of '%s', but the source archive %s. Lock again."
              .formatted(what, file, version, name, archive));
    }
    return Optional.of(
        new ChosenPackage(
            Wheel.normalized(name),
            version,
            Optional.empty(),
            Optional.of(source),
            files.download(archive, sdist)));
  }

  private SiteException unavailable(JsonNode node, String name) {
    String why =
        node.has("vcs")
            ? "it comes from the repository "
                + node.path("vcs").path("url").asText(node.path("vcs").path("path").asText(""))
                + ", and wee runs no git: lock a release of it, or an archive of that commit by its"
                + " URL and hash"
            : node.has("directory")
                ? "it is the folder "
                    + node.path("directory").path("path").asText("")
                    + ", whose content no lock fixes: leave it out (uv export --no-emit-project,"
                    + " --no-emit-workspace) and add it by <files>, or build a wheel of it and lock"
                    + " that"
                : node.path("wheels").isEmpty()
                    ? "it has neither wheels nor a source archive"
                    : "none of its wheels fits %s, and it has no source archive:%s"
                        .formatted(target, names(node, name));
    return new SiteException(
        "'%s' of %s %s can't be installed: %s.".formatted(name, what, file, why));
  }

  private String names(JsonNode node, String name) {
    StringBuilder text = new StringBuilder();
    node.path("wheels").forEach(wheel -> text.append("\n  ").append(files.name(name, wheel)));
    return text.toString();
  }
}
