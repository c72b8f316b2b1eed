package io.github.weepython.maven.trust;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.weepython.maven.digest.Digest;
import io.github.weepython.maven.publish.RegistryReader;
import io.github.weepython.maven.sign.Attestation;
import java.util.Optional;

/** What a registry keeps of an image's speed. */
public final class AttestedBenchmarks {
  private AttestedBenchmarks() {}

  /** As it is stated, whoever states it: for a comparison, not for a decision. */
  public static Optional<JsonNode> read(RegistryReader registry, Digest image) {
    return Statements.believed(registry, image, Attestation.BENCHMARKS)
        .of(Attestation.BENCHMARKS)
        .stream()
        .findFirst();
  }
}
