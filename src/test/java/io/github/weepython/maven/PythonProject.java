package io.github.weepython.maven;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.codehaus.plexus.util.FileUtils;

/**
 * A user's project beside those of src/it, and with the plugin that they have, for tests that take
 * the time of a whole compile: the invoker runs one script at a time, so that two projects whose
 * scripts compile would wait for each other.
 */
public final class PythonProject {
  private final File basedir;

  private PythonProject(File basedir) {
    this.basedir = basedir;
  }

  /**
   * @param name of the folder, which is made anew
   */
  public static PythonProject in(String name) throws IOException {
    Path basedir = Path.of(property("it.projects"), name);
    FileUtils.deleteDirectory(basedir.toFile());
    Files.createDirectories(basedir);
    try (InputStream pom = PythonProject.class.getResourceAsStream("/projects/python.xml")) {
      String text = new String(pom.readAllBytes(), StandardCharsets.UTF_8);
      Files.writeString(
          basedir.resolve("pom.xml"), text.replace("@project.version@", property("it.version")));
    }
    return new PythonProject(basedir.toFile());
  }

  private static String property(String name) {
    String value = System.getProperty(name);
    if (value == null) {
      throw new AssertionError(
          "The system property " + name + " is not set: run this test by mvn verify, or -Dit.test");
    }
    return value;
  }

  public File basedir() {
    return basedir;
  }

  /** The local repository of src/it, which has the plugin. */
  public File repository() {
    return new File(property("it.repository"));
  }

  /** A run of Maven in the project; the name is that of its log. */
  public MavenRun maven(String name, Map<String, String> variables, Object... arguments)
      throws IOException {
    return MavenRun.start(basedir, repository(), name, variables, List.of(arguments));
  }

  /** An output of that folder, {@code target/wee} for one. */
  public String text(String file) throws IOException {
    return Files.readString(basedir.toPath().resolve(file));
  }

  /** The digest of the same image, which setup-builds-an-image compiled in namespaces. */
  public String expectedDigest() throws IOException {
    return Files.readString(
        basedir.toPath().resolve("../setup-builds-an-image/target/wee/image.digest"));
  }
}
