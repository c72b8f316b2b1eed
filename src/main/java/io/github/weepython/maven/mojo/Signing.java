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
  private static final String REMEDY =
      "Expected who signs: a <key>, or <keyless>true</keyless>; or -Dwee.sign.key or"
          + " -Dwee.sign.keyless. To push nothing, set -Dwee.skipPush; to push without a signature,"
          + " remove it, or set <keyless>false</keyless> and nothing else.";

  /**
   * Puts the pom's and the command line's together.
   *
   * @param mojo the goal that has them
   * @throws SpecException when both a key and none are asked for, or {@code <sign>} stands there
   *     and nobody would sign
   */
  static Signing of(
      AbstractWeeMojo mojo, @Nullable SignElement sign, @Nullable File signKey, boolean keyless) {
    boolean told = signKey != null || keyless;
    mojo.emptyElements()
        .refuse("sign", name -> told && (name.equals("key") || name.equals("keyless")), REMEDY);
    SignElement element = sign == null ? new SignElement() : sign;
    if (sign != null && !told && sign.key().isEmpty() && !sign.saysOfKeyless()) {
      throw new SpecException("<sign> names nobody who signs. " + REMEDY);
    }
    return of(element, Optional.ofNullable(signKey).or(element::key), keyless);
  }

  private static Signing of(SignElement element, Optional<File> key, boolean signKeyless) {
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
    return key.map(file -> KeyFile.read(mojo.inProject(file), element.password(mojo::password)));
  }

  Optional<Signer> signer(AbstractWeeMojo mojo) {
    return keyless
        ? Optional.of(SigstoreAccess.keyless(mojo.environment(), element.services()))
        : keySigner(mojo);
  }
}
