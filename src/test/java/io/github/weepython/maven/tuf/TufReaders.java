package io.github.weepython.maven.tuf;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** This room's readers, for the fuzzer. */
public final class TufReaders {
  private TufReaders() {}

  /** The bytes are metadata of whichever role they name; a root's is verified by its own keys. */
  public static void metadata(byte[] bytes, Path root) {
    String text = new String(bytes, StandardCharsets.ISO_8859_1);
    for (String role : List.of("timestamp", "snapshot", "targets")) {
      if (text.contains("\"_type\": \"" + role)) {
        TufMetadata.parse(role, bytes);
      }
    }
    TufRoot itself = TufRoot.parse(bytes);
    itself.verify(itself.metadata());
  }
}
