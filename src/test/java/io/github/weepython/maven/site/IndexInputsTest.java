package io.github.weepython.maven.site;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.weepython.maven.spec.Architecture;
import io.github.weepython.maven.spec.PythonVersion;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class IndexInputsTest extends SiteInputsRig {
  @Test
  void fromAnIndexComesTheWheelThatFitsAndHasAHash() throws IOException {
    Path right = served("spam", "1.0", "cp313-cp313-manylinux_2_17_x86_64");
    Path other = served("spam", "1.0", "cp313-cp313-win_amd64");
    served("spam", "1.1", "py3-none-any");
    String wanted = TestWheels.pinned("Spam", "1.0", right, other);
    SiteInputs inputs = fromIndex(wanted, false);
    assertThat(inputs.wheels()).hasSize(1);
    assertThat(inputs.wheels().get(0).file()).hasSameBinaryContentAs(right);
    assertThat(inputs.hashed()).isTrue();
    assertThat(asked)
        .containsExactly("/simple/spam/", "/simple/spam/" + right.getFileName().toString());

    // Without the network, by what the cache has.
    server.stop(0);
    assertThat(fromIndex(wanted, true).key()).isEqualTo(inputs.key());
  }

  @Test
  void anIndexThatTellsNoHashesIsComparedByItsFiles() throws IOException {
    digests = false;
    Path right = served("spam", "1.0", "py3-none-any");
    assertThat(fromIndex(TestWheels.pinned("spam", "1.0", right), false).wheels()).hasSize(1);
  }

  @Test
  void aFileThatTheIndexHasExchangedIsRefused() throws IOException {
    Path wheel = served("spam", "1.0", "py3-none-any");
    String wanted = TestWheels.pinned("spam", "1.0", wheel);
    TestWheels.module(dir.resolve("served/spam"), "spam", "1.0", "py3-none-any", "evil = 1\n");
    for (boolean told : List.of(true, false)) {
      digests = told;
      assertThatThrownBy(() -> fromIndex(wanted, false))
          .isInstanceOf(SiteException.class)
          .hasMessageContaining("No wheel of 'spam' fits")
          .hasMessageContaining("spam-1.0-py3-none-any.whl");
    }
  }

  @Test
  void readsJsonWhereTheIndexHasIt() throws IOException {
    json = true;
    Path right = served("spam", "1.0", "cp313-cp313-manylinux_2_17_x86_64");
    String wanted = TestWheels.pinned("spam", "1.0", right);
    assertThat(fromIndex(wanted, false).wheels().get(0).file()).hasSameBinaryContentAs(right);
    assertThat(accepted).containsExactly(IndexPage.ACCEPT);
    digests = false;
    assertThat(fromIndex(wanted, false).wheels()).hasSize(1);
    server.stop(0);
    assertThat(fromIndex(wanted, true).wheels()).hasSize(1);
  }

  @Test
  void aWithdrawnWheelIsRefusedWithItsReason() throws IOException {
    Path wheel = served("spam", "1.0", "py3-none-any");
    String wanted = TestWheels.pinned("spam", "1.0", wheel);
    yanked = Optional.of("breaks eggs");
    for (boolean form : List.of(true, false)) {
      json = form;
      assertThatThrownBy(() -> fromIndex(wanted, false))
          .isInstanceOf(SiteException.class)
          .hasMessageContaining("was withdrawn (yanked) from the index: breaks eggs. Lock another");
    }
    yanked = Optional.of("");
    assertThatThrownBy(() -> fromIndex(wanted, false))
        .hasMessageContaining("was withdrawn (yanked) from the index. Lock another");
  }

  @Test
  void aWheelForAnotherPythonIsPassedOver() throws IOException {
    Path wheel = served("spam", "1.0", "py3-none-any");
    String wanted = TestWheels.pinned("spam", "1.0", wheel);
    requiresPython = ">=3.14";
    for (boolean form : List.of(true, false)) {
      json = form;
      assertThatThrownBy(() -> fromIndex(wanted, false))
          .isInstanceOf(SiteException.class)
          .hasMessageContaining("No wheel of 'spam' fits")
          .hasMessageContaining("for Python >=3.14");
    }
    requiresPython = "<3.14,>=3.13";
    assertThat(fromIndex(wanted, false).wheels()).hasSize(1);
  }

  @Test
  void aPreReleaseIsThePythonOfItsRelease() throws IOException {
    String wanted = TestWheels.pinned("spam", "1.0", served("spam", "1.0", "py3-none-any"));
    WheelTarget candidate =
        new WheelTarget(PythonVersion.parse("3.15.0rc1"), Architecture.AMD64, 41);
    requiresPython = ">=3.15";
    assertThat(fromIndex(wanted, false, candidate).wheels()).hasSize(1);
  }

  @Test
  void aProjectThatTheIndexLacksIsNamed() throws IOException {
    Path wheel = housed("spam", "1.0", "py3-none-any");
    assertThatThrownBy(() -> fromIndex(TestWheels.pinned("spam", "1.0", wheel), false))
        .isInstanceOf(SiteException.class)
        .hasMessageContaining("nothing on 'spam'")
        .hasMessageContaining("/simple/spam/");
  }
}
