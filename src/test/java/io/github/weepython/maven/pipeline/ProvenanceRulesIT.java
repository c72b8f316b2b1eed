package io.github.weepython.maven.pipeline;

import static io.github.weepython.maven.Jackson.JSON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.weepython.maven.publish.RegistryReader;
import io.github.weepython.maven.sign.Attestation;
import io.github.weepython.maven.sign.SigningKey;
import io.github.weepython.maven.spec.ImageReference;
import io.github.weepython.maven.trust.AttestedBuild;
import io.github.weepython.maven.trust.TrustException;
import io.github.weepython.maven.trust.TrustPolicy;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Which provenance a rebuild believes. */
class ProvenanceRulesIT extends AttackRig {
  @Test
  void rebuildsBelieveProvenanceByTheRulesOfTheCheck() throws Exception {
    sign(key);
    SigningKey second = key("second", "ED25519");
    assertThat(read(policy(false, "https://github.com/weepython/wee-maven-plugin", second)))
        .isNotNull();
    assertThatThrownBy(() -> read(policy(false, "https://example.com/builder", second)))
        .isInstanceOf(TrustException.class)
        .hasMessageContaining("instead of https://example.com/builder");
    TrustPolicy both = policy(true, "https://github.com/weepython/wee-maven-plugin", second);
    assertThatThrownBy(() -> read(both))
        .isInstanceOf(TrustException.class)
        .hasMessageContaining("has no provenance attestation that holds");
    assertThat(check(both, "@" + image().oci()).failures())
        .anyMatch(
            line -> line.contains("provenance: no attestation of it holds: it is not signed"));
    sign(second);
    // What one of them alone says besides, such as the verdict of a rebuild, spoils nothing.
    publish(
        image(),
        Attestation.VSA,
        new Attestation(Attestation.VSA, JSON.createObjectNode()).bundle(image(), key));
    assertThat(read(both)).isNotNull();
    assertThat(check(both, "@" + image().oci()).failures()).isEmpty();
  }

  private TrustPolicy policy(boolean all, String builder, SigningKey second) {
    return new TrustPolicy(
        List.of(publicOf(key), publicOf(second)),
        List.of(),
        all,
        Optional.of(builder),
        Optional.empty(),
        List.of(),
        false);
  }

  private AttestedBuild read(TrustPolicy policy) {
    ImageReference reference = ImageReference.parse(images.name() + "@" + image().oci());
    try (RegistryReader reader = new RegistryReader(reference.name(), image().oci(), settings())) {
      return AttestedBuild.read(reader, image(), Optional.of(policy));
    }
  }
}
