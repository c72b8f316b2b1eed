package io.github.weepython.maven.mojo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.weepython.maven.Secrets;
import io.github.weepython.maven.http.Credential;
import io.github.weepython.maven.http.UrlLogins;
import io.github.weepython.maven.spec.SpecException;
import java.io.StringReader;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.apache.maven.settings.Mirror;
import org.apache.maven.settings.Proxy;
import org.apache.maven.settings.Server;
import org.apache.maven.settings.Settings;
import org.apache.maven.settings.crypto.DefaultSettingsDecrypter;
import org.codehaus.plexus.util.xml.Xpp3DomBuilder;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sonatype.plexus.components.cipher.DefaultPlexusCipher;
import org.sonatype.plexus.components.sec.dispatcher.DefaultSecDispatcher;

/** Passwords as mvn --encrypt-password makes them, opened by Maven's own decrypter. */
class SettingsSecretsTest {
  private static final String MASTER = "the master";

  @TempDir Path dir;
  private final Settings settings = new Settings();
  private final DefaultPlexusCipher cipher = new DefaultPlexusCipher();
  private Path security;

  @BeforeEach
  void writeMaster() throws Exception {
    security = dir.resolve("settings-security.xml");
    String master =
        cipher.encryptAndDecorate(MASTER, DefaultSecDispatcher.SYSTEM_PROPERTY_SEC_LOCATION);
    Files.writeString(
        security, "<settingsSecurity><master>%s</master></settingsSecurity>".formatted(master));
    server("open", "ann", "0pen-w0rd");
    server("closed", "ann", cipher.encryptAndDecorate("s3cret", MASTER));
    server("braces", "ann", "s3{cr}et");
    server("nobody", null, "0pen-w0rd");
    server("silent", "ann", null);
    server("foreign", "ann", cipher.encryptAndDecorate("s3cret", "another master"));
  }

  private void server(String id, String user, String password) {
    Server server = new Server();
    server.setId(id);
    server.setUsername(user);
    server.setPassword(password);
    settings.addServer(server);
  }

  private SettingsSecrets secrets() {
    return new SettingsSecrets(
        settings,
        new DefaultSettingsDecrypter(
            new DefaultSecDispatcher(cipher, Map.of(), security.toString())));
  }

  @ParameterizedTest
  @CsvSource({"open, 0pen-w0rd", "closed, s3cret"})
  void opensPasswordsWithTheMaster(String id, String password) {
    assertThat(secrets().server(null, id))
        .contains(new Credential("settings.xml, server '" + id + "'", "ann", password));
    assertThat(secrets().server(id, "any.example")).map(Credential::password).contains(password);
    assertThat(secrets().password(id)).isEqualTo(password);
  }

  @Test
  void hasNoneForAnAddressThatNobodyNamed() {
    assertThat(secrets().server(null, "registry.example.com")).isEmpty();
  }

  @Test
  void missesAServerThatThePomNames() {
    assertThatThrownBy(() -> secrets().server("gone", "registry.example.com"))
        .isInstanceOf(SpecException.class)
        .hasMessageContaining("no <server> with the id 'gone'")
        .hasMessageContaining("-Dwee.server");
    assertThatThrownBy(() -> secrets().password("gone"))
        .hasMessageContaining("no <server> with the id 'gone', which <sign><server> names");
  }

  @ParameterizedTest
  @CsvSource({"nobody", "silent"})
  void refusesHalfALogin(String id) {
    assertThatThrownBy(() -> secrets().server(null, id))
        .isInstanceOf(SpecException.class)
        .hasMessageStartingWith("settings.xml, server '%s' has no user name or no password. ", id)
        .hasMessageContaining("<httpHeaders>");
    assertThatThrownBy(() -> secrets().download(id)).hasMessageContaining("<httpHeaders>");
  }

  /** As Maven's guide to HTTP headers writes it. */
  @Test
  void aHeaderWillDoForDownloads() throws Exception {
    server("token", null, null);
    settings
        .getServer("token")
        .setConfiguration(
            Xpp3DomBuilder.build(
                new StringReader(
                    """
                    <configuration>
                      <httpHeaders>
                        <property><name>X-Other</name><value>other</value></property>
                        <property>
                          <name>authorization</name>
                          <value>
                            Bearer t0ken-of-ann
                          </value>
                        </property>
                      </httpHeaders>
                    </configuration>
                    """)));

    assertThat(secrets().download("token"))
        .contains(Credential.header("settings.xml, server 'token'", "Bearer t0ken-of-ann"));
    assertThat(secrets().download("open"))
        .contains(new Credential("settings.xml, server 'open'", "ann", "0pen-w0rd"));
    assertThat(secrets().download("missing")).isEmpty();
    assertThat(Secrets.mask("who is t0ken-of-ann?")).isEqualTo("who is ***?");
    assertThatThrownBy(() -> secrets().server("token", "registry.example.com"))
        .hasMessageContaining("Write <username> and <password>");
  }

  /** It may be for Maven's own downloads, which take a token alone. */
  @Test
  void aMirrorsServerIsLookedAtWhenItIsAsked() {
    Mirror mirror = new Mirror();
    mirror.setId("nobody");
    mirror.setMirrorOf("central");
    mirror.setUrl("https://maven.example/all");
    settings.addMirror(mirror);
    UrlLogins logins = new UrlLogins(secrets()::download);

    SettingsMirrors.of(settings, logins);

    assertThat(logins.apply(URI.create("https://pypi.example/simple/"))).isEmpty();
    assertThatThrownBy(() -> logins.apply(URI.create("https://maven.example/all/x")))
        .hasMessageContaining("server 'nobody' has no user name or no password");
  }

  @Test
  void aKeyFilesPasswordNeedsNoUser() {
    assertThat(secrets().password("nobody")).isEqualTo("0pen-w0rd");
  }

  @Test
  void saysWhyAPasswordStaysClosedAndNotWhatItIs() throws Exception {
    assertThatThrownBy(() -> secrets().server(null, "foreign"))
        .isInstanceOf(SpecException.class)
        .hasMessageContaining("The password of settings.xml, server 'foreign' can't be decrypted: ")
        .hasMessageContaining("settings-security.xml")
        .message()
        .doesNotContain("s3cret");
    Files.delete(security);
    assertThatThrownBy(() -> secrets().server(null, "closed"))
        .hasMessageContaining("can't be decrypted")
        .hasMessageContaining("mvn --encrypt-password");
  }

  @Test
  void aProxyHasItsLoginToo() throws Exception {
    Proxy proxy = new Proxy();
    proxy.setId("office");
    assertThat(secrets().proxy(proxy)).isEmpty();
    proxy.setUsername("");
    assertThat(secrets().proxy(proxy)).isEmpty();
    proxy.setUsername("ann");
    proxy.setPassword(cipher.encryptAndDecorate("s3cret", MASTER));
    assertThat(secrets().proxy(proxy))
        .contains(new Credential("settings.xml, proxy 'office'", "ann", "s3cret"));
  }
}
