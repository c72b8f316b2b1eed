package io.github.weepython.maven.inputs;

import static io.github.weepython.maven.Jackson.JSON;

import io.github.weepython.maven.Meanwhile;
import io.github.weepython.maven.debian.archive.DebianArchive;
import io.github.weepython.maven.debian.archive.Package;
import io.github.weepython.maven.debian.archive.PackageIndex;
import io.github.weepython.maven.debian.resolve.Resolution;
import io.github.weepython.maven.debian.resolve.Resolver;
import io.github.weepython.maven.digest.Digest;
import io.github.weepython.maven.fetch.Download;
import io.github.weepython.maven.progress.Progress;
import io.github.weepython.maven.source.SecurityPatches;
import io.github.weepython.maven.source.SourceFinder;
import io.github.weepython.maven.source.SourceTarball;
import io.github.weepython.maven.spec.Base;
import io.github.weepython.maven.spec.ImageSpec;
import io.github.weepython.maven.spec.Platform;
import io.github.weepython.maven.spec.Site;
import io.github.weepython.maven.spec.SourceBuildOptions;
import io.github.weepython.maven.spec.Variant;
import io.github.weepython.maven.store.Store;
import io.github.weepython.maven.templates.Templates;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Resolves a spec's inputs, and remembers them for a day. */
public final class LockResolver {
  private static final Duration FRESH = Duration.ofDays(1);
  private static final List<String> PREFERRED = List.of("mawk", "usr-is-merged");

  private static final List<String> COMPILERS = List.of("gcc", "g++", "libc6-dev");

  private final Store store;
  private final DebianArchive archive;
  private final SourceFinder sources;
  private final SecurityPatches security;
  private final Progress progress;
  private final InstantSource clock;
  private final Settings settings;

  /**
   * @param refresh whether what is remembered counts for nothing (Maven's {@code -U})
   * @param offline whether it counts however old it is
   * @param origin what else the answer depends on: mirrors and keys
   * @param from the machine's platform where it compiles for another
   * @param fixed comes before anything that is resolved
   */
  public record Settings(
      boolean refresh,
      boolean offline,
      String origin,
      Optional<Platform> from,
      FixedInputs fixed) {}

  public LockResolver(
      Store store,
      DebianArchive archive,
      SourceFinder sources,
      SecurityPatches security,
      Progress progress,
      InstantSource clock,
      Settings settings) {
    this.store = store;
    this.archive = archive;
    this.sources = sources;
    this.security = security;
    this.progress = progress;
    this.clock = clock;
    this.settings = settings;
  }

  /** What a build of the spec uses. */
  public Lock lock(ImageSpec spec) {
    return settings.fixed().find(spec, settings.from()).orElseGet(() -> remembered(spec));
  }

  /** The newest that there is, whatever is fixed or remembered; offline, what is remembered. */
  public Lock newest(ImageSpec spec) {
    return settings.offline() ? remembered(spec) : remember(spec, Digest.of(asked(spec)));
  }

  private Lock remembered(ImageSpec spec) {
    Digest key = Digest.of(asked(spec));
    Optional<Lock> kept = store.findFile("lock", key).map(LockResolver::read).filter(this::usable);
    if (kept.isPresent()) {
      return kept.get();
    }
    return remember(spec, key);
  }

  private Lock remember(ImageSpec spec, Digest key) {
    Lock fresh = resolve(spec);
    store.replaceFile("lock", key, target -> JSON.writeValue(target.toFile(), fresh));
    return fresh;
  }

  /** What the last build of this spec used: what is fixed, else what is remembered, however old. */
  public Optional<Lock> last(ImageSpec spec) {
    return settings
        .fixed()
        .last(spec, settings.from())
        .or(() -> store.findFile("lock", Digest.of(asked(spec))).map(LockResolver::read));
  }

  /** What a build would be made of now; the next build still looks by itself. */
  public Lock now(ImageSpec spec) {
    return resolve(spec);
  }

  private boolean usable(Lock kept) {
    long age = clock.instant().getEpochSecond() - kept.resolvedAt();
    return settings.offline() || (!settings.refresh() && age >= 0 && age < FRESH.toSeconds());
  }

  private String asked(ImageSpec spec) {
    StringBuilder text = new StringBuilder("lock 5\n" + settings.origin() + "\n");
    text.append(spec.python()).append(' ').append(spec.platform()).append('\n');
    text.append(spec.source()).append(' ').append(spec.recipe().security()).append('\n');
    text.append(spec.extras().packages()).append(spec.extras().gdbm()).append('\n');
    text.append(Templates.text(PackageLists.buildRootFile(spec)));
    spec.contents()
        .site()
        .ifPresent(
            site ->
                text.append("site ")
                    .append(site.build().packages())
                    .append(Templates.text(PackageLists.WHEELS)));
    settings
        .from()
        .ifPresent(
            from ->
                text.append("from ")
                    .append(from)
                    .append(Templates.text(PackageLists.CROSS))
                    .append(Templates.text(PackageLists.FOREIGN)));
    for (Base base : spec.bases()) {
      text.append(base).append('\n').append(Templates.text(PackageLists.baseFile(spec, base)));
      for (Variant variant : spec.variants(base)) {
        text.append(variant).append(Templates.text(PackageLists.variantFile(variant)));
      }
    }
    return text.toString();
  }

  private static Lock read(Path file) {
    try {
      return JSON.readValue(Files.readAllBytes(file), Lock.class);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Lock resolve(ImageSpec spec) {
    try (Progress.Step step = progress.step("Resolving Debian " + spec.suite().codename())) {
      archive.require(spec.suite().codename());
      // A wrong word is told before megabytes of sources are brought, and no version needs indexes.
      boolean extras = PackageAvailabilityCheck.applies(spec);
      Optional<PackageIndex> early = extras ? Optional.of(index(spec)) : Optional.empty();
      SourceTarball source = sources.find(spec.python(), spec.source());
      // Reading the index of sources takes as long as that of packages.
      try (Meanwhile<List<LockedFile>> patches = Meanwhile.start(() -> securityPatches(spec))) {
        return lock(spec, early.orElseGet(() -> index(spec)), source, patches);
      }
    }
  }

  private Lock lock(
      ImageSpec spec,
      PackageIndex index,
      SourceTarball source,
      Meanwhile<List<LockedFile>> patches) {
    Map<String, List<LockedPackage>> bases = new TreeMap<>();
    for (Base base : spec.bases()) {
      List<LockedPackage> packages = base(index, spec, base);
      bases.put(base.id(), packages);
      for (Variant variant : spec.variants(base)) {
        List<String> more = Templates.list(PackageLists.variantFile(variant));
        bases.put(Lock.name(base, variant), beyond(index, spec, base, packages, more));
      }
    }
    if (spec.contents().site().isPresent()) {
      bases.put(Lock.WHEELS, wheelRoot(index, spec, spec.contents().site().get()));
    }
    progress.info(
        "CPython %s: %s, vouched for by %s"
            .formatted(spec.python(), source.download().name(), source.vouchedBy()));
    return new Lock(
        clock.instant().getEpochSecond(),
        buildRoot(index, spec),
        bases,
        LockedFile.of(spec.python().toString(), source.download()),
        source.vouchedBy(),
        patches.get(),
        archive.suites(),
        List.of());
  }

  private List<LockedFile> securityPatches(ImageSpec spec) {
    if (spec.recipe().security() == SourceBuildOptions.Security.NONE) {
      return List.of();
    }
    return security.find(spec.suite().codename(), spec.python()).stream()
        .map(found -> LockedFile.of(found.version(), found.file()))
        .toList();
  }

  private PackageIndex index(ImageSpec spec) {
    PackageIndex index =
        archive.packages(spec.suite().codename(), spec.platform().architecture().debian());
    PackageAvailabilityCheck.check(index, spec);
    return index;
  }

  private List<LockedPackage> buildRoot(PackageIndex index, ImageSpec spec) {
    List<String> list = PackageLists.buildRoot(spec);
    if (settings.from().isEmpty()) {
      return inputs(index, list, List.of(), false);
    }
    PackageIndex machine =
        archive.packages(spec.suite().codename(), settings.from().get().architecture().debian());
    String tools = spec.platform().architecture().triplet().replace('_', '-');
    List<String> own = new ArrayList<>(list);
    Templates.list(PackageLists.CROSS).forEach(name -> own.add(name.replace("@target@", tools)));
    List<String> foreign = new ArrayList<>(Templates.list(PackageLists.FOREIGN));
    list.stream()
        .filter(name -> name.endsWith("-dev") && !foreign.contains("-" + name))
        .forEach(foreign::add);
    List<LockedPackage> all = new ArrayList<>(inputs(machine, own, List.of(), false));
    Set<String> there = new HashSet<>();
    all.forEach(each -> there.add(each.file().sha256()));
    inputs(index, foreign, List.of(), false).stream()
        .filter(each -> there.add(each.file().sha256()))
        .forEach(all::add);
    return all;
  }

  /** The machine's packages where it compiles for another: wheels are built by what runs here. */
  private List<LockedPackage> wheelRoot(PackageIndex index, ImageSpec spec, Site site) {
    PackageIndex own =
        settings
            .from()
            .map(from -> archive.packages(spec.suite().codename(), from.architecture().debian()))
            .orElse(index);
    List<String> wanted = new ArrayList<>(Templates.list(PackageLists.WHEELS));
    wanted.addAll(site.build().packages());
    return inputs(own, PackageLists.buildRoot(spec), wanted, false);
  }

  private List<LockedPackage> base(PackageIndex index, ImageSpec spec, Base base) {
    List<String> list = PackageLists.base(spec, base);
    return inputs(index, list, spec.extras().packages(), base == Base.DEBIAN);
  }

  /**
   * What an installation of the suite's compilers in an image of base debian takes, as apt would.
   *
   * @param lock what is in the image
   */
  public List<Download> compilers(ImageSpec spec, Lock lock) {
    List<LockedPackage> there = lock.packages(Base.DEBIAN, Optional.empty());
    return Lock.downloads(beyond(index(spec), spec, Base.DEBIAN, there, COMPILERS));
  }

  /** What a base gets when more packages are installed in it. */
  private List<LockedPackage> beyond(
      PackageIndex index,
      ImageSpec spec,
      Base base,
      List<LockedPackage> packages,
      List<String> more) {
    List<String> wanted = new ArrayList<>(spec.extras().packages());
    wanted.addAll(more);
    Set<String> there = new HashSet<>();
    packages.forEach(each -> there.add(each.file().sha256()));
    List<String> list = PackageLists.base(spec, base);
    return inputs(index, list, wanted, base == Base.DEBIAN).stream()
        .filter(each -> !there.contains(each.file().sha256()))
        .map(LockedPackage::asAdded)
        .toList();
  }

  /**
   * @param list names; a minus leaves out
   * @param extra names that are wanted even where the list leaves them out
   */
  private List<LockedPackage> inputs(
      PackageIndex index, List<String> list, List<String> extra, boolean essential) {
    List<String> wanted = new ArrayList<>(extra);
    Set<String> cut = new HashSet<>();
    for (String line : list) {
      if (line.startsWith("-")) {
        cut.add(line.substring(1));
      } else {
        wanted.add(line);
      }
    }
    Set<String> own = new HashSet<>();
    if (!extra.isEmpty()) {
      List<String> listed = wanted.subList(extra.size(), wanted.size());
      names(new Resolver().resolve(index, listed, cut, essential, PREFERRED)).forEach(own::add);
    }
    for (String text : extra) {
      String name = text.replaceFirst("=.*", "");
      cut.remove(name);
      own.remove(name);
    }
    List<LockedPackage> inputs = new ArrayList<>();
    Resolution found = new Resolver().resolve(index, wanted, cut, essential, PREFERRED);
    for (Package item : found.packages()) {
      boolean added = !extra.isEmpty() && !own.contains(item.name());
      inputs.add(LockedPackage.of(item, archive.download(item), added));
    }
    return inputs;
  }

  private static List<String> names(Resolution found) {
    return found.packages().stream().map(Package::name).toList();
  }
}
