package io.github.weepython.maven.doctor;

import io.github.weepython.maven.Causes;
import io.github.weepython.maven.WeeException;
import io.github.weepython.maven.pipeline.Environment;
import io.github.weepython.maven.spec.ImageName;
import io.github.weepython.maven.spec.Suite;
import java.io.UncheckedIOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;

/** Looks at all that a build needs of this machine and its network, and changes nothing. */
public final class Doctor {
  private final Environment environment;
  private final InstantSource clock;

  public Doctor(Environment environment, InstantSource clock) {
    this.environment = environment;
    this.clock = clock;
  }

  /**
   * @param image where the image would be pushed to
   * @param suite which suite the mirrors are asked for
   */
  public List<Diagnostic> examine(Optional<ImageName> image, Suite suite) {
    List<Diagnostic> all = new ArrayList<>();
    all.addAll(looked("Compiling", () -> new CompilingCheck(environment, clock).findings()));
    all.addAll(looked("Cache", () -> new CacheCheck(environment).findings()));
    all.addAll(looked("Network", () -> new NetworkCheck(environment, clock).findings(suite)));
    all.addAll(looked("Credentials", () -> new CredentialCheck(environment).findings(image)));
    return all;
  }

  /** A look that fails is a finding, too: the others are told all the same. */
  static List<Diagnostic> looked(String topic, Supplier<List<Diagnostic>> look) {
    try {
      return look.get();
    } catch (WeeException | UncheckedIOException e) {
      Throwable why = e instanceof UncheckedIOException ? e.getCause() : e;
      return List.of(failed(topic, Causes.ownOr(Objects.requireNonNull(why))));
    }
  }

  private static Diagnostic failed(String topic, String why) {
    return Diagnostic.warning(topic, "all of it", "could not be looked at: " + why, "see there");
  }
}
