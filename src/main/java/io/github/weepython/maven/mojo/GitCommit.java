package io.github.weepython.maven.mojo;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The commit that is checked out, read from Git's files (gitrepository-layout(5)); of a repository
 * whose references are a reftable, git itself is asked, which is there where such a one was made.
 */
final class GitCommit {
  private GitCommit() {}

  /**
   * @param folder in a work tree; empty when it is in none
   */
  static Optional<String> of(Path folder) {
    return of(folder, "git");
  }

  /**
   * @param program what is asked where the files say nothing
   */
  static Optional<String> of(Path folder, String program) {
    try {
      for (Path each = folder.toAbsolutePath(); each != null; each = each.getParent()) {
        Path git = each.resolve(".git");
        if (Files.isDirectory(git)) {
          return head(git).or(() -> asked(folder, program));
        }
        if (Files.isRegularFile(git)) {
          return head(each.resolve(after("gitdir: ", Files.readString(git))))
              .or(() -> asked(folder, program));
        }
      }
      return Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private static Optional<String> head(Path git) throws IOException {
    String head = Files.readString(git.resolve("HEAD")).strip();
    if (!head.startsWith("ref: ")) {
      return commit(head);
    }
    String ref = after("ref: ", head);
    Path commonFile = git.resolve("commondir"); // of a linked work tree
    Path common =
        Files.exists(commonFile) ? git.resolve(Files.readString(commonFile).strip()) : git;
    if (Files.exists(common.resolve(ref))) {
      return commit(Files.readString(common.resolve(ref)).strip());
    }
    Path packed = common.resolve("packed-refs");
    if (!Files.exists(packed)) {
      return Optional.empty();
    }
    return Files.readAllLines(packed).stream()
        .filter(line -> line.endsWith(" " + ref))
        .findFirst()
        .flatMap(line -> commit(line.substring(0, line.indexOf(' '))));
  }

  private static Optional<String> asked(Path folder, String program) {
    try {
      Process process =
          new ProcessBuilder(program, "rev-parse", "--verify", "--quiet", "HEAD")
              .directory(folder.toFile())
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      process.getOutputStream().close();
      String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return process.waitFor() == 0 ? commit(said.strip()) : Optional.empty();
    } catch (IOException e) {
      return Optional.empty(); // There is no git here.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }

  private static Optional<String> commit(String text) {
    return Optional.of(text).filter(hash -> hash.matches("[0-9a-f]{40}([0-9a-f]{24})?"));
  }

  private static String after(String start, String text) {
    return text.startsWith(start) ? text.substring(start.length()).strip() : text.strip();
  }
}
