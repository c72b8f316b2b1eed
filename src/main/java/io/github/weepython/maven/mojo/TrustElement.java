package io.github.weepython.maven.mojo;

import io.github.weepython.maven.sign.VerificationKey;
import java.io.File;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The parameter {@code <trust>}. */
public final class TrustElement {
  /** The file with the public key. */
  private @Nullable File key;

  /** Several, for a rotation. */
  private @Nullable List<File> keys;

  /** Of images that were signed without a key: whom the CI service vouched for. */
  private @Nullable String identity;

  /** The service that vouched. */
  private @Nullable String issuer;

  private boolean allKeys;
  private @Nullable String builder;
  private @Nullable String suite;
  private @Nullable String attestations;
  private boolean anyTag;

  /**
   * The public keys.
   *
   * @param instead files of the command line, which stand over the element's
   * @throws io.github.weepython.maven.sign.SignException when a file holds none
   */
  List<VerificationKey> keys(@Nullable List<File> instead) {
    List<File> all = new ArrayList<>(instead == null ? List.of() : instead);
    if (all.isEmpty()) {
      all.addAll(keys == null ? List.of() : keys);
      Optional.ofNullable(key).ifPresent(all::add);
    }
    return all.stream()
        .flatMap(file -> VerificationKey.read(AbstractWeeMojo.inProject(file)).stream())
        .toList();
  }

  /** Maven makes an empty list where the user writes nothing. */
  static boolean isNamed(@Nullable List<File> files) {
    return files != null && !files.isEmpty();
  }

  /** Whether anything is said of whom to trust. */
  boolean names() {
    return key != null
        || isNamed(keys)
        || allKeys
        || identity()
            .or(this::issuer)
            .or(this::builder)
            .or(this::suite)
            .or(() -> ParameterParser.text(attestations))
            .isPresent();
  }

  Optional<String> identity() {
    return ParameterParser.text(identity);
  }

  Optional<String> issuer() {
    return ParameterParser.text(issuer);
  }

  boolean allKeys() {
    return allKeys;
  }

  Optional<String> builder() {
    return ParameterParser.text(builder);
  }

  Optional<String> suite() {
    return ParameterParser.text(suite);
  }

  String attestations() {
    return attestations == null ? "" : attestations;
  }

  boolean anyTag() {
    return anyTag;
  }
}
