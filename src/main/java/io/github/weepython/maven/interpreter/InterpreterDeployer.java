package io.github.weepython.maven.interpreter;

import io.github.weepython.maven.Causes;
import io.github.weepython.maven.HumanSize;
import io.github.weepython.maven.progress.Progress;
import io.github.weepython.maven.publish.PublishException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Deploys interpreters that a build laid out to the user's repository. */
public final class InterpreterDeployer {
  private final InterpreterRepository repository;
  private final Progress progress;

  public InterpreterDeployer(InterpreterRepository repository, Progress progress) {
    this.repository = repository;
    this.progress = progress;
  }

  /**
   * Deploys what the repository lacks.
   *
   * @param output the build's folder, perhaps another Maven run's
   * @throws PublishException when the repository doesn't take one
   */
  public void deploy(Path output) {
    for (Path path : archives(output.resolve(InterpreterCache.FOLDER))) {
      InterpreterRepository.Coordinates at = coordinates(path);
      try {
        deploy(at, path);
      } catch (IOException e) {
        throw new PublishException(
            "The interpreter %s could not be deployed to %s: %s%nThe images were pushed. Fix it and run wee:push again, or go without: -Dwee.interpreterCache=false."
                .formatted(at, repository.name(), e.getMessage()),
            e);
      }
    }
  }

  private void deploy(InterpreterRepository.Coordinates at, Path archive) throws IOException {
    if (repository.has(at)) {
      progress.info(
          "Nothing to deploy: %s has the interpreter %s".formatted(repository.name(), at));
      return;
    }
    InterpreterArchive.check(archive);
    try {
      repository.deploy(at, archive);
    } catch (IOException e) {
      if (!repository.has(at)) { // Another job was faster, and nothing is replaced there.
        throw e;
      }
    }
    progress.info(
        "Deployed the interpreter %s (%s) to %s"
            .formatted(at, HumanSize.megabytes(Files.size(archive)), repository.name()));
  }

  private static List<Path> archives(Path folder) {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> all = Files.walk(folder, 3)) {
      return all.filter(each -> each.toString().endsWith("." + InterpreterRepository.EXTENSION))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new PublishException(folder + " can't be read: " + Causes.of(e), e);
    }
  }

  private static InterpreterRepository.Coordinates coordinates(Path archive) {
    int names = archive.getNameCount();
    String file = archive.getName(names - 1).toString();
    return new InterpreterRepository.Coordinates(
        archive.getName(names - 3).toString(),
        archive.getName(names - 2).toString(),
        file.substring(0, file.length() - InterpreterRepository.EXTENSION.length() - 1));
  }
}
