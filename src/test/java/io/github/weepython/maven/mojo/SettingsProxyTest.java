package io.github.weepython.maven.mojo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.weepython.maven.http.Credential;
import io.github.weepython.maven.http.HttpProxy;
import io.github.weepython.maven.spec.SpecException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.URI;
import java.util.Optional;
import org.apache.maven.settings.Settings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsProxyTest {
  private final Settings settings = new Settings();

  private org.apache.maven.settings.Proxy add(String protocol, String host, boolean active) {
    org.apache.maven.settings.Proxy proxy = new org.apache.maven.settings.Proxy();
    proxy.setProtocol(protocol);
    proxy.setHost(host);
    proxy.setPort(3128);
    proxy.setActive(active);
    settings.addProxy(proxy);
    return proxy;
  }

  private Optional<String> way(String url) {
    return new SettingsProxy(settings, any -> Optional.empty())
        .apply(URI.create(url))
        .map(
            proxy ->
                proxy == Proxy.NO_PROXY
                    ? "direct"
                    : ((InetSocketAddress) proxy.address()).getHostString());
  }

  @Test
  void hasNoneWhereNoneIsActive() {
    assertThat(way("https://registry.example.com/")).isEmpty();
    add("https", "asleep", false);
    assertThat(way("https://registry.example.com/")).isEmpty();
  }

  @Test
  void takesTheOneOfTheProtocolAndElseTheFirst() {
    add("https", "asleep", false);
    add("http", "plain", true);
    add("https", "secure", true);
    add("https", "second", true);
    assertThat(way("https://registry.example.com/")).contains("secure");
    assertThat(way("http://deb.example.com/")).contains("plain");
    assertThat(way("ftp://deb.example.com/")).contains("plain");
  }

  @ParameterizedTest
  @ValueSource(strings = {"localhost|*.example.com", "*.EXAMPLE.com, other", " registry.* | x"})
  void goesDirectlyToWhatNonProxyHostsName(String hosts) {
    add("http", "plain", true).setNonProxyHosts(hosts);
    assertThat(way("https://registry.example.com/v2/")).contains("direct");
    assertThat(way("https://example.org/")).contains("plain");
  }

  @ParameterizedTest
  @CsvSource({"file:///srv/mirror", "https:///nowhere"})
  void goesDirectlyToWhatHasNoHost(String url) {
    add("http", "plain", true);
    assertThat(way(url)).contains("direct");
  }

  @Test
  void asksForTheLoginOfThatProxy() {
    add("http", "plain", true).setId("office");
    Credential login = new Credential("settings.xml", "ann", "s3cret");
    SettingsProxy proxies =
        new SettingsProxy(
            settings, proxy -> Optional.of(login).filter(any -> proxy.getId().equals("office")));
    Proxy proxy = proxies.apply(URI.create("https://registry.example.com/")).orElseThrow();
    assertThat(((HttpProxy) proxy).login()).contains(login);
    assertThat(proxy.toString()).doesNotContain("s3cret");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 808_080})
  void refusesAPortThatIsNone(int port) {
    add("http", "plain", true).setPort(port);
    assertThatThrownBy(() -> way("https://registry.example.com/"))
        .isInstanceOf(SpecException.class)
        .hasMessageContaining("<port> " + port);
  }
}
