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
     * @param signer one of {@link io.github.weepython.maven.sign.Signer#ids()}
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
      Optional<String> why = refusal(signer, file, predicateType, bundles);
      if (why.isEmpty() && !policy.allKeys()) {
        return Optional.empty();
      }
      why.map(reason -> signer.description() + ": " + reason).ifPresent(reasons::add);
    }
    return reasons.isEmpty() ? Optional.empty() : Optional.of(String.join("; ", reasons));
  }

  /** Of several signatures one will do. */
  private static Optional<String> refusal(
      TrustedSigner signer, Digest file, String predicateType, Bundles bundles) throws IOException {
    List<String> reasons = new ArrayList<>();
    for (String id : signer.ids()) {
      Optional<byte[]> bundle = bundles.find(id);
      if (bundle.isPresent()) {
        Optional<String> why = refusal(signer, file, predicateType, bundle.get());
        if (why.isEmpty()) {
          return Optional.empty();
        }
        why.ifPresent(reasons::add);
      }
    }
    return Optional.of(
        reasons.isEmpty() ? "there is no signature of it" : String.join("; ", reasons));
  }

  private static Optional<String> refusal(
      TrustedSigner signer, Digest file, String predicateType, byte[] bundle) {
    try {
      SignedStatement statement = SignedStatement.parse(bundle);
      Optional<String> refused = signer.refusal(statement, bundle);
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
