package io.github.weepython.maven.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ImageReferenceTest {
  private static final String DIGEST = "sha256:" + "ab".repeat(32);

  @ParameterizedTest
  @CsvSource({
    "registry.example.com/team/python:3.13.5, registry.example.com/team/python:3.13.5",
    "registry.example.com/team/python, registry.example.com/team/python:latest",
    "' localhost:5000/python ', localhost:5000/python:latest",
    "localhost:5000/python:3, localhost:5000/python:3",
    "r.example/a/b/c@DIGEST, r.example/a/b/c@DIGEST",
    "r.example/a:tag@DIGEST, r.example/a:tag@DIGEST"
  })
  void isReadAndPrinted(String text, String printed) {
    assertThat(ImageReference.parse(text.replace("DIGEST", DIGEST)))
        .hasToString(printed.replace("DIGEST", DIGEST));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "python",
        "team/python:3",
        "r.example/a@sha256:abc",
        "r.example/a@md5:abc",
        "r.example/a:",
        "r.example/a:-x",
        "https://r.example/a",
        "r.example/a:bad:tag",
        "r.example/A"
      })
  void isNothingElse(String text) {
    assertThatThrownBy(() -> ImageReference.parse(text))
        .isInstanceOf(SpecException.class)
        .hasMessageContaining("-Dwee.reference")
        .hasMessageNotContaining("<image>");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "user:word@r.example/a",
        "https://user:word@r.example/a:1",
        " user:word@r.example/a",
        "HTTPS://user:word@r.example/a",
        "me@corp.example:word@r.example/a",
        "user:/sec/word@r.example/a"
      })
  void saysNoLogin(String text) {
    assertThatThrownBy(() -> ImageReference.parse(text))
        .hasMessageContaining("***@r.example")
        .hasMessageNotContaining("sec/")
        .hasMessageNotContaining("word@");
  }
}
