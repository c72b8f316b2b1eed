package io.github.weepython.maven.mojo;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.weepython.maven.http.UrlLogins;
import java.net.URI;
import java.util.Optional;
import org.apache.maven.settings.Mirror;
import org.apache.maven.settings.Settings;
import org.junit.jupiter.api.Test;

class SettingsMirrorsTest {
  /** Else it would stand in wee.lock. */
  @Test
  void takesALoginOutOfAMirrorsUrl() {
    Mirror mirror = new Mirror();
    mirror.setId("nexus");
    mirror.setMirrorOf("pypi.example");
    mirror.setUrl("https://me:s3cretW0rd@nexus.example/pypi");
    Settings settings = new Settings();
    settings.addMirror(mirror);
    UrlLogins logins = new UrlLogins(id -> Optional.empty());

    assertThat(SettingsMirrors.of(settings, logins).apply(URI.create("https://pypi.example/a/")))
        .hasToString("https://nexus.example/pypi/a/");
    assertThat(logins.apply(URI.create("https://nexus.example/x")).orElseThrow().user())
        .isEqualTo("me");
  }
}
