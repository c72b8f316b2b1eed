package io.github.weepython.maven.sandbox.namespaces;

import io.github.weepython.maven.archive.Entry;
import io.github.weepython.maven.archive.FileTree;
import io.github.weepython.maven.sandbox.ImageProgram;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/** The arguments of bwrap(1) that run a program of an image. */
final class ProgramCommand {
  /** The files that configure name resolution; container engines pass them on as well. */
  private static final List<String> RESOLVING = List.of("/etc/resolv.conf", "/etc/hosts");

  private ProgramCommand() {}

  /** All arguments, without bwrap itself. */
  static List<String> of(ImageProgram program) {
    List<String> command = new ArrayList<>(List.of("--unshare-all", "--die-with-parent"));
    if (program.network() == ImageProgram.Network.HOST) {
      command.add("--share-net");
    }
    command.addAll(
        List.of(
            "--uid",
            Integer.toString(program.start().user().uid()),
            "--gid",
            Integer.toString(program.start().user().gid()),
            "--cap-drop",
            "ALL"));
    command.addAll(List.of("--bind", program.files().root().toString(), "/"));
    command.addAll(List.of("--proc", "/proc", "--dev", "/dev"));
    resolving(program, command);
    if (!program.start().directory().equals("/")) {
      command.addAll(
          List.of(
              "--dir",
              place(
                  program,
                  program.start().directory()))); // Container engines create it if it is missing.
    }
    program.files().volumes().stream()
        .sorted()
        .forEach(at -> command.addAll(List.of("--tmpfs", place(program, at))));
    new TreeMap<>(program.files().mounts())
        .forEach(
            (at, path) -> command.addAll(List.of("--bind", path.toString(), place(program, at))));
    if (program.files().readOnly()) {
      command.addAll(List.of("--remount-ro", "/"));
    }
    new TreeMap<>(program.start().environment())
        .forEach((name, value) -> command.addAll(List.of("--setenv", name, value)));
    command.addAll(List.of("--chdir", program.start().directory(), "--"));
    command.addAll(program.start().command());
    return command;
  }

  /**
   * Where something is mounted: bwrap would follow a link of the image, as of /var/run, to a place
   * of this machine.
   */
  private static String place(ImageProgram program, String path) {
    FileTree tree = program.files().tree();
    for (int end = path.length(); end > 0; end = path.lastIndexOf('/', end - 1)) {
      Optional<Entry> found = tree.follow(path.substring(0, end));
      if (found.isPresent()) {
        return "/" + found.get().path() + path.substring(end);
      }
    }
    return path;
  }

  private static void resolving(ImageProgram program, List<String> command) {
    if (program.network() == ImageProgram.Network.NONE) {
      return;
    }
    for (String file : RESOLVING) {
      // A link in the image would lead to a place of this machine.
      boolean link = Files.isSymbolicLink(program.files().root().resolve(file.substring(1)));
      if (Files.exists(Path.of(file)) && !link) {
        command.addAll(List.of("--ro-bind", file, file));
      }
    }
  }
}
