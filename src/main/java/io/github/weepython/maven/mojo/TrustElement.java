package io.github.weepython.maven.mojo;

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
   * The files with public keys.
   *
   * @throws io.github.weepython.maven.spec.SpecException when one of several is empty
   */
  List<File> keys() {
    List<File> all = new ArrayList<>(ParameterParser.elementsOf("<keys> of <trust>", keys));
    Optional.ofNullable(key).ifPresent(all::add);
    return all;
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
