package io.github.weepython.maven.imagediff;

import static io.github.weepython.maven.Jackson.JSON;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.weepython.maven.digest.Digest;
import io.github.weepython.maven.trust.LayerContents;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ImageSummaryTest {
  /** As Docker writes what is not set. */
  @Test
  void aSettingThatIsNullIsNone() throws Exception {
    String config =
        "{\"os\": \"linux\", \"architecture\": \"amd64\", \"config\": {\"Cmd\": null, \"Env\":"
            + " null, \"Labels\": null, \"User\": \"1\"}}";
    ImageSummary image =
        ImageSummary.of(
            Digest.of("x"),
            JSON.readTree("{}"),
            JSON.readTree(config),
            new LayerContents(),
            Optional.empty());
    assertThat(image.settings()).isEqualTo(Map.of("platform", "linux/amd64", "User", "1"));
  }
}
