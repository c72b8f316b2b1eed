package io.github.weepython.maven.publish;

import java.io.IOException;
import java.util.List;

/** Runs a program that the integration tests need. */
public final class Tool {
  public static final String INSTALL =
      " is wanted by this test. Install it: sudo src/it/install-servers.sh";

  private Tool() {}

  public static byte[] run(String... command) throws IOException, InterruptedException {
    Process process;
    try {
      process = new ProcessBuilder(List.of(command)).redirectErrorStream(true).start();
    } catch (IOException e) {
      throw new AssertionError(command[0] + INSTALL, e);
    }
    byte[] output = process.getInputStream().readAllBytes();
    if (process.waitFor() != 0) {
      throw new AssertionError(String.join(" ", command) + ": " + new String(output));
    }
    return output;
  }
}
