package io.github.weepython.maven.trust;

import io.github.weepython.maven.digest.Digest;
import io.github.weepython.maven.sign.SignException;
import io.github.weepython.maven.sign.SignedStatement;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Checks a file whose signatures are kept beside it, one file for each signer. */
public final class FileTrust {
  private final TrustPolicy policy;

  public FileTrust(TrustPolicy policy) {
    this.policy = policy;
  }

  /** Where the signatures are. */
  public interface Bundles {
    /**
     * The bundle of a signer, where there is one.
     *
     * @param signer the id of {@link io.github.weepython.maven.sign.Signer#id()}
     */
    Optional<byte[]> find(String signer) throws IOException;
  }

  /**
   * Why a file is not signed as the policy requires; empty when it is.
   *
   * @param predicateType the kind of statement that must have been signed
   * @throws IOException when a bundle can't be had
   */
  public Optional<String> refusal(Digest file, String predicateType, Bundles bundles)
      throws IOException {
    List<String> reasons = new ArrayList<>();
    for (TrustedSigner signer : policy.signers()) {
      Optional<String> why = refusal(signer, file, predicateType, bundles.find(signer.id()));
      if (why.isEmpty() && !policy.allKeys()) {
        return Optional.empty();
      }
      why.map(reason -> signer.description() + ": " + reason).ifPresent(reasons::add);
    }
    return reasons.isEmpty() ? Optional.empty() : Optional.of(String.join("; ", reasons));
  }

  private static Optional<String> refusal(
      TrustedSigner signer, Digest file, String predicateType, Optional<byte[]> bundle) {
    if (bundle.isEmpty()) {
      return Optional.of("there is no signature of it");
    }
    try {
      SignedStatement statement = SignedStatement.parse(bundle.get());
      Optional<String> refused = signer.refusal(statement, bundle.get());
      if (refused.isPresent()) {
        return refused;
      }
      if (!statement.isAbout(file)) {
        return Optional.of(
            "what is signed is %s, and this is %s"
                .formatted(String.join(", ", statement.subjects()), file));
      }
      return statement.predicateType().equals(predicateType)
          ? Optional.empty()
          : Optional.of(
              "the statement is a %s, not a %s"
                  .formatted(statement.predicateType(), predicateType));
    } catch (SignException e) {
      return Optional.of("its signature can't be read: " + e.getMessage());
    }
  }
}
