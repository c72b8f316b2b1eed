package io.github.weepython.maven.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.URI;
import org.junit.jupiter.api.Test;

class PackageProxyTest {
  @Test
  void isTheWayOfEverythingButFiles() {
    PackageProxy proxy = PackageProxy.parse(" http://proxy.example.com:3128/ ");
    assertThat(proxy.apply(URI.create("http://mirror.example.com/x")).address())
        .isEqualTo(InetSocketAddress.createUnresolved("proxy.example.com", 3128));
    assertThat(proxy.apply(URI.create("file:///x"))).isEqualTo(Proxy.NO_PROXY);
    assertThat(PackageProxy.parse("proxy:1")).isNotNull();
  }

  @Test
  void refusesWhatIsNoneAndRepeatsNoPassword() {
    for (String wrong : new String[] {"proxy", "https://proxy:1", "http://proxy:70000", "a b:1"}) {
      assertThatThrownBy(() -> PackageProxy.parse(wrong))
          .isInstanceOf(SpecException.class)
          .hasMessageContaining("'" + wrong + "'");
    }
    assertThatThrownBy(() -> PackageProxy.parse("http://me:secret@proxy:1"))
        .hasMessageNotContaining("secret")
        .hasMessageContaining("settings.xml");
  }

  @Test
  void aSnapshotIsAMirrorOfItsTime() {
    Snapshot snapshot = new Snapshot(URI.create("http://s.example.com/a/"), "20260701T000000Z");
    assertThat(snapshot.mirror()).isEqualTo("http://s.example.com/a/debian/20260701T000000Z");
    assertThat(snapshot.securityMirror())
        .isEqualTo("http://s.example.com/a/debian-security/20260701T000000Z");
    assertThatThrownBy(() -> new Snapshot(URI.create("http://s"), "yesterday"))
        .hasMessageContaining("'yesterday'")
        .hasMessageContaining("-Dwee.snapshot");
  }
}
