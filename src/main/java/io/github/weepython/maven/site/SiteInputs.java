package io.github.weepython.maven.site;

import io.github.weepython.maven.digest.Digest;
import io.github.weepython.maven.fetch.Download;
import io.github.weepython.maven.fetch.Fetcher;
import io.github.weepython.maven.spec.Site;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Everything that a site is installed from, on this disk.
 *
 * @param wheels that fit, by their files' names
 * @param requirements what is installed of them, as pip reads it
 * @param hashed whether pip compares hashes
 * @param complete whether the requirements are all that is installed, so that pip resolves nothing
 * @param sources what has to be built to wheels first
 * @param tools wheels of build backends and what they need; none where there is nothing to build
 */
public record SiteInputs(
    List<Wheel.OnDisk> wheels,
    String requirements,
    boolean hashed,
    boolean complete,
    List<SourceArchive.OnDisk> sources,
    List<Wheel.OnDisk> tools) {
  /**
   * Takes each file once, however many requirements name it.
   *
   * @throws SiteException when two wheels of one name are not the same file
   */
  public SiteInputs {
    wheels = Wheel.OnDisk.distinct(wheels);
    sources = sources.stream().distinct().toList();
    tools = Wheel.OnDisk.distinct(tools);
  }

  /** With nothing to build. */
  public SiteInputs(
      List<Wheel.OnDisk> wheels, String requirements, boolean hashed, boolean complete) {
    this(wheels, requirements, hashed, complete, List.of(), List.of());
  }

  /** A file that went in. */
  public record Input(String name, String version, Path file, String url) {}

  /**
   * Gathers them.
   *
   * @throws SiteException when something wanted is nowhere, or doesn't fit
   */
  public static SiteInputs of(Site site, WheelTarget target, Fetcher fetcher) {
    return of(site, target, fetcher, List.of());
  }

  /**
   * As {@link #of(Site, WheelTarget, Fetcher)}.
   *
   * @param known files that no index need be asked for
   */
  public static SiteInputs of(
      Site site, WheelTarget target, Fetcher fetcher, List<Download> known) {
    try {
      SiteInputs inputs = gathered(site, target, fetcher, known);
      if (inputs.sources.isEmpty()) {
        return inputs;
      }
      List<Wheel.OnDisk> tools = new BuildTools(site, target, fetcher, known).wheels(inputs.wheels);
      List<Wheel> wheels = tools.stream().map(Wheel.OnDisk::wheel).toList();
      for (SourceArchive.OnDisk disk : inputs.sources) {
        disk.system().requireTools(disk.archive().name(), target, wheels);
      }
      return new SiteInputs(
          inputs.wheels,
          inputs.requirements,
          inputs.hashed,
          inputs.complete,
          inputs.sources,
          tools);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static SiteInputs gathered(
      Site site, WheelTarget target, Fetcher fetcher, List<Download> known) throws IOException {
    if (site.lock().isPresent()) {
      Site.Lock lock = site.lock().get();
      PyLock.Choice choice =
          PyLock.read("<lock>", lock.file(), target, site.indexes())
              .choose(lock.extras(), lock.groups());
      return of(choice.fetched(fetcher), choice.requirements(), true, true);
    }
    Wheelhouse house =
        site.wheelhouse().isPresent() ? Wheelhouse.read(site.wheelhouse().get()) : Wheelhouse.NONE;
    if (site.requirements().isEmpty()) {
      FoundDistributions all = house.all(target);
      return of(all, Wheelhouse.pinned(all.wheels()), false, false);
    }
    Path file = site.requirements().get();
    Requirements wanted = Requirements.read(file);
    house = house.under(wanted.formats());
    List<Wheel.OnDisk> here =
        wanted.hashed() ? house.hashed(wanted, target) : house.fitting(target);
    FoundDistributions found = new FoundDistributions(here, List.of());
    found = found.and(asked(site, wanted, house, target, fetcher, known));
    return of(found, wanted.text(), wanted.hashed(), false);
  }

  private static SiteInputs of(
      FoundDistributions found, String requirements, boolean hashed, boolean complete) {
    return new SiteInputs(
        found.wheels(), requirements, hashed, complete, found.sources(), List.of());
  }

  /** What the requirements name beside the wheels of the house that fit. */
  private static FoundDistributions asked(
      Site site,
      Requirements wanted,
      Wheelhouse house,
      WheelTarget target,
      Fetcher fetcher,
      List<Download> known) {
    FoundDistributions found = FoundDistributions.NONE;
    if (site.indexes().isEmpty()) {
      for (Requirements.Requirement requirement : wanted.all()) {
        if (requirement.applies(target)) {
          FoundDistributions one =
              house.project(
                  requirement.project(), requirement.version(), requirement.hashes(), target);
          found = found.and(new FoundDistributions(List.of(), one.sources()));
        }
      }
      return found;
    }
    wanted.requirePinned(
        "the index "
            + site.indexes().stream().map(Object::toString).collect(Collectors.joining(", ")));
    IndexChain indexes = new IndexChain(site.indexes(), fetcher, target, known, wanted.formats());
    for (Requirements.Requirement item : wanted.all()) {
      if (item.applies(target) && house.locked(item, target).isEmpty()) {
        List<SourceArchive.OnDisk> here =
            house.sources(item.project(), item.version(), item.hashes());
        found =
            found.and(
                here.isEmpty() ? indexes.find(item) : new FoundDistributions(List.of(), here));
      }
    }
    return found;
  }

  /**
   * The same once the sources were built.
   *
   * @param built a wheel of each
   */
  public SiteInputs withBuilt(List<Wheel.OnDisk> built) {
    List<Wheel.OnDisk> all = new ArrayList<>(wheels);
    all.addAll(built);
    List<String> lines = new ArrayList<>(requirements.lines().toList());
    for (Wheel.OnDisk disk : built) {
      require(lines, disk);
    }
    String text = lines.stream().map(line -> line + "\n").collect(Collectors.joining());
    return new SiteInputs(all, text, hashed, complete, List.of(), List.of());
  }

  /** The line of a source archive's project accepts the wheel too; a lock had none for it. */
  private void require(List<String> lines, Wheel.OnDisk built) {
    String hash = hashed ? " --hash=sha256:" + Digest.ofUnchecked(built.file()).hex() : "";
    boolean there = false;
    for (int i = 0; i < lines.size(); i++) {
      String name = lines.get(i).replaceFirst("[\\s\\[;=<>!~].*", "");
      if (Wheel.normalized(name).equals(built.wheel().project())) {
        lines.set(i, lines.get(i) + hash);
        there = true;
      }
    }
    if (!there) {
      lines.add(built.wheel().project() + "==" + built.wheel().version() + hash);
    }
  }

  /** All files that went in. */
  public List<Input> files() {
    return Stream.of(
            wheels.stream().map(SiteInputs::input),
            sources.stream()
                .map(
                    each ->
                        new Input(
                            each.archive().name(),
                            each.archive().version(),
                            each.file(),
                            each.url())),
            tools.stream().map(SiteInputs::input))
        .flatMap(each -> each)
        .distinct()
        .toList();
  }

  private static Input input(Wheel.OnDisk wheel) {
    return new Input(wheel.wheel().name(), wheel.wheel().version(), wheel.file(), wheel.url());
  }

  /**
   * Some of the wheels of a complete list; the requirements say nothing beyond them.
   *
   * @param projects chooses among normalized names
   */
  public SiteInputs only(Predicate<String> projects) {
    List<Wheel.OnDisk> some =
        wheels.stream().filter(each -> projects.test(each.wheel().project())).toList();
    return new SiteInputs(some, "", hashed, complete);
  }

  /** The files' names by their digests. */
  public Map<Digest, String> digests() {
    Map<Digest, String> all = new TreeMap<>();
    files().forEach(each -> all.put(Digest.ofUnchecked(each.file()), each.name()));
    return all;
  }

  /** The last arguments of templates/site/install.py: how pip installs them. */
  public List<String> flags() {
    List<String> flags = new ArrayList<>();
    if (hashed) {
      flags.add("hashed");
    }
    if (complete) {
      flags.add("complete");
    }
    return flags;
  }

  /** All that a result depends on, but for what sources are built on. */
  public String key() {
    String installed = lines(wheels.stream().map(SiteInputs::input));
    String text = installed + requirements + hashed + (complete ? " complete" : "") + "\n";
    return sources.isEmpty()
        ? text
        : text
            + "sources\n"
            + lines(files().stream())
            + sources.stream().map(each -> each.archive().toString()).sorted().toList();
  }

  /**
   * All that the files of some projects depend on: of a complete list, each wheel is what it is by
   * itself, but where another one installs a file at the same place. Files that no RECORD names are
   * with the projects that the empty name is chosen with.
   *
   * @param projects chooses among normalized names
   */
  public String key(Predicate<String> projects) {
    if (!complete) {
      return key();
    }
    List<Wheel.OnDisk> others = SharedFiles.others(wheels, projects);
    List<Wheel.OnDisk> nobodys = projects.test("") ? UnrecordedFiles.having(wheels) : List.of();
    return only(projects).key() + named("shared\n", others) + named("unrecorded\n", nobodys);
  }

  private static String named(String title, List<Wheel.OnDisk> some) {
    return some.isEmpty() ? "" : title + lines(some.stream().map(SiteInputs::input));
  }

  private static String lines(Stream<Input> files) {
    return files
        .map(each -> each.name() + " " + Digest.ofUnchecked(each.file()).hex() + "\n")
        .sorted()
        .collect(Collectors.joining());
  }

  /** All that the wheel of one of the sources depends on, but for what it is built on. */
  public String key(SourceArchive.OnDisk source) {
    return source.archive()
        + " "
        + Digest.ofUnchecked(source.file())
        + (source.archive().isZip() ? " with modes" : "") // Once, all files were 0644.
        + "\n"
        + lines(tools.stream().map(SiteInputs::input));
  }
}
