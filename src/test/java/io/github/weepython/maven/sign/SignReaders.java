package io.github.weepython.maven.sign;

import java.nio.file.Path;

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
}
