package io.github.weepython.maven.site;

import io.github.weepython.maven.archive.Entry;
import io.github.weepython.maven.archive.FileTree;
import io.github.weepython.maven.archive.TreeReader;
import io.github.weepython.maven.sandbox.LogTail;
import io.github.weepython.maven.sandbox.Sandbox;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Installs wheels by an install tree's own pip and interpreter. */
public final class SiteInstaller {
  private static final int LAST_LINES = 30;

  private final Sandbox sandbox;
  private final String script;

  /**
   * @param script templates/site/install.py
   */
  public SiteInstaller(Sandbox sandbox, String script) {
    this.sandbox = sandbox;
    this.script = script;
  }

  /**
   * Runs pip.
   *
   * @param root the build root, which has the libraries of the interpreter
   * @param installed the interpreter's install tree: {@code local} and {@code pip}
   * @param scratch an empty directory that stays as long as the result is read
   * @return what pip installed, by its place in the image
   * @throws SiteException with pip's last lines
   */
  public FileTree install(SiteInputs inputs, Path root, Path installed, Path scratch)
      throws IOException {
    Path wheels = Files.createDirectory(scratch.resolve("wheels"));
    for (Wheel.OnDisk disk : inputs.wheels()) {
      Files.copy(disk.file(), wheels.resolve(disk.wheel().name()));
    }
    Path out = Files.createDirectory(scratch.resolve("out"));
    Path requirements = scratch.resolve("requirements.txt");
    Map<String, Path> readable =
        Map.of(
            "/usr/local", installed.resolve("local"),
            "/wee/pip", installed.resolve("pip"),
            "/wee/wheels", wheels,
            "/wee/requirements.txt", Files.writeString(requirements, inputs.requirements()),
            "/wee/install.py", Files.writeString(scratch.resolve("install.py"), script));
    run(
        new Sandbox.Job(
            root, Map.of("/wee/out", out), readable, environment(), command(installed, inputs)),
        inputs);
    return tree(out);
  }

  static Map<String, String> environment() {
    return Map.of(
        "PATH", "/usr/bin:/usr/sbin",
        "HOME", "/tmp",
        "LC_ALL", "C.UTF-8",
        "TZ", "UTC",
        "PYTHONHASHSEED", "0");
  }

  /** The interpreter by the name that scripts are to have in their first line. */
  static List<String> python(Path installed) {
    String name = Files.exists(installed.resolve("local/bin/python3")) ? "python3" : "python";
    return List.of("/usr/local/bin/" + name);
  }

  private static List<String> command(Path installed, SiteInputs inputs) {
    List<String> command = new ArrayList<>(python(installed));
    command.addAll(List.of("/wee/install.py", "/wee/wheels"));
    command.addAll(List.of("/wee/requirements.txt", "/wee/pip", "/wee/out"));
    command.addAll(inputs.flags());
    return command;
  }

  private void run(Sandbox.Job job, SiteInputs inputs) throws IOException {
    LogTail last = new LogTail(LAST_LINES);
    try {
      int status = sandbox.run(job, last);
      if (status != 0) {
        throw new SiteException(
            "pip could not install what <site> names (status %d). Its output:\n  %s\nWheels that it had:%s"
                .formatted(status, last.joined("\n  "), names(inputs)));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new SiteException("Installing the wheels of <site> was interrupted.", e);
    }
  }

  private static String names(SiteInputs inputs) {
    return inputs.wheels().stream()
        .map(each -> "\n  " + each.wheel().name())
        .sorted()
        .collect(Collectors.joining());
  }

  /** Files and folders as pip left them; no folder's mode depends on whose the scratch is. */
  private static FileTree tree(Path out) throws IOException {
    FileTree tree = new FileTree();
    for (Entry entry : TreeReader.read(out).entries()) {
      tree.put(entry.type() == Entry.Type.DIRECTORY ? entry.withMode(0755) : entry);
    }
    return tree;
  }
}
