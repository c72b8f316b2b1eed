package io.github.weepython.maven;

import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Lets no test see the secrets of one that ran before in the same process: fuzzed files have words
 * such as a host's name for passwords, and messages that others expect would miss these. JUnit
 * finds it by META-INF/services.
 */
public final class ForgottenSecrets implements BeforeEachCallback {
  @Override
  public void beforeEach(ExtensionContext context) {
    Secrets.forgetAll();
  }
}
