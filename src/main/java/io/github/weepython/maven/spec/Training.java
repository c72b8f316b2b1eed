package io.github.weepython.maven.spec;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What an instrumented interpreter runs.
 *
 * @param own whether it runs wee's own training
 * @param workload the user's own program, run after it: a folder with {@code main.py}
 */
public record Training(boolean own, Optional<Path> workload) {
  /** What trains where the user wishes nothing else. */
  public static final Training WEE = new Training(true, Optional.empty());

  /**
   * @throws SpecException when nothing would run, or the workload has no beginning
   */
  public Training {
    workload
        .filter(folder -> !Files.isRegularFile(folder.resolve("main.py")))
        .ifPresent(Training::refuse);
    if (!own && workload.isEmpty()) {
      throw new SpecException(
          "Without wee's own training (<ownTraining>, -Dwee.ownTraining) there must be another:"
              + " set <workload> or -Dwee.workload to a folder with a main.py.");
    }
  }

  private static void refuse(Path folder) {
    throw new SpecException(
        "The workload " + folder + " has no main.py. See <workload> or -Dwee.workload.");
  }
}
