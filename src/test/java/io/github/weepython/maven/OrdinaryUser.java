package io.github.weepython.maven;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.codehaus.plexus.util.FileUtils;

/**
 * A project of src/it in the home of somebody who has nothing else: root becomes nobody, and cannot
 * be reached from there; anybody else stays who he is.
 */
public final class OrdinaryUser implements AutoCloseable {
  /** Debian's nobody and nogroup. */
  public static final int NOBODY = 65534;

  private final Path home;
  private final String repository;

  private OrdinaryUser(Path home, String repository) {
    this.home = home;
    this.repository = repository;
  }

  /**
   * @param basedir the project: its pom comes along
   * @param repository the invoker's local repository, which has the plugin
   */
  public static OrdinaryUser of(File basedir, File repository)
      throws IOException, InterruptedException {
    Path home = Files.createTempDirectory("wee-anybody");
    OrdinaryUser user = new OrdinaryUser(home, repository.getName());
    run(List.of("cp", "-r", basedir + "/pom.xml", repository.toString(), home.toString()));
    File settings = new File(basedir.getParentFile(), "interpolated-settings.xml");
    run(List.of("cp", settings.toString(), home + "/settings.xml"));
    user.own();
    return user;
  }

  /** Kinds of things of a wee cache come along, as they are: trees have modes and times. */
  public void bring(Path cache, List<String> kinds) throws IOException, InterruptedException {
    Path own = Files.createDirectories(cache());
    for (String kind : kinds) {
      run(List.of("cp", "-a", cache.resolve(kind).toString(), own.toString()));
    }
    own();
  }

  /** A file or folder comes along into the home, in place of one of that name. */
  public void take(File file) throws IOException, InterruptedException {
    run(List.of("cp", "-r", file.toString(), home.toString()));
    own();
  }

  /** Nothing but these kinds of things stays in the wee cache. */
  public void keepOnly(String... kinds) throws IOException {
    List<Path> all;
    try (var listed = Files.list(cache())) {
      all = listed.filter(each -> !List.of(kinds).contains(each.getFileName().toString())).toList();
    }
    for (Path path : all) {
      // Unlike others of its kind it follows no link out of a root.
      FileUtils.deleteDirectory(path.toFile());
    }
  }

  /**
   * Runs Maven in the home.
   *
   * @param variables added to those of this process
   * @return what it said, once it has ended well
   */
  public String maven(Map<String, ?> variables, List<?> arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    if (isRoot()) {
      command.addAll(List.of("setpriv", "--reuid=" + NOBODY, "--regid=" + NOBODY));
      command.add("--clear-groups");
    }
    // Niced, as background jobs are: configure's look at nice(2) must not show in an image.
    command.addAll(List.of("nice", "-n", "5"));
    command.addAll(List.of("env", "HOME=" + home, "XDG_CACHE_HOME=" + cache().getParent()));
    variables.forEach((name, value) -> command.add(name + "=" + value));
    command.add(Path.of(System.getProperty("maven.home"), "bin", "mvn").toString());
    command.addAll(List.of("-B", "-s", "settings.xml", "-Duser.home=" + home));
    command.add("-Dmaven.repo.local=" + home.resolve(repository));
    arguments.forEach(each -> command.add(each.toString()));
    return run(command, home);
  }

  /** A file below the home. */
  public String text(String file) throws IOException {
    return Files.readString(home.resolve(file));
  }

  /** The bytes of a file below the home. */
  public byte[] bytes(String file) throws IOException {
    return Files.readAllBytes(home.resolve(file));
  }

  private Path cache() {
    return home.resolve("cache/wee");
  }

  private void own() throws IOException, InterruptedException {
    if (isRoot()) {
      run(List.of("chown", "-R", NOBODY + ":" + NOBODY, home.toString()));
    }
  }

  private static boolean isRoot() throws IOException {
    return Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0);
  }

  private static void run(List<String> command) throws IOException, InterruptedException {
    run(command, Path.of("/"));
  }

  private static String run(List<String> command, Path folder)
      throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new AssertionError(String.join(" ", command) + " failed:\n" + said);
    }
    return said;
  }

  @Override
  public void close() throws IOException {
    FileUtils.deleteDirectory(home.toFile());
  }
}
