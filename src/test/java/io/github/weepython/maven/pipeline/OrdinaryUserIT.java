package io.github.weepython.maven.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.weepython.maven.OrdinaryUser;
import io.github.weepython.maven.PythonProject;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The same image from an empty cache, by an ordinary user in a folder of his own. */
class OrdinaryUserIT {
  @Test
  void compilesTheSameImageInAnotherTimeZone() throws Exception {
    PythonProject project = PythonProject.in("ordinary-user");
    try (OrdinaryUser user = OrdinaryUser.of(project.basedir(), project.repository())) {
      String said =
          user.maven(
              Map.of("TZ", "Pacific/Kiritimati", "LC_ALL", "C"),
              List.of("package", "-Dwee.compiler=namespaces"));

      assertThat(said).contains("Compiling: build");
      assertThat(user.text("target/wee/image.digest")).isEqualTo(project.expectedDigest());
    }
  }
}
