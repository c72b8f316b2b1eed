package io.github.weepython.maven.sigstore;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/**
 * What a log signed of its tree (C2SP tlog-checkpoint, as a signed note).
 *
 * @param text the signed part: origin, size, root hash
 * @param signatures lines {@code — name base64}
 */
record Checkpoint(String origin, long size, byte[] rootHash, String text, List<String> signatures) {
  private static final String DASH = "\u2014 ";
  private static final int HINT = 4;

  static Checkpoint parse(String envelope) {
    int end = envelope.indexOf("\n\n");
    String text = end < 0 ? "" : envelope.substring(0, end + 1);
    List<String> lines = text.lines().toList();
    if (lines.size() < 3 || !lines.get(1).matches("\\d{1,18}") || lines.get(0).isEmpty()) {
      throw new SigstoreException(
          "its checkpoint has not the form of one: origin, size, root hash");
    }
    return new Checkpoint(
        lines.get(0),
        Long.parseLong(lines.get(1)),
        Json.base64(lines.get(2), "checkpoint"),
        text,
        envelope.substring(end + 2).lines().filter(line -> !line.isEmpty()).toList());
  }

  /**
   * Sees that the log signed it; others, such as witnesses, may have too.
   *
   * @throws SigstoreException when it did not
   */
  void verify(TrustedRoot.Log log) {
    byte[] message = text.getBytes(StandardCharsets.UTF_8);
    boolean named = origin.equals(log.host()) || origin.startsWith(log.host() + " ");
    if (!named || signatures.stream().noneMatch(line -> signed(line, message, log))) {
      throw new SigstoreException("its checkpoint is not signed by the log " + log.host());
    }
  }

  private static boolean signed(String line, byte[] message, TrustedRoot.Log log) {
    String beginning = DASH + log.host() + " ";
    if (!line.startsWith(beginning)) {
      return false;
    }
    byte[] value =
        Json.base64(line.substring(beginning.length()).strip(), "checkpoint's signature");
    return value.length > HINT
        && Arrays.equals(value, 0, HINT, log.id(), 0, HINT)
        && Crypto.signed(log.key(), message, Arrays.copyOfRange(value, HINT, value.length));
  }
}
