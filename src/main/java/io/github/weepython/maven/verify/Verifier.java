package io.github.weepython.maven.verify;

import io.github.weepython.maven.sandbox.LogTail;
import io.github.weepython.maven.sandbox.Sandbox;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Runs the checks of templates/verify in an image's files. */
public final class Verifier {
  private static final String DONE = "##wee done";
  private static final String BEGIN = "##wee begin\t";
  private static final int LAST_LINES = 30;
  private static final int NO_HEADERS = 77;
  private static final String IMPORT =
      "import sys; sys.path.insert(0, '%s'); import weespam; assert weespam.six() == 6";
  private static final Map<String, String> INSTALLING =
      Map.of(
          "PATH", "/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin",
          "HOME", "/root",
          "LC_ALL", "C.UTF-8",
          "DEBIAN_FRONTEND", "noninteractive",
          "DEBCONF_NONINTERACTIVE_SEEN", "true");

  private final Sandbox sandbox;
  private final Path buildRoot;
  private final Scripts scripts;

  /**
   * Texts of templates/verify.
   *
   * @param verify runs in the image
   * @param elsewhere modules that it doesn't look for
   * @param compiler adds compilers to an image, in it
   * @param extension runs in such an image, or on the build root
   */
  public record Scripts(String verify, String elsewhere, String compiler, String extension) {}

  /**
   * @param buildRoot has the suite's gcc
   */
  public Verifier(Sandbox sandbox, Path buildRoot, Scripts scripts) {
    this.sandbox = sandbox;
    this.buildRoot = buildRoot;
    this.scripts = scripts;
  }

  /**
   * Runs all checks.
   *
   * @param root its unpacked files, which are changed
   * @param env the image's own variables
   * @param compilers packages that the image can install to build extensions, none where it has
   *     compilers; nothing for an image without dpkg, whose extensions are built on the build root
   * @param scratch a directory, removed by the caller
   */
  public List<Check> verify(
      Path root, Map<String, String> env, Optional<List<Path>> compilers, Path scratch)
      throws IOException {
    List<Check> all = new ArrayList<>(within(root, env, scratch));
    all.add(
        compilers.isEmpty()
            ? extension(root, env, scratch)
            : extensionWithin(root, compilers.get(), scratch));
    return all;
  }

  private List<Check> within(Path root, Map<String, String> env, Path scratch) throws IOException {
    Map<String, Path> readable =
        Map.of(
            "/wee/verify.py", write(scratch, "verify.py", scripts.verify()),
            "/wee/elsewhere.list", write(scratch, "elsewhere.list", scripts.elsewhere()));
    Path out = Files.createDirectory(scratch.resolve("image-out"));
    List<String> command =
        List.of("/usr/local/bin/python", "/wee/verify.py", "/wee/elsewhere.list", "/wee/out");
    Sandbox.Job job =
        new Sandbox.Job(
            buildRoot, Map.of("/wee/out", out), readable, env, command, Optional.of(root));
    JobOutput heard = run(job);
    if (!heard.done) {
      heard.checks.add(
          Check.failed(
              "image",
              heard.begun.isEmpty() ? "the interpreter starts" : heard.begun,
              "the interpreter ended here with status "
                  + heard.status
                  + ":\n"
                  + heard.lastLines()));
    }
    return heard.checks;
  }

  private Check extension(Path root, Map<String, String> imageEnv, Path scratch)
      throws IOException {
    String name = "a C extension that the suite's gcc has built is imported";
    Map<String, Path> readable =
        Map.of(
            "/usr/local",
            root.resolve("usr/local"),
            "/wee/extension.sh",
            write(scratch, "extension.sh", scripts.extension()));
    Path out = Files.createDirectory(scratch.resolve("extension-out"));
    Map<String, String> env = Map.of("PATH", "/usr/bin:/usr/sbin", "LC_ALL", "C.UTF-8");
    List<String> command = List.of("/bin/sh", "/wee/extension.sh");
    JobOutput heard =
        run(new Sandbox.Job(buildRoot, Map.of("/wee/out", out), readable, env, command));
    if (heard.status != 0) {
      return outcome(name, heard);
    }
    List<String> importing =
        List.of("/usr/local/bin/python", "-B", "-c", IMPORT.formatted("/wee/built"));
    return outcome(
        name,
        run(
            new Sandbox.Job(
                buildRoot,
                Map.of(),
                Map.of("/wee/built", out),
                imageEnv,
                importing,
                Optional.of(root))));
  }

  /** As a user does in a container: adds compilers, builds, imports. */
  private Check extensionWithin(Path root, List<Path> compilers, Path scratch) throws IOException {
    Map<String, Path> readable = new HashMap<>();
    for (Path compiler : compilers) {
      readable.put("/wee/debs/" + readable.size() + ".deb", compiler);
    }
    String script = scripts.compiler() + scripts.extension();
    readable.put("/wee/extension.sh", write(scratch, "extension.sh", script));
    Path out = Files.createDirectory(scratch.resolve("extension-out"));
    List<String> command = List.of("/bin/sh", "/wee/extension.sh");
    return outcome(
        "extensions in C and C++ are built and imported in the image",
        run(
            new Sandbox.Job(
                buildRoot,
                Map.of("/wee/out", out),
                readable,
                INSTALLING,
                command,
                Optional.of(root))));
  }

  private static Check outcome(String name, JobOutput heard) {
    if (heard.status == NO_HEADERS) {
      return new Check(
          "image", name, Check.Outcome.SKIPPED, 0, "the image has no headers: <pip> is false");
    }
    return heard.status == 0
        ? Check.passed("image", name)
        : Check.failed("image", name, heard.lastLines());
  }

  private static Path write(Path scratch, String name, String text) throws IOException {
    return Files.writeString(scratch.resolve(name), text);
  }

  private JobOutput run(Sandbox.Job job) throws IOException {
    JobOutput heard = new JobOutput();
    try {
      heard.status = sandbox.run(job, heard::line);
      return heard;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new VerifyException("Verifying was interrupted.", e);
    }
  }

  /** What a job said. */
  private static final class JobOutput {
    private final List<Check> checks = new ArrayList<>();
    private final LogTail last = new LogTail(LAST_LINES);
    private String begun = "";
    private boolean done;
    private int status;

    void line(String line) {
      Optional<Check> check = Check.parse(line);
      if (check.isPresent()) {
        checks.add(check.get());
        last.clear();
      } else if (line.startsWith(BEGIN)) {
        begun = line.substring(BEGIN.length()).replace('\t', ' ');
      } else if (line.equals(DONE)) {
        done = true;
      } else {
        last.accept(line);
      }
    }

    String lastLines() {
      return last.joined("\n");
    }
  }
}
