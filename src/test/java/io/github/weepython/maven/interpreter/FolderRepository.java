package io.github.weepython.maven.interpreter;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** What two machines share, in a folder that both reach. */
final class FolderRepository implements InterpreterRepository {
  private final Path folder;
  boolean away;

  FolderRepository(Path folder) {
    this.folder = folder;
  }

  @Override
  public String name() {
    return "the folder";
  }

  Path file(Coordinates interpreter) throws IOException {
    if (away) {
      throw new IOException("the folder can't be queried: it is unplugged");
    }
    return folder.resolve(interpreter.toString());
  }

  @Override
  public Optional<Path> find(Coordinates interpreter) throws IOException {
    return Optional.of(file(interpreter)).filter(Files::exists);
  }

  @Override
  public boolean has(Coordinates interpreter) {
    return !away && Files.exists(folder.resolve(interpreter.toString()));
  }

  @Override
  public void deploy(Coordinates interpreter, Path archive) throws IOException {
    Files.copy(archive, file(interpreter));
  }
}
