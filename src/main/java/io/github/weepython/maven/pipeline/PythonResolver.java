package io.github.weepython.maven.pipeline;

import io.github.weepython.maven.lockfile.LockFileInputs;
import io.github.weepython.maven.progress.Progress;
import io.github.weepython.maven.spec.ImageSpec.UserSource;
import io.github.weepython.maven.spec.Locking;
import io.github.weepython.maven.spec.PythonRequest;
import io.github.weepython.maven.spec.PythonVersion;
import io.github.weepython.maven.spec.SpecException;
import java.time.InstantSource;
import java.util.List;

/** Says which releases the Pythons are that a user asks for. */
public final class PythonResolver {
  private final Environment environment;
  private final Progress progress;
  private final InstantSource clock;

  public PythonResolver(Environment environment, Progress progress, InstantSource clock) {
    this.environment = environment;
    this.progress = progress;
    this.clock = clock;
  }

  /**
   * The releases, in the order of the requests, each once.
   *
   * @param source where the user wants the tarball from
   * @param locked whether a series is the release that the lock file says, if it says one
   * @throws SpecException when a tarball of the user's is meant to be of a series, or of several
   *     releases
   * @throws io.github.weepython.maven.WeeException when a series has no release to be had
   */
  public List<PythonVersion> resolve(
      List<PythonRequest> requests, UserSource source, boolean locked) {
    boolean full = requests.stream().allMatch(request -> request.exact().isPresent());
    if (source.location().isPresent() && (!full || requests.size() > 1)) {
      throw new SpecException(
          "<source> or -Dwee.source is the tarball of one release, but <python> or -Dwee.python is"
              + " %s. Set it to that release in full, such as 3.14.7.".formatted(requests));
    }
    if (full) {
      return requests.stream().map(request -> request.exact().orElseThrow()).distinct().toList();
    }
    LockFileInputs lock =
        new LockFileInputs(
            locked ? environment.origins().locking() : Locking.NONE,
            environment.mirrors(),
            environment.origins().upstream(),
            progress);
    Sources sources = Sources.of(environment, progress, clock);
    return requests.stream()
        .map(
            request ->
                request
                    .exact()
                    .or(() -> lock.python(request))
                    .orElseGet(() -> sources.series().resolve(request)))
        .distinct()
        .toList();
  }
}
