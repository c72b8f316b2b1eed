package io.github.weepython.maven.compile;

import io.github.weepython.maven.sandbox.Sandbox;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Applies patches to an unpacked source, by the script of templates/compile. */
final class Patcher {
  private static final String PATCH = "##wee patch ";

  /** Not below {@link Sandbox#LOST}: what this job changes there is what it runs for. */
  private static final String SOURCE = "/wee/source";

  private final Sandbox sandbox;

  Patcher(Sandbox sandbox) {
    this.sandbox = sandbox;
  }

  /**
   * Applies all, or fails.
   *
   * @param root has patch(1)
   * @param scratch a directory, removed by the caller
   * @param made when the release was made: no file is newer afterwards
   * @throws CompileException naming the patch that does not apply, with what patch(1) said of it
   */
  void apply(Path root, Path source, PatchSeries series, long made, Path scratch)
      throws IOException {
    Map<String, Path> files = new LinkedHashMap<>();
    Path folder = Files.createDirectory(scratch.resolve("patches"));
    series.write(folder);
    for (String file : series.files()) {
      files.put("/wee/" + file, folder.resolve(file));
    }
    Set<String> named = PatchedFiles.of(series.patches());
    PatchWorkspace part = PatchWorkspace.take(source, scratch.resolve("patched"), named);
    run(
        new Sandbox.Job(
            root,
            Map.of(SOURCE, part.folder()),
            files,
            Map.of(
                "PATH",
                "/usr/bin:/usr/sbin",
                "LC_ALL",
                "C.UTF-8",
                "TZ",
                "UTC",
                "TIME",
                Long.toString(made)),
            List.of("/bin/sh", "/wee/" + PatchSeries.SCRIPT, SOURCE)));
    part.giveBack(made);
  }

  private void run(Sandbox.Job job) throws IOException {
    List<String> said = new ArrayList<>();
    try {
      int status =
          sandbox.run(
              job,
              line -> {
                if (line.startsWith(PATCH)) {
                  said.clear();
                }
                said.add(line.startsWith(PATCH) ? line.substring(PATCH.length()) : line);
              });
      if (status != 0) {
        throw new CompileException(
            "The patch %s does not apply to this source. patch(1) said:\n  %s\nSee <patches>, and"
                    .formatted(
                        said.isEmpty() ? "?" : said.get(0),
                        String.join("\n  ", said.subList(Math.min(1, said.size()), said.size())))
                + " <securityPatches> or -Dwee.securityPatches=none if it is one of Debian's.");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CompileException("Patching was interrupted.", e);
    }
  }
}
