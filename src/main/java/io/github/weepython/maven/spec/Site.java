package io.github.weepython.maven.spec;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The wheels of a layer of their own.
 *
 * @param wheelhouse a folder of wheels
 * @param requirements what is installed, as pip reads it; without, the whole wheelhouse
 * @param indexes simple indexes (PEP 503) that have what the wheelhouse lacks, asked in this order
 * @param lock a lock file of PEP 751 or uv, instead of wheelhouse and requirements
 * @param build what source archives are built with
 */
public record Site(
    Optional<Path> wheelhouse,
    Optional<Path> requirements,
    List<SiteIndex> indexes,
    Optional<Lock> lock,
    SiteBuild build) {
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
    this(
        wheelhouse,
        requirements,
        index.stream().map(SiteIndex::new).toList(),
        Optional.empty(),
        SiteBuild.NONE);
  }

  /**
   * Checks that there is something to install, and a place to take it from.
   *
   * @throws SpecException when there is not
   */
  public Site {
    indexes = List.copyOf(indexes);
    if (lock.isPresent()) {
      checkLock(lock.get(), wheelhouse.isPresent() || requirements.isPresent());
    } else {
      checkSources(wheelhouse, requirements, !indexes.isEmpty());
    }
    requireDistinct(indexes);
  }

  private static void checkLock(Lock lock, boolean others) {
    if (others) {
      throw new SpecException(
          "<site> names a <lock>, which says where each wheel comes from: leave out <wheelhouse>"
              + " and <requirements>.");
    }
    require(Files.isRegularFile(lock.file()), "<lock> %s is not a file", lock.file());
  }

  private static void requireDistinct(List<SiteIndex> indexes) {
    Set<URI> seen = new HashSet<>();
    for (SiteIndex index : indexes) {
      if (!seen.add(index.url())) {
        throw new SpecException("<site> names the <index> %s twice.".formatted(index));
      }
    }
  }

  private static void checkSources(
      Optional<Path> wheelhouse, Optional<Path> requirements, boolean index) {
    if (wheelhouse.isEmpty() && requirements.isEmpty()) {
      throw new SpecException(
          "<site> names nothing to install: set a <lock> (a pylock.toml), a"
              + " <wheelhouse> (a folder of wheels), or <requirements> and the <index> that has"
              + " them.");
    }
    if (wheelhouse.isEmpty() && !index) {
      throw new SpecException(
          "<site> names <requirements>, but no place to take them from: add a <wheelhouse>"
              + " (a folder of wheels) or an <index> (a URL such as pip's --index-url).");
    }
    if (index && requirements.isEmpty()) {
      throw new SpecException(
          "<site> names an <index>, but not what to take from there: add <requirements>, a file"
              + " of names, versions and hashes, as pip-compile --generate-hashes writes it.");
    }
    wheelhouse.ifPresent(
        folder -> require(Files.isDirectory(folder), "<wheelhouse> %s is not a folder", folder));
    requirements.ifPresent(
        file -> require(Files.isRegularFile(file), "<requirements> %s is not a file", file));
  }

  private static void require(boolean there, String words, Path path) {
    if (!there) {
      throw new SpecException(
          "<site>'s " + words.formatted(path) + ". Make it before wee:build, or fix the path.");
    }
  }
}
