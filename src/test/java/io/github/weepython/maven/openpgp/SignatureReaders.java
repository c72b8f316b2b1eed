package io.github.weepython.maven.openpgp;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;

/** This room's readers, for the fuzzer. */
public final class SignatureReaders {
  private SignatureReaders() {}

  private static final Path RESOURCES = Path.of("src/test/resources/openpgp");
  private static final BouncyKeyring KEYRING = keyring(resource("tests.gpg"));
  private static final byte[] CLEAR = resource("subkey.clear");

  private static byte[] resource(String name) {
    try {
      return Files.readAllBytes(RESOURCES.resolve(name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static BouncyKeyring keyring(byte[] bytes) {
    return BouncyKeyring.load("tests", List.of(new ByteArrayInputStream(bytes)), Clock.systemUTC());
  }

  public static void certificate(byte[] bytes, Path root) {
    keyring(bytes).verifyClearSigned("InRelease", CLEAR);
  }

  public static void signature(byte[] bytes, Path root) {
    KEYRING.verifyDetached("data", RESOURCES.resolve("data.txt"), bytes);
  }

  public static void clearSigned(byte[] bytes, Path root) {
    KEYRING.verifyClearSigned("InRelease", bytes);
  }
}
