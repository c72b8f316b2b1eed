package io.github.weepython.maven.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProxiesTest {
  /** As "host:port", "direct", or "nothing" where nothing is said of it. */
  private static String way(Function<URI, Optional<Proxy>> proxies, String url) {
    return proxies
        .apply(URI.create(url))
        .map(
            proxy ->
                proxy.address() instanceof InetSocketAddress address
                    ? address.getHostString() + ":" + address.getPort()
                    : "direct")
        .orElse("nothing");
  }

  @Test
  void systemPropertiesAreAsJavaHasThem() {
    JavaProxies proxies =
        new JavaProxies(
            Map.of(
                "http.proxyHost", "p.example",
                "http.proxyPort", "3128",
                "https.proxyHost", "s.example",
                "https.proxyUser", "me",
                "https.proxyPassword", "pr0xyS3cret"));
    assertThat(way(proxies, "http://deb.example/debian")).isEqualTo("p.example:3128");
    assertThat(way(proxies, "https://deb.example/debian")).isEqualTo("s.example:443");
    assertThat(way(proxies, "http://127.0.0.1:80/")).isEqualTo("direct");
    assertThat(way(proxies, "http://localhost/")).isEqualTo("direct");
    assertThat(way(new JavaProxies(Map.of("http.proxyHost", "p")), "https://x/"))
        .isEqualTo("nothing");
    HttpProxy proxy = (HttpProxy) proxies.apply(URI.create("https://x.example/")).orElseThrow();
    assertThat(proxy.login().orElseThrow().user()).isEqualTo("me");
    assertThat(proxy.source()).isEqualTo("the system property https.proxyHost");
  }

  @ParameterizedTest
  @CsvSource({
    "*.example.com|localhost, http://a.example.com/, direct",
    "*.example.com|localhost, http://example.com/, p:80",
    "10.*, http://10.1.2.3/, direct",
    "10.*, http://110.1.2.3/, p:80",
    "'', http://127.0.0.1/, p:80",
    "A.EXAMPLE, http://a.example/, direct"
  })
  void nonProxyHosts(String patterns, String url, String way) {
    Map<String, String> properties = Map.of("http.proxyHost", "p", "http.nonProxyHosts", patterns);
    assertThat(way(new JavaProxies(properties), url)).isEqualTo(way);
  }

  @Test
  void variablesCountInLowerCaseBeforeUpperCase() {
    EnvironmentProxies proxies =
        new EnvironmentProxies(
            Map.of(
                "http_proxy", "http://p.example:3128",
                "HTTP_PROXY", "http://upper.example:1",
                "HTTPS_PROXY", "s.example:8080/"));
    assertThat(way(proxies, "http://deb.example/")).isEqualTo("p.example:3128");
    assertThat(way(proxies, "https://deb.example/")).isEqualTo("s.example:8080");
    assertThat(way(proxies, "http://127.0.0.1:5000/")).isEqualTo("direct");
    assertThat(way(new EnvironmentProxies(Map.of("http_proxy", "")), "http://x/"))
        .isEqualTo("nothing");
    assertThat(way(new EnvironmentProxies(Map.of("ALL_PROXY", "http://all:1")), "https://x/"))
        .isEqualTo("all:1");
    assertThat(way(new EnvironmentProxies(Map.of("ALL_PROXY", "socks5://s:1")), "https://x/"))
        .isEqualTo("nothing");
  }

  @Test
  void saysThatAProxyOfAnotherKindDoesNotCount() {
    Map<String, String> socks = Map.of("all_proxy", "socks5://me:p@ssW0rd@s:1");
    assertThat(new EnvironmentProxies(socks).warning().orElseThrow())
        .startsWith("The variable all_proxy is 'socks5://***@s:1', which does not count")
        .contains("Set https_proxy and http_proxy, or a <proxy> in settings.xml")
        .doesNotContain("ssW0rd");
    assertThat(
            new EnvironmentProxies(Map.of("ALL_PROXY", "socks5://s:1", "http_proxy", "p"))
                .warning())
        .isPresent();
    assertThat(
            new EnvironmentProxies(
                    Map.of("ALL_PROXY", "socks5://s:1", "http_proxy", "p", "HTTPS_PROXY", "p"))
                .warning())
        .isEmpty();
    assertThat(new EnvironmentProxies(Map.of("all_proxy", "http://p:1")).warning()).isEmpty();
    assertThat(new EnvironmentProxies(Map.of()).warning()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "'example.com', http://example.com/, direct",
    "'example.com', http://a.example.com/, direct",
    "'.example.com', http://a.example.com/, direct",
    "'*.example.com', http://a.example.com/, direct",
    "'example.com', http://badexample.com/, p:80",
    "'other, example.com:8080', http://example.com:8080/, direct",
    "'example.com:8080', http://example.com/, p:80",
    "'*', http://anything/, direct",
    "'10.0.0.0/8', http://10.200.1.1/, direct",
    "'10.0.0.0/8', http://11.0.0.1/, p:80",
    "'EXAMPLE.com other', http://example.com/, direct",
    "'example.com:99999999999,example.org', http://example.com/, p:80",
    "'example.com:99999999999,example.org', http://example.org/, direct",
    "'10.0.0.0/99', http://10.0.0.0/, p:80",
    "'10.0.0.0/0', http://11.0.0.1/, direct",
    "'10.0.0.0/32', http://10.0.0.1/, p:80",
    "'[fd00::1]', 'http://[fd00::1]/', direct"
  })
  void noProxy(String list, String url, String way) {
    Map<String, String> variables = Map.of("http_proxy", "http://p", "no_proxy", list);
    assertThat(way(new EnvironmentProxies(variables), url)).isEqualTo(way);
  }

  @Test
  void aVariablesLoginIsTakenAndNeverShown() {
    URI uri = URI.create("http://deb.example/");
    HttpProxy proxy =
        (HttpProxy)
            new EnvironmentProxies(Map.of("http_proxy", "http://me:p%40ssW0rd@p:1"))
                .apply(uri)
                .orElseThrow();
    assertThat(proxy.login().orElseThrow().password()).isEqualTo("p@ssW0rd");
    assertThatThrownBy(
            () ->
                new EnvironmentProxies(Map.of("http_proxy", "socks5://me:p@ssW0rd@p:1")).apply(uri))
        .hasMessageContaining(
            "The variable http_proxy is 'socks5://***@p:1': expected an HTTP proxy")
        .hasMessageNotContaining("ssW0rd");
  }
}
