package io.github.weepython.maven.lockfile;

import io.github.weepython.maven.debian.archive.Mirrors;
import io.github.weepython.maven.digest.Digest;
import io.github.weepython.maven.inputs.FixedInputs;
import io.github.weepython.maven.inputs.Lock;
import io.github.weepython.maven.progress.Progress;
import io.github.weepython.maven.spec.ImageSpec;
import io.github.weepython.maven.spec.Locking;
import io.github.weepython.maven.spec.Platform;
import io.github.weepython.maven.spec.PythonRequest;
import io.github.weepython.maven.spec.PythonVersion;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;

/** What a lock file says is used, wherever it is available today. */
public final class LockFileInputs implements FixedInputs {
  private final Locking locking;
  private final LockedPlaces places;
  private final Progress progress;
  private final AtomicReference<Optional<LockFile>> read = new AtomicReference<>();
  private final Set<String> said = ConcurrentHashMap.newKeySet();

  /**
   * Reads the file when it is first asked for anything.
   *
   * @param mirrors asked before the snapshot archive
   * @param upstream the folder of all CPython releases
   */
  public LockFileInputs(Locking locking, Mirrors mirrors, URI upstream, Progress progress) {
    this.locking = locking;
    this.places = new LockedPlaces(mirrors, upstream, locking.snapshotArchive());
    this.progress = progress;
  }

  /**
   * @throws LockException when it is broken
   */
  private synchronized Optional<LockFile> file() {
    if (read.get() == null) {
      read.set(locking.file().filter(Files::exists).map(path -> new LockFileReader(path).read()));
    }
    return Objects.requireNonNull(read.get());
  }

  @Override
  public Optional<Lock> find(ImageSpec spec, Optional<Platform> from) {
    List<String> problems = lacking(spec, from);
    if (!problems.isEmpty()) {
      settle(problems);
      return Optional.empty();
    }
    return best(spec, from).map(entry -> places.lock(entry, spec));
  }

  @Override
  public Optional<Lock> last(ImageSpec spec, Optional<Platform> from) {
    return lacking(spec, from).isEmpty()
        ? best(spec, from).map(entry -> places.lock(entry, spec))
        : Optional.empty();
  }

  @Override
  public void checkWheels(ImageSpec spec, Optional<Platform> from, Map<Digest, String> wheels) {
    if (lacking(spec, from).isEmpty() && file().isPresent()) {
      Set<String> locked =
          best(spec, from).stream()
              .flatMap(entry -> entry.sources().wheels().stream())
              .map(LockedItem::sha256)
              .collect(Collectors.toSet());
      List<String> problems = new ArrayList<>();
      wheels.forEach(
          (digest, name) -> {
            if (!locked.contains(digest.hex())) {
              problems.add(
                  "%s: the wheel %s (sha256:%s)".formatted(spec.platform(), name, digest.hex()));
            }
          });
      if (!problems.isEmpty()) {
        settle(problems.stream().sorted().toList());
      }
    }
  }

  /**
   * What a build asks for and the file has not.
   *
   * @return each with its platform; nothing where no lock counts
   */
  public List<String> lacking(ImageSpec spec, Optional<Platform> from) {
    if (file().isEmpty()) {
      return locking.required() ? List.of(spec.platform() + ": there is no lock file") : List.of();
    }
    LockRequest asked = LockRequest.of(spec, from);
    return best(spec, from)
        .map(
            entry ->
                LockedNeeds.lacking(entry, asked, spec).stream()
                    .map(each -> asked.label() + ": " + each)
                    .toList())
        .orElseGet(() -> List.of(asked.label() + ": nothing of this platform" + platforms()));
  }

  /** The release that a series was when the lock was made; the newest where there are several. */
  public Optional<PythonVersion> python(PythonRequest request) {
    return file().stream()
        .flatMap(each -> each.entries().stream())
        .map(entry -> PythonVersion.parse(entry.request().python()))
        .filter(request::accepts)
        .max(Comparator.naturalOrder());
  }

  private String platforms() {
    return file().orElseThrow().entries().stream()
        .map(each -> each.request().label())
        .distinct()
        .collect(Collectors.joining("; ", " (the lock has ", ")"));
  }

  /** The entry that lacks least. */
  private Optional<LockEntry> best(ImageSpec spec, Optional<Platform> from) {
    LockRequest asked = LockRequest.of(spec, from);
    return file().stream()
        .flatMap(each -> each.entries().stream())
        .filter(entry -> entry.request().platform().equals(asked.platform()))
        .min(Comparator.comparingInt(entry -> LockedNeeds.lacking(entry, asked, spec).size()));
  }

  /**
   * Fails where the lock is all that may be used, else says what is used instead.
   *
   * @throws LockException listing all that is lacking
   */
  public void settle(List<String> problems) {
    Path path = locking.file().orElse(Path.of(LockFile.NAME));
    String all = "\n  " + String.join("\n  ", problems);
    if (locking.required()) {
      throw new LockException(
          "This build is locked (-Dwee.locked), and %s lacks what the pom asks for:%s\nRun mvn wee:lock and commit the file, or undo the change to the pom."
              .formatted(path, all));
    }
    if (said.add(all)) {
      progress.warn(
          "%s lacks what the pom asks for:%s\nThe newest versions are used instead; other machines and later builds may get others. Run mvn wee:lock and commit the file."
              .formatted(path, all));
    }
  }
}
