package io.github.weepython.maven.mojo;

import io.github.weepython.maven.pipeline.SigstoreAccess;
import io.github.weepython.maven.sign.KeyFile;
import io.github.weepython.maven.sign.Signer;
import io.github.weepython.maven.spec.SpecException;
import java.io.File;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Who signs, by {@code <sign>} and the properties that stand over it. */
record Signing(SignElement element, Optional<File> key, boolean keyless) {
  /**
   * Puts the pom's and the command line's together.
   *
   * @throws SpecException when both a key and none are asked for
   */
  static Signing of(@Nullable SignElement sign, @Nullable File signKey, boolean signKeyless) {
    SignElement element = sign == null ? new SignElement() : sign;
    Optional<File> key = Optional.ofNullable(signKey).or(element::key);
    boolean keyless = signKeyless || element.keyless();
    if (keyless && key.isPresent()) {
      throw new SpecException(
          "<sign> has both a <key> and <keyless> (or -Dwee.sign.key and -Dwee.sign.keyless):"
              + " expected one of them. Remove the other.");
    }
    return new Signing(element, key, keyless);
  }

  /**
   * The signer with the key, opened.
   *
   * @throws io.github.weepython.maven.sign.SignException when the key or its password is not right
   */
  Optional<Signer> keySigner(AbstractWeeMojo mojo) {
    return key.map(
        file -> KeyFile.read(AbstractWeeMojo.inProject(file), element.password(mojo::password)));
  }

  Optional<Signer> signer(AbstractWeeMojo mojo) {
    return keyless
        ? Optional.of(SigstoreAccess.keyless(mojo.environment(), element.services()))
        : keySigner(mojo);
  }
}
