package io.github.weepython.maven.spec;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The wheels of a layer of their own.
 *
 * @param wheelhouse a folder of wheels
 * @param requirements what is installed, as pip reads it; without, the whole wheelhouse
 * @param index a simple index (PEP 503) that has what the wheelhouse lacks
 * @param lock a lock file of PEP 751, instead of all others
 */
public record Site(
    Optional<Path> wheelhouse,
    Optional<Path> requirements,
    Optional<URI> index,
    Optional<Lock> lock) {
  /**
   * A lock file, and what of it is installed.
   *
   * @param extras of the project that was locked
   * @param groups dependency groups; empty for those that the lock names as default
   */
  public record Lock(Path file, List<String> extras, Optional<List<String>> groups) {
    public Lock {
      extras = List.copyOf(extras);
      groups = groups.map(List::copyOf);
    }
  }

  /** What comes from a wheelhouse or an index. */
  public Site(Optional<Path> wheelhouse, Optional<Path> requirements, Optional<URI> index) {
    this(wheelhouse, requirements, index, Optional.empty());
  }

  /**
   * Checks that there is something to install, and a place to take it from.
   *
   * @throws SpecException when there is not
   */
  public Site {
    if (lock.isPresent()) {
      checkLock(
          lock.get(), wheelhouse.isPresent() || requirements.isPresent() || index.isPresent());
    } else {
      checkSources(wheelhouse, requirements, index);
    }
  }

  private static void checkLock(Lock lock, boolean others) {
    if (others) {
      throw new SpecException(
          "<site> names a <lock>, which says where each wheel comes from: leave out <wheelhouse>,"
              + " <requirements> and <index>.");
    }
    require(Files.isRegularFile(lock.file()), "<lock> %s is not a file", lock.file());
  }

  private static void checkSources(
      Optional<Path> wheelhouse, Optional<Path> requirements, Optional<URI> index) {
    if (wheelhouse.isEmpty() && requirements.isEmpty()) {
      throw new SpecException(
          "<site> names nothing to install: set a <lock> (a pylock.toml), a"
              + " <wheelhouse> (a folder of wheels), or <requirements> and the <index> that has"
              + " them.");
    }
    if (wheelhouse.isEmpty() && index.isEmpty()) {
      throw new SpecException(
          "<site> names <requirements>, but no place to take them from: add a <wheelhouse> (a"
              + " folder of wheels) or an <index> (a URL, as pip's --index-url has it).");
    }
    if (index.isPresent() && requirements.isEmpty()) {
      throw new SpecException(
          "<site> names an <index>, but not what to take from there: add <requirements>, a file"
              + " of names, versions and hashes, as pip-compile --generate-hashes writes it.");
    }
    wheelhouse.ifPresent(
        folder -> require(Files.isDirectory(folder), "<wheelhouse> %s is not a folder", folder));
    requirements.ifPresent(
        file -> require(Files.isRegularFile(file), "<requirements> %s is not a file", file));
    index.ifPresent(Site::check);
  }

  private static void require(boolean there, String words, Path path) {
    if (!there) {
      throw new SpecException(
          "<site>'s " + words.formatted(path) + ". Make it before wee:build, or fix the path.");
    }
  }

  private static void check(URI index) {
    String scheme = String.valueOf(index.getScheme()).toLowerCase(Locale.ROOT);
    if (!scheme.matches("https?|file") || index.getUserInfo() != null) {
      throw new SpecException(
          "<site>'s <index> must be an http, https or file URL without user and password, not"
              + " %s.".formatted(index.getUserInfo() != null ? "one with them" : index));
    }
  }
}
