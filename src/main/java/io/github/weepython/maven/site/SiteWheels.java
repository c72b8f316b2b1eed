package io.github.weepython.maven.site;

import io.github.weepython.maven.digest.Digest;
import io.github.weepython.maven.spec.ProjectWheel;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * All wheels of an image: what a lock, requirements or a folder name, which change seldom, and the
 * wheels of the project, which change with each commit and are installed by themselves.
 *
 * @param dependencies what {@code <site>} names
 * @param project the wheels of the project, and those that Maven resolved
 * @param own the projects (normalized) that are the user's own program
 */
public record SiteWheels(
    Optional<SiteInputs> dependencies, Optional<SiteInputs> project, Set<String> own) {
  /** No wheels. */
  public static final SiteWheels NONE =
      new SiteWheels(Optional.empty(), Optional.empty(), Set.of());

  public SiteWheels {
    own = Set.copyOf(own);
  }

  /**
   * Puts both together.
   *
   * @throws SiteException when a wheel of the project is damaged, does not fit the image, is there
   *     twice, or requires what is not there
   */
  public static SiteWheels of(
      Optional<SiteInputs> dependencies, List<ProjectWheel> wheels, WheelTarget target) {
    if (wheels.isEmpty()) {
      return new SiteWheels(dependencies, Optional.empty(), Set.of());
    }
    Map<String, WheelArchive> all = new LinkedHashMap<>();
    Set<String> own = new TreeSet<>();
    for (ProjectWheel wheel : wheels) {
      WheelArchive archive = read(wheel, target);
      String name = archive.wheel().project();
      Optional<WheelArchive> twice = Optional.ofNullable(all.put(name, archive));
      if (twice.isPresent()) {
        throw twice(name, twice.get().origin(), archive.origin());
      }
      if (wheel.own()) {
        own.add(name);
      }
    }
    List<Wheel> others = dependencies.map(SiteWheels::installable).orElse(List.of());
    for (Wheel other : others) {
      Optional.ofNullable(all.get(other.project()))
          .ifPresent(
              a -> {
                throw twice(other.project(), a.origin(), "<site> as " + other.name());
              });
    }
    Set<String> more = required(all, others, target);
    return new SiteWheels(dependencies.map(d -> with(d, more)), Optional.of(inputs(all)), own);
  }

  private static WheelArchive read(ProjectWheel wheel, WheelTarget target) {
    try {
      WheelArchive archive = WheelArchive.read(wheel.origin(), wheel.file());
      if (!target.fits(archive.wheel())) {
        throw new SiteException(
            "%s does not fit %s: by its tags it is %s."
                .formatted(wheel.origin(), target, archive.wheel().name()));
      }
      return archive;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static SiteException twice(String name, String one, String other) {
    return new SiteException(
        "'%s' would be installed twice: by %s and by %s. Leave one of them out; uv export --no-emit-project keeps the project itself out of its lock."
            .formatted(name, one, other));
  }

  /** What pip may choose: where hashes count, only what they name; and what is built first. */
  private static List<Wheel> installable(SiteInputs inputs) {
    Stream<Wheel> wheels =
        inputs.wheels().stream()
            .filter(each -> !inputs.hashed() || isNamed(each, inputs.requirements()))
            .map(Wheel.OnDisk::wheel);
    return Stream.concat(wheels, inputs.sources().stream().map(each -> inFuture(each.archive())))
        .toList();
  }

  private static boolean isNamed(Wheel.OnDisk wheel, String requirements) {
    return requirements.contains(Digest.ofUnchecked(wheel.file()).hex());
  }

  private static Wheel inFuture(SourceArchive source) {
    return new Wheel(
        source.name(),
        source.project(),
        source.version(),
        Wheel.Build.NONE,
        List.of(),
        List.of(),
        List.of());
  }

  /** What wheels of the project require of others, as PEP 508 writes it. */
  private static Set<String> required(
      Map<String, WheelArchive> archives, List<Wheel> others, WheelTarget target) {
    List<Wheel> project = archives.values().stream().map(WheelArchive::wheel).toList();
    List<Wheel> all = Stream.concat(project.stream(), others.stream()).toList();
    Set<String> more = new TreeSet<>();
    List<String> missing = new ArrayList<>();
    for (WheelArchive archive : archives.values()) {
      for (String line : archive.requires()) {
        String text = line.replaceFirst("@[^;]*", ""); // A URL is where it was, not what it is.
        BuildRequirement wanted = BuildRequirement.parse(archive.origin(), text);
        if (!wanted.isMet(target, all)) {
          missing.add("%s requires %s".formatted(archive.origin(), text));
        } else if (!wanted.isMet(target, project)) {
          more.add(text);
        }
      }
    }
    if (!missing.isEmpty()) {
      throw new SiteException(
          "Wheels of the project lack what they require:\n  %s\nAdd it to <site>'s <lock>, <requirements> or <wheelhouse>, or as a <dependency> of type whl. Wheels that are there:%s"
              .formatted(String.join("\n  ", missing), names(all)));
    }
    return more;
  }

  private static String names(List<Wheel> wheels) {
    return wheels.stream().map(each -> "\n  " + each.name()).sorted().collect(Collectors.joining());
  }

  /** pip also installs what the project requires, where requirements don't say all. */
  private static SiteInputs with(SiteInputs inputs, Set<String> more) {
    if (inputs.hashed() || inputs.complete() || more.isEmpty()) {
      return inputs;
    }
    String all = inputs.requirements() + String.join("\n", more) + "\n";
    return new SiteInputs(inputs.wheels(), all, false, false, inputs.sources(), inputs.tools());
  }

  private static SiteInputs inputs(Map<String, WheelArchive> archives) {
    String requirements =
        archives.values().stream()
            .map(each -> each.wheel().project() + "==" + each.wheel().version() + "\n")
            .sorted()
            .collect(Collectors.joining());
    List<Wheel.OnDisk> wheels =
        archives.values().stream()
            .map(each -> new Wheel.OnDisk(each.wheel(), each.file(), ""))
            .toList();
    return new SiteInputs(wheels, requirements, false, true);
  }

  /**
   * The same once sources were built.
   *
   * @param builder makes a wheel of each source
   */
  public SiteWheels built(Function<SiteInputs, List<Wheel.OnDisk>> builder) {
    return new SiteWheels(
        dependencies.map(
            inputs ->
                inputs.sources().isEmpty() ? inputs : inputs.withBuilt(builder.apply(inputs))),
        project,
        own);
  }

  /** All files that went in. */
  public List<SiteInputs.Input> files() {
    return Stream.concat(dependencies.stream(), project.stream())
        .flatMap(inputs -> inputs.files().stream())
        .toList();
  }

  /** All wheels, of both kinds. */
  public List<Wheel.OnDisk> wheels() {
    return Stream.concat(dependencies.stream(), project.stream())
        .flatMap(inputs -> inputs.wheels().stream())
        .toList();
  }
}
