package io.github.weepython.maven.inputs;

import io.github.weepython.maven.openpgp.Keyring;
import java.nio.file.Path;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A keyring that is read when first asked. */
final class LazyKeyring implements Keyring {
  private final Supplier<Keyring> read;
  private @Nullable Keyring keyring;

  LazyKeyring(Supplier<Keyring> read) {
    this.read = read;
  }

  private synchronized Keyring keyring() {
    Keyring known = keyring;
    if (known == null) {
      known = read.get();
      keyring = known;
    }
    return known;
  }

  @Override
  public Signed verifyClearSigned(String name, byte[] message) {
    return keyring().verifyClearSigned(name, message);
  }

  @Override
  public Signer verifyDetached(String name, Path data, byte[] signature) {
    return keyring().verifyDetached(name, data, signature);
  }
}
