package io.github.weepython.maven;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Runs {@code src/it/maven-versions.sh} for projects of {@code src/it}. */
public final class MavenMatrix {
  private static final Pattern RELEASE = Pattern.compile("(?m)^JAVA_VERSION=\"(\\d+)");

  /** Of one Maven with one Java. */
  private static final int CHECKS = 8;

  private final Path project;
  private final String repository;

  /**
   * @param project the folder of a project of src/it
   * @param repository the local repository that has the plugin
   */
  public MavenMatrix(File project, Object repository) {
    this.project = project.toPath();
    this.repository = repository.toString();
  }

  /** The newest Java in a folder of them that is newer than the one that runs this. */
  public static Optional<Path> newerJava(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return Optional.empty();
    }
    try (Stream<Path> homes = Files.list(folder)) {
      return homes
          .filter(home -> release(home) > Runtime.version().feature())
          .max(Comparator.comparingInt(MavenMatrix::release).thenComparing(Path::toString));
    }
  }

  /** The feature release of a JDK or JRE; 0 of anything else. */
  private static int release(Path home) {
    Path file = home.resolve("release");
    if (!Files.isRegularFile(file) || !Files.isExecutable(home.resolve("bin/java"))) {
      return 0;
    }
    try {
      Matcher found = RELEASE.matcher(Files.readString(file));
      return found.find() ? Integer.parseInt(found.group(1)) : 0;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Runs all checks, and compares the digests of all images that the project has made so far.
   *
   * @param homes of the Javas; none for the one that runs this
   * @throws AssertionError when one of them failed or did not run
   */
  public void run(List<String> mavens, Path... homes) throws IOException, InterruptedException {
    Path top = project.resolve("../../..").toRealPath();
    List<String> command = new ArrayList<>(List.of("bash", top + "/src/it/maven-versions.sh"));
    command.addAll(mavens);
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    Map<String, String> environment = builder.environment();
    environment.putAll(MavenRun.BRIEF);
    environment.put("BUILT", "yes");
    environment.put("REPO", repository);
    environment.put("SETTINGS", project.resolveSibling("interpolated-settings.xml").toString());
    environment.put("MVN", System.getProperty("maven.home") + "/bin/mvn");
    environment.put("WORK", project.resolve("target").toString());
    environment.put("DIGESTS", project.resolve("digests").toString());
    environment.putIfAbsent("XDG_CACHE_HOME", top + "/target/it-cache");
    if (homes.length > 0) {
      environment.put(
          "JDKS", Stream.of(homes).map(Path::toString).collect(Collectors.joining(" ")));
    }
    Process process = builder.start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    System.out.println(said);
    int status = process.waitFor();
    // Maven may have reset the terminal's colours before.
    long held = said.lines().filter(line -> line.matches("(\\x1b\\[0?m)*ok +Maven .*")).count();
    int expected = CHECKS * mavens.size() * Math.max(1, homes.length);
    if (status != 0 || held != expected) {
      throw new AssertionError(
          "%d of %d checks held, status %d:\n%s".formatted(held, expected, status, said));
    }
  }
}
