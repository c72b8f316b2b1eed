package io.github.weepython.maven;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A Maven run more, of a project of src/it: one that the invoker's command lines can't be, since it
 * needs variables or settings of its own, or goes side by side with another.
 */
public final class MavenRun {
  /** For Java that runs for seconds; the pom has the same words for src/it's projects. */
  public static final Map<String, String> BRIEF =
      Map.of("MAVEN_OPTS", "-XX:+UseSerialGC -XX:TieredStopAtLevel=1");

  private final Process process;
  private final Path log;
  private final Thread listener;
  private final StringBuilder heard = new StringBuilder();
  private boolean over;

  private MavenRun(Process process, Path log) {
    this.process = process;
    this.log = log;
    this.listener = new Thread(this::listen, "maven-output");
    listener.setDaemon(true);
    listener.start();
  }

  /**
   * @param basedir the project, or the folder of all projects
   * @param repository the invoker's local repository, which has the plugin
   * @param name of the log file
   * @param variables added to those of this process, and to {@code MAVEN_OPTS} for a run of seconds
   */
  public static MavenRun start(
      File basedir, File repository, String name, Map<String, String> variables, List<?> arguments)
      throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("maven.home"), "bin", "mvn").toString());
    command.add("-B");
    command.add("-Dmaven.repo.local=" + repository);
    command.add("-s");
    command.add(settings(basedir).toString());
    arguments.forEach(each -> command.add(each.toString()));
    Path log = basedir.toPath().resolve(name + ".log");
    ProcessBuilder builder =
        new ProcessBuilder(command).directory(basedir).redirectErrorStream(true);
    builder.environment().putAll(BRIEF);
    builder.environment().putAll(variables);
    return new MavenRun(builder.start(), log);
  }

  private void listen() {
    try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8);
        PrintStream to = new PrintStream(Files.newOutputStream(log), true)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        to.println(line);
        hear(line);
      }
    } catch (IOException e) {
      // Killed: its output ends where it was.
    } finally {
      end();
    }
  }

  private synchronized void hear(String line) {
    heard.append(line).append('\n');
    notifyAll();
  }

  private synchronized void end() {
    over = true;
    notifyAll();
  }

  /** Waits until it says that. */
  public synchronized MavenRun awaitOutput(String text) throws InterruptedException {
    while (heard.indexOf(text) < 0) {
      if (over) {
        throw new AssertionError(log + " has no '" + text + "':\n" + heard);
      }
      wait();
    }
    return this;
  }

  /** The invoker's, beside its projects. */
  private static File settings(File folder) {
    File here = new File(folder, "interpolated-settings.xml");
    return here.exists() ? here : new File(folder.getParentFile(), here.getName());
  }

  /** As {@code kill -9}: Maven's script has become Java by then, and Maven starts no other. */
  public void kill() {
    process.destroyForcibly();
  }

  /** As {@code kill}, which Java hears of. */
  public void terminate() {
    // Process.destroy() closes the streams too: what it says at its end would be lost.
    process.toHandle().destroy();
  }

  /** Waits for its end, whatever that is; whether it ended well. */
  public boolean ended() throws InterruptedException {
    listener.join();
    return process.waitFor() == 0;
  }

  /** All that it said, once it has ended as expected. */
  public String log(boolean success) throws IOException, InterruptedException {
    boolean ended = ended();
    String text = Files.readString(log, StandardCharsets.UTF_8);
    if (ended != success) {
      throw new AssertionError(log + (ended ? " did not fail" : " failed") + ":\n" + text);
    }
    return text;
  }

  /** What it said to one who wants to know why it failed. */
  public String failure() throws IOException, InterruptedException {
    String text = log(false);
    int begin = text.indexOf("[ERROR] Failed to execute goal");
    return begin < 0 ? text : text.substring(begin);
  }
}
