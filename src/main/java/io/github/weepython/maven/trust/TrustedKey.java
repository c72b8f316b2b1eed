package io.github.weepython.maven.trust;

import io.github.weepython.maven.sign.SignedStatement;
import io.github.weepython.maven.sign.VerificationKey;
import java.util.List;
import java.util.Optional;

/** The owner of a key. */
record TrustedKey(VerificationKey key) implements TrustedSigner {
  @Override
  public List<String> ids() {
    return List.of(key.id());
  }

  @Override
  public String name() {
    return key.hint();
  }

  @Override
  public String description() {
    return key + " " + key.hint();
  }

  @Override
  public Optional<String> refusal(SignedStatement statement, byte[] bundle) {
    return statement.signer(List.of(key)).isPresent()
        ? Optional.empty()
        : Optional.of("it is signed by %s, or was changed since".formatted(statement.hint()));
  }
}
