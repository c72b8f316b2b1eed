package io.github.weepython.maven.sandbox.namespaces;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The kernel's settings in proc(5), which belong to root. A job of root's is still root to them,
 * without any capability: file modes alone let it write {@code /proc/sys/kernel/core_pattern},
 * which names a program that the host runs. bwrap covers them only from jobs that could use
 * access(2).
 */
final class KernelFiles {
  private static final String PROC = "/proc";

  private KernelFiles() {}

  /** Arguments of bwrap(1), for behind its {@code --proc}: all but the processes is read only. */
  static List<String> readOnly() throws IOException {
    List<String> arguments = new ArrayList<>();
    try (DirectoryStream<Path> all = Files.newDirectoryStream(Path.of(PROC), "[!0-9]*")) {
      for (Path path : all) {
        if (Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
          arguments.addAll(List.of("--ro-bind-try", path.toString(), path.toString()));
        } else if (isWritable(path)) {
          arguments.addAll(List.of("--ro-bind", "/dev/null", path.toString()));
        }
      }
    }
    return arguments;
  }

  private static boolean isWritable(Path file) throws IOException {
    return Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
        && ((Integer) Files.getAttribute(file, "unix:mode") & 0222) != 0;
  }
}
