package io.github.weepython.maven.trust;

import static io.github.weepython.maven.Jackson.JSON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.weepython.maven.digest.Digest;
import io.github.weepython.maven.sign.Attestation;
import io.github.weepython.maven.spec.SpecException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TrustReportTest {
  private static TrustReport report(TrustCheck... checks) {
    return new TrustReport("registry.example.com/python:3.13", Digest.of("x"), List.of(checks));
  }

  @Test
  void isATableWithAColumnForEachThing() {
    assertThat(
            report(
                    TrustCheck.ok("index", "signature", "by the key a"),
                    TrustCheck.failed("linux/amd64", "sbom", "it is not attested"),
                    TrustCheck.none("linux/amd64", "vex", "not attested"))
                .table())
        .containsExactly(
            "index        signature  ok      by the key a",
            "linux/amd64  sbom       failed  it is not attested",
            "linux/amd64  vex        none    not attested");
    assertThat(report().table()).isEmpty();
  }

  @Test
  void isTrustedWhereNothingFailed() throws Exception {
    TrustCheck good = TrustCheck.ok("index", "signature", "by the key a");
    TrustCheck none = TrustCheck.none("index", "vex", "not attested");
    TrustCheck bad = TrustCheck.failed("index", "sbom", "it differs");
    assertThat(json(report(good, none)).path("trusted").asBoolean()).isTrue();
    JsonNode json = json(report(good, bad));
    assertThat(json.path("trusted").asBoolean()).isFalse();
    assertThat(json.path("digest").asText()).isEqualTo(Digest.of("x").oci());
    assertThat(json.at("/checks/1"))
        .hasToString(
            "{\"subject\":\"index\",\"check\":\"sbom\",\"outcome\":\"failed\","
                + "\"detail\":\"it differs\"}");
    assertThat(report(good, bad, none).failures()).containsExactly("index: sbom: it differs");
  }

  private static JsonNode json(TrustReport report) throws Exception {
    return JSON.readTree(report.json());
  }

  @Test
  void aPolicyTakesKindsByTheNamesThatUsersKnow() {
    assertThat(TrustPolicy.kinds(List.of("sbom", " Provenance ", "", "VEX")))
        .containsExactly(Attestation.CYCLONEDX, Attestation.PROVENANCE, Attestation.OPENVEX);
    assertThat(TrustPolicy.name(Attestation.CYCLONEDX)).isEqualTo("sbom");
    assertThat(TrustPolicy.name("https://example.com/own/v1"))
        .isEqualTo("https://example.com/own/v1");
  }

  @ParameterizedTest
  @ValueSource(strings = {"sboms", "cyclonedx", "signature"})
  void aPolicyRefusesKindsThatItDoesNotKnow(String kind) {
    assertThatThrownBy(() -> TrustPolicy.kinds(List.of(kind)))
        .isInstanceOf(SpecException.class)
        .hasMessageContaining("'" + kind + "'")
        .hasMessageContaining("benchmarks, lock, provenance, sbom, spdx, vex, vsa")
        .hasMessageContaining("-Dwee.trust.attestations");
  }

  @Test
  void aPolicyWithoutAnybodyToTrustIsRefused() {
    assertThatThrownBy(() -> TrustPolicy.of(List.of()))
        .isInstanceOf(SpecException.class)
        .hasMessageContaining("-Dwee.trust.key")
        .hasMessageContaining("-Dwee.trust.identity");
  }
}
