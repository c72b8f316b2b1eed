package io.github.weepython.maven.trust;

import io.github.weepython.maven.sign.SignedStatement;
import java.util.List;
import java.util.Optional;

/** Somebody whose signatures count. */
interface TrustedSigner {
  /** For names of files, as those of {@link io.github.weepython.maven.sign.Signer#ids()}. */
  List<String> ids();

  /** Short, for rows: a key's hint, or an identity. */
  default String name() {
    return description();
  }

  /** For whoever looks for a signature of it. */
  String description();

  /**
   * Why a statement is not signed by it; empty when it is.
   *
   * @param statement as it was read from the bundle
   */
  Optional<String> refusal(SignedStatement statement, byte[] bundle);
}
