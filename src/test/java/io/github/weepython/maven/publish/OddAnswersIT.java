package io.github.weepython.maven.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Answers that registries, and proxies before them, give against the specification. */
class OddAnswersIT extends RegistryRig {
  private void arrives() throws IOException, InterruptedException {
    assertThat(push(proxy.port(), 60, "a").digest()).isEqualTo(image.digest());
    assertThat(readBack("a")).isEqualTo(image.digest());
  }

  @ParameterizedTest
  @ValueSource(strings = {"307 Temporary Redirect", "308 Permanent Redirect"})
  void followsARelativeAddressOfAnUpload(String status) throws Exception {
    String location = "Location: /v2/team/python/blobs/uploads/\r\n";
    proxy.answer("POST", "/uploads/", 2, status, location, "");
    arrives();
    assertThat(proxy.injected()).isEqualTo(2);
  }

  @Test
  void beginsAnUploadAnewOfWhichTheRegistryKnowsLessThanWasSent() throws Exception {
    String less = "Location: /v2/team/python/blobs/uploads/gone?_state=x\r\nRange: 0-9\r\n";
    proxy.answer("PATCH", "/uploads/", 1, "202 Accepted", less, "");
    arrives();
    assertThat(proxy.count("PATCH")).isEqualTo(3 + 1);
  }

  @Test
  void sendsABlobAgainThatWasChangedOnItsWay() throws Exception {
    String error = "{\"errors\":[{\"code\":\"DIGEST_INVALID\",\"message\":\"did not match\"}]}";
    proxy.answer("PUT", "/uploads/", 2, "400 Bad Request", "", error);
    arrives();
    assertThat(proxy.count("PATCH")).isEqualTo(3 + 2);
  }

  @Test
  void givesABlobUpThatIsAlwaysChangedOnItsWay() {
    proxy.answer("PUT", "/uploads/", 1000, "400 Bad Request", "", "DIGEST_INVALID");
    assertThatThrownBy(() -> push(proxy.port(), 60, "a"))
        .hasMessageContainingAll("HTTP 400", "changes what is sent");
    assertThat(proxy.count("PATCH")).isLessThanOrEqualTo(3 * 4);
  }

  @Test
  void sendsABlobOfWhichTheRegistryHasAnotherLength() throws Exception {
    proxy.answer("HEAD", "/blobs/", 3, "200 OK", "", "");
    arrives();
    assertThat(proxy.count("PATCH")).isEqualTo(3);
  }

  @Test
  void refusesToCallPushedWhatTheRegistryStoredAsSomethingElse() {
    String other = "Docker-Content-Digest: sha256:" + "0".repeat(64) + "\r\n";
    proxy.answer("PUT", "/manifests/", 1, "201 Created", other, "");
    assertThatThrownBy(() -> push(proxy.port(), 60, "a"))
        .isInstanceOf(PublishException.class)
        .hasMessageContainingAll(image.digest().oci(), "says that it stored sha256:0000");
  }

  @Test
  void saysWhatAnUploadWithoutAnAddressIs() {
    proxy.answer("POST", "/uploads/", 1000, "202 Accepted", "", "");
    assertThatThrownBy(() -> push(proxy.port(), 60, "a"))
        .isInstanceOf(PublishException.class)
        .hasMessageContaining("Location");
    assertThat(proxy.count("POST")).isLessThanOrEqualTo(3 * 4);
  }

  @Test
  void namesTheProxyThatWantsALoginInMidPush() {
    proxy.answer(
        "PATCH", "/uploads/", 1000, "407 Login", "Proxy-Authenticate: Basic realm=x\r\n", "");
    assertThatThrownBy(() -> push(proxy.port(), 60, "a"))
        .hasMessageContainingAll("HTTP 407", "<proxy> in settings.xml");
  }

  @Test
  void doesNotWaitForARegistryThatAsksForCenturies() {
    proxy.answer(
        "POST", "/uploads/", 1000, "503 Busy", "Retry-After: 99999999999999999999\r\n", "");
    assertThatThrownBy(() -> push(proxy.port(), 60, "a")).hasMessageContaining("HTTP 503");
    assertThat(proxy.count("POST")).isLessThanOrEqualTo(3);
  }
}
