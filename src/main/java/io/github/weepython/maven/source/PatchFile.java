package io.github.weepython.maven.source;

import io.github.weepython.maven.spec.Patch;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Patches of one source package in a file of the store, so that no build unpacks the package again:
 * their number, then of each its name, how much of paths is stripped, and its bytes by their
 * number.
 */
final class PatchFile {
  private PatchFile() {}

  static void write(List<Patch> patches, Path file) throws IOException {
    try (DataOutputStream out =
        new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(file)))) {
      out.writeInt(patches.size());
      for (Patch patch : patches) {
        byte[] bytes = patch.bytes().getBytes(StandardCharsets.ISO_8859_1);
        out.writeUTF(patch.name());
        out.writeInt(patch.strip());
        out.writeInt(bytes.length);
        out.write(bytes);
      }
    }
  }

  /**
   * @param version of the source package
   */
  static List<Patch> read(Path file, String version) throws IOException {
    List<Patch> patches = new ArrayList<>();
    try (DataInputStream in =
        new DataInputStream(new BufferedInputStream(Files.newInputStream(file)))) {
      int count = in.readInt();
      for (int i = 0; i < count; i++) {
        String name = in.readUTF();
        int strip = in.readInt();
        String bytes = new String(in.readNBytes(in.readInt()), StandardCharsets.ISO_8859_1);
        patches.add(new Patch(name, strip, bytes, Optional.of(version)));
      }
    }
    return patches;
  }
}
