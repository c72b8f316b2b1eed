package io.github.weepython.maven.sign;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

/** This room's readers, for the fuzzer. */
public final class SignReaders {
  private SignReaders() {}

  /** The bytes are what a registry has for a signature. */
  public static void statement(byte[] bytes, Path root) {
    SignedStatement statement = SignedStatement.parse(bytes);
    statement.hint();
    statement.subjects();
    statement.predicateType();
  }

  /** The bytes are the user's private key, and its password is that of the corpus. */
  public static void keyFile(byte[] bytes, Path root) throws IOException {
    KeyFile.read(Files.write(root.resolve("sign.key"), bytes), Optional.of("opensesame"));
  }

  /** The bytes are the public keys that the user trusts. */
  public static void publicKey(byte[] bytes, Path root) throws IOException {
    for (VerificationKey key : VerificationKey.read(Files.write(root.resolve("pub"), bytes))) {
      key.id();
      key.verifies(bytes, bytes);
    }
  }

  /** The bytes are what the certificate authority answers with. */
  public static void issued(byte[] bytes, Path root) {
    String pem = new String(bytes, StandardCharsets.ISO_8859_1);
    Certificates.names(Certificates.read(pem, URI.create("https://fulcio.example.com")));
  }

  /** The bytes are what a CI service says of its job. */
  public static void identityToken(byte[] bytes, Path root) {
    IdentityToken.parse(new String(bytes, StandardCharsets.ISO_8859_1), Instant.EPOCH);
  }
}
