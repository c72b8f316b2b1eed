package io.github.weepython.maven.compile;

import io.github.weepython.maven.progress.Progress;
import io.github.weepython.maven.sandbox.Sandbox;
import io.github.weepython.maven.source.SourceTree;
import io.github.weepython.maven.spec.Recipe;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Makes a source tarball of another one and patches, by the script of templates/compile. */
public final class Patcher {
  private static final String PATCH = "##wee patch ";

  private final Sandbox sandbox;
  private final Progress progress;

  public Patcher(Sandbox sandbox, Progress progress) {
    this.sandbox = sandbox;
    this.progress = progress;
  }

  /**
   * Applies all or nothing.
   *
   * @param root has patch(1) and tar(1)
   * @param script reads {@code /wee/series}: in each line how many parts to strip, a file, a name
   * @param scratch an empty directory, removed by the caller
   * @param target the tarball to write; no file in it is newer than the newest of the old one
   * @throws CompileException naming the patch that does not apply, with what patch(1) said of it
   */
  public void apply(
      Path root, Path tarball, List<Recipe.Patch> patches, String script, Path scratch, Path target)
      throws IOException {
    Path source = Files.createDirectory(scratch.resolve("source"));
    Path out = Files.createDirectory(scratch.resolve("out"));
    try (Progress.Step step =
        progress.step("Applying %d patches to the CPython source".formatted(patches.size()))) {
      long made = SourceTree.unpack(tarball, source);
      run(
          new Sandbox.Job(
              root,
              Map.of("/usr/src/python", source, "/wee/out", out),
              files(patches, script, scratch),
              Map.of(
                  "PATH", "/usr/bin:/usr/sbin",
                  "LC_ALL", "C.UTF-8",
                  "TZ", "UTC",
                  "SOURCE_DATE_EPOCH", Long.toString(made)),
              List.of("/bin/sh", "/wee/patch.sh")));
    }
    Files.move(out.resolve("source.tar"), target);
  }

  private static Map<String, Path> files(List<Recipe.Patch> patches, String script, Path scratch)
      throws IOException {
    Map<String, Path> files = new LinkedHashMap<>();
    StringBuilder series = new StringBuilder();
    for (int i = 0; i < patches.size(); i++) {
      Recipe.Patch patch = patches.get(i);
      String place = "/wee/patch-" + i;
      Path file = scratch.resolve("patch-" + i);
      files.put(place, Files.writeString(file, patch.bytes(), StandardCharsets.ISO_8859_1));
      series.append("%d %s %s\n".formatted(patch.strip(), place, patch.name()));
    }
    files.put("/wee/series", Files.writeString(scratch.resolve("series"), series));
    files.put("/wee/patch.sh", Files.writeString(scratch.resolve("patch.sh"), script));
    return files;
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
                + " <securityPatches> or -Dwee.securityPatches=none where it is Debian's.");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CompileException("Patching was interrupted.", e);
    }
  }
}
