package io.github.weepython.maven.trust;

import io.github.weepython.maven.sign.SignedStatement;
import io.github.weepython.maven.sign.Signer;
import io.github.weepython.maven.sigstore.SigstoreException;
import io.github.weepython.maven.sigstore.SigstoreIdentity;
import io.github.weepython.maven.sigstore.SigstoreVerifier;
import io.github.weepython.maven.sigstore.TrustedRoot;
import io.github.weepython.maven.spec.SpecException;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Somebody for whom a CI service vouched, by a certificate of some minutes.
 *
 * @param verifier with the authorities and logs that are trusted
 */
public record TrustedIdentity(SigstoreIdentity identity, SigstoreVerifier verifier)
    implements TrustedSigner {
  /**
   * Reads what a user says.
   *
   * @param root whom of Sigstore's services to trust; asked for when a bundle is to be verified
   * @throws SpecException when there is one of both without the other
   */
  public static Optional<TrustedIdentity> of(
      Optional<String> subject, Optional<String> issuer, Supplier<TrustedRoot> root) {
    if (subject.isPresent() != issuer.isPresent()) {
      throw new SpecException(
          "<trust> has one of <identity> and <issuer> (-Dwee.trust.identity, -Dwee.trust.issuer)"
              + " without the other. Expected both, such as"
              + " https://github.com/team/app/.github/workflows/release.yml@refs/heads/main and"
              + " https://token.actions.githubusercontent.com.");
    }
    return subject.map(
        found ->
            new TrustedIdentity(
                new SigstoreIdentity(found, issuer.orElseThrow()), new SigstoreVerifier(root)));
  }

  @Override
  public List<String> ids() {
    return identity.isOne()
        ? List.of(Signer.idOf(identity), Signer.KEYLESS)
        : List.of(Signer.KEYLESS);
  }

  @Override
  public String name() {
    return identity.subject();
  }

  @Override
  public String description() {
    return identity.toString();
  }

  @Override
  public Optional<String> refusal(SignedStatement statement, byte[] bundle) {
    if (!statement.isKeyless()) {
      return Optional.of("it is signed by %s, not by a certificate".formatted(statement.hint()));
    }
    try {
      verifier.verifyStatement(bundle, identity);
      return Optional.empty();
    } catch (SigstoreException e) {
      return Optional.of(String.valueOf(e.getMessage()));
    }
  }
}
