package io.github.weepython.maven.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SiteIndexTest {
  private static SiteIndex of(String... packages) {
    return new SiteIndex(
        URI.create("https://index.example/simple"), List.of(packages), Optional.empty());
  }

  @ParameterizedTest
  @CsvSource({
    "https://index.example/simple, https://index.example/simple/",
    "https://index.example/simple/, https://index.example/simple/",
    "HTTP://index.example, HTTP://index.example/",
    "file:/srv/simple, file:///srv/simple/",
    "FILE://localhost/srv/simple/, file:///srv/simple/",
    "file:///srv/index, file:///srv/index/"
  })
  void endsWithASlash(String written, String url) {
    assertThat(new SiteIndex(URI.create(written))).hasToString(url);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ftp://index.example/simple",
        "file:simple",
        "file://host.example/simple",
        "index.example/simple",
        "https://index.example/simple?a=b",
        "https://index.example/simple#a",
        "https:simple",
        "https:///simple",
        "https://in_dex/simple"
      })
  void refusesWhatIsNoIndex(String url) {
    assertThatThrownBy(() -> new SiteIndex(URI.create(url)))
        .isInstanceOf(SpecException.class)
        .hasMessageContaining("<index> must be an http, https or file URL")
        .hasMessageContaining(url);
  }

  @Test
  void refusesALoginWithoutShowingIt() {
    assertThatThrownBy(() -> new SiteIndex(URI.create("https://me:word@index.example/")))
        .isInstanceOf(SpecException.class)
        .hasMessageContaining("<server> in settings.xml")
        .hasMessageNotContaining("word@");
  }

  @Test
  void claimsProjectsByAnySpellingOfTheirNames() {
    SiteIndex index = of(" Acme_* ", "internal.Tools");
    assertThat(index.claims("acme-web")).isTrue();
    assertThat(index.claims("acme-")).isTrue();
    assertThat(index.claims("internal-tools")).isTrue();
    assertThat(index.claims("acme")).isFalse();
    assertThat(index.claims("my-acme-web")).isFalse();
    assertThat(index.claims("internal-tools-2")).isFalse();
    assertThat(of().claims("acme")).isFalse();
    assertThat(of("*").claims("acme")).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "-acme", "acme-", "a b", "acme>=1", "acme[x]", "\u00fcber"})
  void refusesWhatIsNoProjectsName(String name) {
    assertThatThrownBy(() -> of(name))
        .isInstanceOf(SpecException.class)
        .hasMessageContaining("<packages> of <site>'s <index>")
        .hasMessageEndingWith("is not one.");
  }
}
