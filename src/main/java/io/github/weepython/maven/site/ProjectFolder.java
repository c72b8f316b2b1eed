package io.github.weepython.maven.site;

import io.github.weepython.maven.fetch.Fetcher;
import java.io.IOException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A folder of sources with a pyproject.toml, and the wheels that its build backend is taken from.
 *
 * @param folder of the project
 * @param tools folders of wheels; the folder of a backend that is in the sources needs none
 * @param lock a lock file of PEP 751 with such wheels
 */
public record ProjectFolder(Path folder, List<Path> tools, Optional<Path> lock) {
  /** Files of one machine, which are not sources wherever they are. */
  private static final Set<String> LEFT_OUT = Set.of(".git", "__pycache__", ".tox", ".nox");

  /** What builds leave beside pyproject.toml; below it a package may have such a name. */
  private static final Set<String> LEFT_BY_BUILDS =
      Set.of("target", "build", "dist", ".venv", "venv");

  public ProjectFolder {
    tools = List.copyOf(tools);
  }

  /**
   * Its build backend.
   *
   * @throws SiteException when there is no pyproject.toml, or it is wrong
   */
  public BuildSystem system() throws IOException {
    if (!Files.isRegularFile(folder.resolve("pyproject.toml"))) {
      throw new SiteException(
          "%s has no pyproject.toml, by which wee:wheel knows the build backend (PEP 517). Write one, or set <wheelSource> (-Dwee.wheelSource) to the folder that has it."
              .formatted(folder));
    }
    return BuildSystem.of(folder);
  }

  /**
   * The wheels for builds that fit, each once.
   *
   * @param fetcher brings what the lock names
   * @throws SiteException when two wheels of one name are not the same file
   */
  public List<Wheel.OnDisk> wheels(WheelTarget target, Fetcher fetcher) throws IOException {
    List<Wheel.OnDisk> wheels = new ArrayList<>();
    for (Path tool : tools) {
      wheels.addAll(Wheelhouse.read(tool).fitting(target));
    }
    if (lock.isPresent()) {
      wheels.addAll(BuildTools.locked(lock.get(), target, List.of(), fetcher));
    }
    return Wheel.OnDisk.distinct(wheels);
  }

  /**
   * Checks that all build requirements are available, before any long work.
   *
   * @param found the wheels for builds
   * @throws SiteException naming each build requirement that is missing
   */
  public void check(WheelTarget target, List<Wheel.OnDisk> found) throws IOException {
    List<Wheel> wheels = found.stream().map(Wheel.OnDisk::wheel).toList();
    for (String require : system().requires()) {
      if (!BuildRequirement.parse(folder.toString(), require).isMet(target, wheels)) {
        throw new SiteException(
            "%s is built by %s, which needs %s, and no wheel of it is in %s. Set <buildWheels> (-Dwee.buildWheels) to a folder that has it, or <buildLock> (-Dwee.buildLock) to a pylock.toml; Debian's package python3-setuptools-whl puts setuptools into /usr/share/python-wheels."
                .formatted(
                    folder,
                    system().backend(),
                    require,
                    lock.isPresent()
                        ? "<buildLock> " + lock.get()
                        : tools.isEmpty() ? "<buildWheels>, which is not set" : tools));
      }
    }
  }

  /** Copies the sources, which a build may change; links are replaced by what they point to. */
  public Path copy(Path target) throws IOException {
    Files.walkFileTree(
        folder,
        Set.of(FileVisitOption.FOLLOW_LINKS),
        Integer.MAX_VALUE,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path from, BasicFileAttributes any)
              throws IOException {
            if (!from.equals(folder) && isLeftOut(from)) {
              return FileVisitResult.SKIP_SUBTREE;
            }
            Files.createDirectories(target.resolve(folder.relativize(from).toString()));
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path from, BasicFileAttributes any) throws IOException {
            Path to = target.resolve(folder.relativize(from).toString());
            if (Files.exists(from)) {
              Files.copy(from, to);
            } else {
              Files.copy(from, to, LinkOption.NOFOLLOW_LINKS); // A link to nothing.
            }
            return FileVisitResult.CONTINUE;
          }
        });
    return target;
  }

  private boolean isLeftOut(Path directory) {
    String name = String.valueOf(directory.getFileName());
    boolean beside = folder.equals(directory.getParent());
    return LEFT_OUT.contains(name)
        || name.endsWith(".egg-info")
        || (beside
            && LEFT_BY_BUILDS.contains(name)
            && !Files.exists(directory.resolve("__init__.py")));
  }

  /**
   * Checks that a wheel is for every Python 3 and every machine.
   *
   * @throws SiteException when it is not
   */
  public void requirePure(Wheel wheel) {
    boolean pure =
        wheel.platforms().equals(List.of("any"))
            && wheel.abis().equals(List.of("none"))
            && Stream.of("py3", "py2").anyMatch(wheel.pythons()::contains);
    if (!pure) {
      throw new SiteException(
          "%s was built to %s, which is not for every machine: one artifact can't be it for all of them. wee:wheel makes wheels of pure Python (py3-none-any); name a source archive of this project in <site> instead, which is built for each platform of the image."
              .formatted(folder, wheel.name()));
    }
  }
}
