package io.github.weepython.maven.mojo;

import io.github.weepython.maven.spec.SpecException;
import io.github.weepython.maven.spec.Training;
import java.io.File;
import java.nio.file.Path;
import java.util.Optional;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.jspecify.annotations.Nullable;

/**
 * Trains: runs an instrumented interpreter on wee's own training and on the project's workload, and
 * saves the profile, by which {@code wee:build} builds the optimized flavours without a training.
 */
@Mojo(name = "train", requiresProject = false, threadSafe = true)
public final class TrainMojo extends AbstractImageMojo {
  /** The project's own program: a folder with {@code main.py}, which may use the other files. */
  @Parameter(property = "wee.workload")
  private @Nullable File workload;

  /** Whether wee's own training runs before the workload. */
  @Parameter(property = "wee.ownTraining", defaultValue = "true")
  private boolean ownTraining;

  /** Skips the training. */
  @Parameter(property = "wee.skipTrain", defaultValue = "false")
  private boolean skipTrain;

  @Override
  boolean skipThis() {
    return skipTrain;
  }

  /** It need not be there yet. */
  @Override
  Path profileOf(String text) {
    return profiles().target(text);
  }

  @Override
  void run() {
    Path file =
        profile()
            .map(profiles()::target)
            .orElseThrow(
                () ->
                    new SpecException(
                        "wee:train does not know where to save the profile. Set <profile> or"
                            + " -Dwee.profile to a file, for example python.profile."));
    Training training = new Training(ownTraining, Optional.ofNullable(workload).map(File::toPath));
    builds(progress()).train(spec(), training, file, output());
    getLog().info("Saved the profile " + file + "; commit it, and wee:build needs no training.");
  }
}
