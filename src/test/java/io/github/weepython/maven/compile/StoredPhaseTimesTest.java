package io.github.weepython.maven.compile;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.weepython.maven.compile.PhaseTimeStore.Job;
import io.github.weepython.maven.spec.Base;
import io.github.weepython.maven.spec.ImageSpec;
import io.github.weepython.maven.spec.Specs;
import io.github.weepython.maven.store.Store;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoredPhaseTimesTest {
  private static final ImageSpec SPEC = Specs.amd64(Base.DISTROLESS, Specs.PLAIN_CONFIG);
  private static final PhaseTimes FAST = PhaseTimes.parse("14 configure\n60 build\n");
  private static final PhaseTimes SLOW = PhaseTimes.parse("28 configure\n120 build\n");

  @TempDir Path cache;

  private StoredPhaseTimes times(String flavour) {
    return new StoredPhaseTimes(new Store(cache), SPEC, flavour);
  }

  @Test
  void theLastRunOfAFlavourCounts() {
    assertThat(times("wee").last(Job.BUILD)).isEqualTo(PhaseTimes.NONE);
    times("wee").keep(Job.BUILD, FAST);
    times("wee").keep(Job.BUILD, SLOW);

    assertThat(times("wee").last(Job.BUILD)).isEqualTo(SLOW);
    assertThat(times("wee-optimized").last(Job.BUILD)).isEqualTo(PhaseTimes.NONE);
    assertThat(times("wee").last(Job.TRAINING)).isEqualTo(PhaseTimes.NONE);
  }

  @Test
  void allFlavoursShareATraining() {
    times("wee-optimized").keep(Job.TRAINING, FAST);

    assertThat(times("wee-optimized-lto").last(Job.TRAINING)).isEqualTo(FAST);
  }
}
