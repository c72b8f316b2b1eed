package io.github.weepython.maven.run;

import io.github.weepython.maven.archive.Entry;
import io.github.weepython.maven.archive.FileTree;
import io.github.weepython.maven.sandbox.ImageProgram;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Looks a program up in an image's files as execvp(3) does, so that a wrong name is said before a
 * sandbox fails by it.
 *
 * @param word the first of the command
 * @param places in the image where it may be, absolute
 * @param mounts places of files that the image has not itself
 */
record ProgramLookup(FileTree files, String word, List<String> places, Set<String> mounts) {
  private static final int ANY_EXECUTE = 0111;

  static ProgramLookup of(FileTree files, ImageProgram program) {
    return of(
        files,
        program.start().command(),
        program.start().environment().getOrDefault("PATH", ""),
        program.start().directory(),
        program.files().mounts().keySet());
  }

  static ProgramLookup of(
      FileTree files, List<String> command, String path, String directory, Set<String> mounts) {
    String word = command.isEmpty() ? "" : command.get(0);
    Stream<String> folders = word.contains("/") ? Stream.of(directory) : Stream.of(path.split(":"));
    List<String> places =
        word.startsWith("/")
            ? List.of(word)
            : folders.map(folder -> (folder + "/" + word).replaceAll("/(\\./|/)*", "/")).toList();
    return new ProgramLookup(files, word, places, mounts);
  }

  /**
   * @param image what messages call it
   * @throws RunException when the image has no such program
   */
  void require(String image) {
    if (word.isEmpty()) {
      throw new RunException(
          "%s has no program of its own. Set <entrypoint>, or -Dwee.run.entrypoint for this run."
              .formatted(image));
    }
    if (places.stream().anyMatch(this::isMounted) || places.stream().anyMatch(this::isProgram)) {
      return;
    }
    Optional<String> found = places.stream().filter(each -> entry(each).isPresent()).findFirst();
    throw new RunException(
        "%s can't run '%s': %s. Set <entrypoint>, or -Dwee.run.entrypoint for this run, to a program of the image."
            .formatted(
                image,
                word,
                found.map(place -> place + " is not an executable file").orElse(absent())));
  }

  private String absent() {
    return word.contains("/")
        ? "the image has no " + places.get(0)
        : "its PATH has none: "
            + places.stream()
                .map(each -> each.substring(0, each.lastIndexOf('/')))
                .collect(Collectors.joining(":"));
  }

  private boolean isMounted(String place) {
    return mounts.stream().anyMatch(each -> place.equals(each) || place.startsWith(each + "/"));
  }

  private boolean isProgram(String place) {
    return entry(place)
        .filter(each -> each.type() == Entry.Type.FILE && (each.mode() & ANY_EXECUTE) != 0)
        .isPresent();
  }

  private Optional<Entry> entry(String place) {
    return files.follow(place.substring(1));
  }
}
