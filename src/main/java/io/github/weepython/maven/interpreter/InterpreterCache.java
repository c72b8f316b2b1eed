package io.github.weepython.maven.interpreter;

import io.github.weepython.maven.compile.CompileException;
import io.github.weepython.maven.digest.Digest;
import io.github.weepython.maven.progress.Progress;
import io.github.weepython.maven.store.Store;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.codehaus.plexus.util.FileUtils;

/** Gets install trees from the user's repository, and lays those out that may go there. */
public final class InterpreterCache {
  /**
   * The fingerprint of a tree that was compiled here or came with a signature. Nobody here stands
   * for any other: what is removed from the store, or was never there, can but keep a tree from
   * being deployed.
   */
  private static final String OWN = "own-interpreter";

  /** In the build's output: archives for wee:push, {@code <flavour>/<version>/<platform>}. */
  static final String FOLDER = "interpreters";

  private final Optional<InterpreterRepository> repository;
  private final Store store;
  private final Progress progress;
  private final int processors;
  private final Map<Digest, Path> got = new ConcurrentHashMap<>();

  public InterpreterCache(
      Optional<InterpreterRepository> repository, Store store, Progress progress, int processors) {
    this.repository = repository;
    this.store = store;
    this.progress = progress;
    this.processors = processors;
  }

  /** Removes what earlier builds laid out. */
  public static void clear(Path output) throws IOException {
    FileUtils.deleteDirectory(output.resolve(FOLDER).toFile());
  }

  /** Whether there is a repository that may have what is wanted. */
  boolean any() {
    return repository.isPresent();
  }

  /**
   * Gets an install tree.
   *
   * @param key of all that it depends on
   * @param target an empty directory, which stays so where there is no such tree
   * @return whether it is there now
   * @throws CompileException when what came is not what is wanted: somebody should know of it
   */
  boolean get(InterpreterRepository.Coordinates interpreter, Digest key, Path target) {
    if (repository.isEmpty()) {
      return false;
    }
    Optional<Path> archive = archive(repository.get(), interpreter);
    archive.ifPresent(file -> unpack(repository.get(), key, file, target));
    return archive.isPresent();
  }

  private Optional<Path> archive(
      InterpreterRepository from, InterpreterRepository.Coordinates interpreter) {
    try (Progress.Step step =
        progress.step("Looking in %s for %s".formatted(from.name(), interpreter))) {
      Optional<Path> found = from.find(interpreter);
      progress.info(
          found.isPresent() ? "Found it: nothing is compiled" : "Not found: compiling it");
      return found;
    } catch (InterpreterRepository.ChangedException e) {
      throw changed(from, e);
    } catch (InterpreterRepository.UnsignedException e) {
      throw new CompileException(
          ("%s has the interpreter %s, which is refused, since <trust> or -Dwee.trust.key"
                  + " requires a signature. %s%nLet wee:push deploy it with <sign><key>, under"
                  + " another <groupId> of <interpreterCache> if it is there unsigned; or build"
                  + " without it: -Dwee.interpreterCache=false.")
              .formatted(from.name(), interpreter, e.getMessage()),
          e);
    } catch (IOException e) {
      progress.warn("%s, so the interpreter is compiled".formatted(e.getMessage()));
      return Optional.empty();
    }
  }

  private void unpack(InterpreterRepository from, Digest key, Path archive, Path target) {
    try {
      store.scratch(
          scratch -> {
            InterpreterArchive.unpack(archive, key, scratch, target);
            return target;
          });
    } catch (CompileException e) {
      throw changed(from, e);
    }
    got.put(key, archive);
    if (from.isVerifying()) {
      own(key, target);
    }
  }

  /**
   * Says that an install tree is this machine's own, and may be signed and deployed.
   *
   * @param tree complete, and the same as what the store is given
   */
  void own(Digest key, Path tree) {
    String fingerprint = Store.fingerprint(tree).hex();
    store.replaceFile(OWN, key, file -> Files.writeString(file, fingerprint));
  }

  /** No reason to compile and be silent: somebody should look at that place. */
  private static CompileException changed(InterpreterRepository from, Exception e) {
    return new CompileException(
        ("%s returned something other than the interpreter that was deployed there."
                + " %s%nFind out who wrote there, and remove it there and from the local repository;"
                + " or build without it: -Dwee.interpreterCache=false.")
            .formatted(from.name(), e.getMessage()),
        e);
  }

  /**
   * Lays an install tree out for wee:push, unless this machine has it no more, or nothing says that
   * it was compiled here. What came verified is laid out too, as it came: another key may be added
   * to it.
   */
  void layOut(InterpreterRepository.Coordinates interpreter, Digest key, Path output) {
    archive(key)
        .ifPresent(
            archive -> {
              try {
                Path folder =
                    output
                        .resolve(FOLDER)
                        .resolve(interpreter.flavour())
                        .resolve(interpreter.version());
                Files.createDirectories(folder);
                Path file =
                    folder.resolve(interpreter.platform() + "." + InterpreterRepository.EXTENSION);
                Files.copy(archive, file, StandardCopyOption.REPLACE_EXISTING);
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            });
  }

  private Optional<Path> archive(Digest key) {
    if (repository.isEmpty()) {
      return Optional.empty();
    }
    Path came = got.get(key);
    if (came != null) {
      return Optional.of(came).filter(any -> repository.get().isVerifying());
    }
    Optional<Path> tree = store.findDirectory(InterpreterBuilder.KIND, key);
    return tree.isEmpty() ? Optional.empty() : packed(key, tree.get());
  }

  private Optional<Path> packed(Digest key, Path tree) {
    try {
      Digest fingerprint = Store.fingerprintBySeal(tree);
      Optional<Path> own = store.findFile(OWN, key);
      return own.isPresent() && Files.readString(own.get()).equals(fingerprint.hex())
          ? Optional.of(packed(key, fingerprint, tree))
          : Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Path packed(Digest key, Digest fingerprint, Path tree) {
    return store.file(
        "interpreter-archive",
        Digest.of("interpreter-archive 2\n" + key.hex() + "\n" + fingerprint.hex()),
        file -> {
          try (Progress.Step step = progress.step("Packing the interpreter to share")) {
            InterpreterArchive.pack(tree, key, file, processors);
          }
        });
  }
}
