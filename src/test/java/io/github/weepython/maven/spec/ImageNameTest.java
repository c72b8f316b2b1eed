package io.github.weepython.maven.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ImageNameTest {
  @Test
  void partsRegistryAndRepository() {
    ImageName name = ImageName.parse("localhost:5000/team/python");
    assertThat(name.registry()).contains("localhost:5000");
    assertThat(name.repository()).isEqualTo("team/python");
    assertThat(name).hasToString("localhost:5000/team/python");
  }

  @Test
  void hasNoRegistryWhereTheFirstPartIsNoHost() {
    assertThat(ImageName.parse("team/python").registry()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "/",
        "Team/python",
        "a//b",
        "host.example/",
        "-a",
        "a b",
        "ho_st:1/a",
        "localhost:0/a",
        "localhost:65536/a",
        "3.13/python",
        "[1:]/a"
      })
  void refusesWhatIsNoName(String text) {
    assertThatThrownBy(() -> ImageName.parse(text))
        .isInstanceOf(SpecException.class)
        .hasMessageContaining("is not an image name")
        .hasMessageContaining("-Dwee.image");
  }

  @ParameterizedTest
  @ValueSource(strings = {"team/python:3.13", "localhost:5000/python:latest", "python@sha256:ab"})
  void refusesTagsAndDigests(String text) {
    assertThatThrownBy(() -> ImageName.parse(text)).hasMessageContaining("<tags>");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "user:word@r.example/a",
        " user:word@r.example/a",
        "me@corp.example:word@r.example/a",
        "user:/sec/word@r.example/a",
        "user:word@"
      })
  void saysNoLogin(String text) {
    assertThatThrownBy(() -> ImageName.parse(text))
        .isInstanceOf(SpecException.class)
        .hasMessageContaining("***@")
        .hasMessageNotContaining("sec/")
        .hasMessageNotContaining("word");
  }

  @Test
  void saysWhichDigestItHas() {
    String digest = "@sha256:" + "ab".repeat(32);
    assertThatThrownBy(() -> ImageName.parse("r.example:5000/a/b:1" + digest))
        .hasMessageContaining("'r.example:5000/a/b:1" + digest + "' carries a tag or digest");
    assertThatThrownBy(() -> ImageName.parse("python:3" + digest))
        .hasMessageContaining("'python:3" + digest + "'");
  }
}
