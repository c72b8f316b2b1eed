package io.github.weepython.maven.fuzz;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The committed corpus, and for each input some that are broken at random, with a fixed seed. */
class FuzzCorpusTest {
  /** For each input; coverage guides the campaign (src/campaign/fuzz.py), not this. */
  private static final int MUTATIONS = 60;

  /** Of what a server answers. */
  private static final int FEW = 5;

  private static final Duration MOST = Duration.ofSeconds(20);

  @TempDir Path folder;

  @ParameterizedTest
  @EnumSource
  void refusesWhatItCannotReadInItsOwnWords(FuzzTarget target) throws Exception {
    for (Path input : target.corpus()) {
      byte[] bytes = Files.readAllBytes(input);
      read(target, bytes, input.toString());
      Random random = new Random(bytes.length);
      for (int i = 0; i < (target.isAnswer() ? FEW : MUTATIONS); i++) {
        read(target, Mutations.mutated(bytes, random), input + ", mutation " + i);
      }
    }
  }

  private void read(FuzzTarget target, byte[] bytes, String what) {
    assertTimeoutPreemptively(
        MOST,
        () -> assertThatCode(() -> target.read(bytes, folder)).as(what).doesNotThrowAnyException(),
        what);
  }
}
