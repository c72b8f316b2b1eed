package io.github.weepython.maven.sandbox;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A root of a shell and a few tools of this machine, with the libraries that they need. */
public final class SmallRoot {
  private static final Pattern LIBRARY = Pattern.compile("(/\\S+) \\(0x");
  private static final String[] TOOLS = {
    "sh", "true", "cat", "chmod", "id", "ln", "ls", "mkdir", "sleep", "dd", "stat", "sort", "find",
    "env", "head", "mv", "nproc", "patch", "rm", "setarch", "tail", "tar", "touch"
  };

  private SmallRoot() {}

  /**
   * @param more programs beside the usual ones
   */
  public static Path make(Path root, String... more) throws IOException, InterruptedException {
    for (String tool : Stream.of(TOOLS, more).flatMap(Stream::of).toList()) {
      Path program = Path.of("/usr/bin", tool).toRealPath();
      copy(program, root.resolve("usr/bin").resolve(tool));
      Process ldd = new ProcessBuilder("ldd", program.toString()).start();
      Matcher library = LIBRARY.matcher(new String(ldd.getInputStream().readAllBytes()));
      while (library.find()) {
        String path = library.group(1);
        if (path.contains(
            "/ld-linux")) { // Where packages have it, behind the name that programs say.
          Path real = Path.of(path).toRealPath();
          copy(real, root.resolve(real.toString().substring(1)));
        }
        copy(
            Path.of(path),
            root.resolve(
                (path.startsWith("/usr") ? "" : "usr")
                    + path.substring(path.startsWith("/usr") ? 1 : 0)));
      }
      ldd.waitFor();
    }
    Files.createDirectories(root.resolve("etc"));
    return root;
  }

  private static void copy(Path from, Path to) throws IOException {
    Files.createDirectories(to.getParent());
    Files.copy(from, to, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.COPY_ATTRIBUTES);
  }
}
