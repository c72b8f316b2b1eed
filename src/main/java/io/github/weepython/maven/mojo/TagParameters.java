package io.github.weepython.maven.mojo;

import io.github.weepython.maven.spec.Tags;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.apache.maven.project.MavenProject;
import org.codehaus.plexus.configuration.PlexusConfiguration;
import org.jspecify.annotations.Nullable;

/**
 * The parameter {@code tags} as it is written. Maven would make nothing of a lone {@code
 * ${python}}, which only wee can fill in.
 */
final class TagParameters {
  private static final String PROPERTY = "wee.tags";

  private TagParameters() {}

  /**
   * @param written the pom's element; without children where a property gives the tags
   */
  static Tags tags(
      @Nullable PlexusConfiguration written,
      Properties properties,
      MavenProject project,
      String suffix,
      boolean latest) {
    List<String> templates = templates(written, properties);
    boolean snapshot = project.getVersion() != null && project.getVersion().endsWith("-SNAPSHOT");
    return new Tags(templates, suffix, latest, snapshot, values(project, templates));
  }

  private static List<String> templates(
      @Nullable PlexusConfiguration written, Properties properties) {
    List<String> texts =
        written != null && written.getChildCount() > 0
            ? Arrays.stream(written.getChildren()).map(each -> each.getValue("")).toList()
            : commas(text(written, properties));
    return ParameterParser.elements("tags", texts).stream().map(String::strip).toList();
  }

  /** The property's, unless the pom's element has a text rather than elements. */
  private static String text(@Nullable PlexusConfiguration written, Properties properties) {
    String text = written == null ? "" : written.getValue("");
    return text.isBlank() || text.equals("${" + PROPERTY + "}")
        ? properties.getProperty(PROPERTY, "")
        : text;
  }

  private static List<String> commas(String text) {
    return text.isBlank() ? List.of() : Arrays.asList(text.split(",", -1));
  }

  private static Map<String, String> values(MavenProject project, List<String> templates) {
    Map<String, String> values = new HashMap<>();
    values.put("project.version", project.getVersion());
    values.put("project.artifactId", project.getArtifactId());
    boolean asked = templates.stream().anyMatch(each -> each.contains("${git.commit}"));
    if (asked && project.getBasedir() != null) {
      Optional<String> commit = GitCommit.of(project.getBasedir().toPath());
      commit.ifPresent(hash -> values.put("git.commit", hash));
    }
    return values;
  }
}
