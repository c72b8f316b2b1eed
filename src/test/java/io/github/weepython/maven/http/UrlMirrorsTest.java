package io.github.weepython.maven.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UrlMirrorsTest {
  private static final UrlMirrors MIRRORS =
      new UrlMirrors(
          List.of(
              new UrlMirrors.Mirror("all", "*", "https://never.example/"),
              new UrlMirrors.Mirror("deb", "deb.example/debian, other", "https://m.example/d/"),
              new UrlMirrors.Mirror("host", "deb.example", "https://m.example/host"),
              new UrlMirrors.Mirror("port", "deb.example:8443", "https://m.example/port")));

  @ParameterizedTest
  @CsvSource({
    "https://deb.example/debian/dists/x, https://m.example/d/dists/x",
    "https://deb.example/debian, https://m.example/d",
    "https://deb.example/debian/, https://m.example/d",
    "https://deb.example/debian-security/x, https://m.example/host/debian-security/x",
    "https://deb.example, https://m.example/host",
    "https://deb.example/a%20b?c=d%2F#e, https://m.example/host/a%20b?c=d%2F#e",
    "https://deb.example:8443/x, https://m.example/port/x",
    "https://deb.example:8443/debian/x, https://m.example/port/debian/x",
    "https://deb.example:9/debian/x, https://m.example/d/x",
    "https://deb.example//debian/dists/x, https://m.example/d/dists/x",
    "https://me@deb.example/debian/x, https://m.example/d/x",
    "https://elsewhere.example/debian/x, https://elsewhere.example/debian/x",
    "file:///debian/x, file:///debian/x"
  })
  void asksTheMirrorOfTheMostSpecificName(String url, String asked) {
    assertThat(MIRRORS.apply(URI.create(url))).hasToString(asked);
  }

  @Test
  void asksTheMirrorOfAnAssignedName() {
    UrlMirrors mirrors = new UrlMirrors(MIRRORS.all());
    assertThat(mirrors.assign(URI.create("https://a.example/simple/"), "other")).isTrue();
    assertThat(mirrors.assign(URI.create("https://b.example/simple/"), "none")).isFalse();
    assertThat(mirrors.apply(URI.create("https://a.example/simple/x/")))
        .hasToString("https://m.example/d/x/");
    assertThat(mirrors.apply(URI.create("https://a.example/simple2/x")))
        .hasToString("https://a.example/simple2/x");
    assertThat(mirrors.apply(URI.create("https://b.example/simple/x")))
        .hasToString("https://b.example/simple/x");
  }

  @Test
  void namesAMirrorWhoseUrlIsNone() {
    UrlMirrors mirrors =
        new UrlMirrors(List.of(new UrlMirrors.Mirror("bad", "deb.example", "not a url")));
    assertThatThrownBy(() -> mirrors.apply(URI.create("https://deb.example/x")))
        .isInstanceOf(HttpException.class)
        .hasMessageContaining("<mirror> 'bad'")
        .hasMessageContaining("'not a url'");
  }
}
