package io.github.weepython.maven.doctor;

import io.github.weepython.maven.pipeline.Environment;
import io.github.weepython.maven.spec.ImageName;
import io.github.weepython.maven.spec.Suite;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

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
    all.addAll(new CompilingCheck(environment, clock).findings());
    all.addAll(new CacheCheck(environment).findings());
    all.addAll(new NetworkCheck(environment, clock).findings(suite));
    all.addAll(new CredentialCheck(environment).findings(image));
    return all;
  }
}
