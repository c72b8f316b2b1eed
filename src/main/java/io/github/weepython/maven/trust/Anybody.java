package io.github.weepython.maven.trust;

import io.github.weepython.maven.sign.SignedStatement;
import java.util.List;
import java.util.Optional;

/** Whoever it is: where the user names nobody, what is said is believed. */
enum Anybody implements TrustedSigner {
  INSTANCE;

  @Override
  public List<String> ids() {
    return List.of("anybody");
  }

  @Override
  public String description() {
    return "anybody";
  }

  @Override
  public Optional<String> refusal(SignedStatement statement, byte[] bundle) {
    return Optional.empty();
  }
}
