package io.github.weepython.maven.mojo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.weepython.maven.digest.Digest;
import io.github.weepython.maven.image.ImageException;
import io.github.weepython.maven.output.BuiltImage;
import io.github.weepython.maven.spec.Base;
import io.github.weepython.maven.spec.Flavour;
import io.github.weepython.maven.spec.ImageName;
import io.github.weepython.maven.spec.PythonVersion;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BenchmarkMojoTest {
  /** Else it would replace the image of the goal build by another, without the project's wheels. */
  @Test
  void buildsWhatTheGoalBuildBuilds() {
    assertThat(new BuildMojo().installsWheels()).isTrue();
    assertThat(new BenchmarkMojo().installsWheels()).isTrue();
  }

  /** Whose files are looked for here, in vain. */
  @Test
  void takesTheImagesThatThisRunHasBuiltOfSeveralPythonsToo(@TempDir Path folder) throws Exception {
    Path output = folder.resolve("wee");
    BenchmarkMojo mojo =
        ConfiguredGoal.of(
            BenchmarkMojo.class,
            folder,
            "<python>3.13.5,3.14.7</python><output>%s</output><cache>%s</cache>"
                .formatted(output, folder.resolve("cache")));
    SessionImages.remember(
        mojo.context(), output, List.of(image("3.13.5", output), image("3.14.7", output)));

    assertThatThrownBy(mojo::run)
        .isInstanceOf(ImageException.class)
        .hasMessageContaining(output.resolve("3.13.5/oci").toString());
  }

  private static BuiltImage image(String python, Path output) {
    return new BuiltImage(
        BuiltImage.Kind.of(PythonVersion.parse(python), Flavour.WEE, Base.DISTROLESS),
        ImageName.parse("python"),
        List.of(python + "-wee"),
        Digest.of("digest of " + python),
        Digest.of("id of " + python),
        List.of(),
        new BuiltImage.Sizes(1, 2),
        output.resolve(python));
  }
}
