package io.github.weepython.maven.output;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.weepython.maven.spec.Base;
import io.github.weepython.maven.spec.Healthcheck;
import io.github.weepython.maven.spec.ImageSpec;
import io.github.weepython.maven.spec.RuntimeConfig;
import io.github.weepython.maven.spec.Specs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SpecFingerprintTest {
  private static ImageSpec spec(long interval) {
    Healthcheck check =
        new Healthcheck(
            List.of("CMD", "/check"),
            OptionalLong.of(interval),
            OptionalLong.empty(),
            OptionalLong.empty(),
            OptionalLong.empty(),
            OptionalInt.of(3));
    return Specs.amd64(
        Base.DEBIAN,
        new ImageSpec.UserConfig(
            Map.of("a", "1", "b", "2"),
            Map.of(),
            Optional.of("nonroot"),
            List.of(),
            List.of(),
            Optional.empty(),
            List.of("8080"),
            new RuntimeConfig(Optional.of(check), Optional.of("SIGINT"), List.of("/data")),
            Map.of("c", "3")));
  }

  @Test
  void equalSpecsHaveOneTextSoThatNothingIsBuiltTwice() {
    assertThat(SpecFingerprint.text(spec(5))).isEqualTo(SpecFingerprint.text(spec(5)));
    assertThat(SpecFingerprint.text(spec(5))).isNotEqualTo(SpecFingerprint.text(spec(6)));
  }

  /** All of them are in the layer of {@code <files>}, and none changes a file's time. */
  @Test
  void modesLinksAndFoldersAreAskedFor(@TempDir Path folder) throws IOException {
    Path script = Files.writeString(folder.resolve("entry.sh"), "#!/bin/sh\n");
    Path link = Files.createSymbolicLink(folder.resolve("current"), Path.of("1"));
    Files.createDirectory(folder.resolve("1"));
    Set<String> texts = new HashSet<>();
    texts.add(SpecFingerprint.text(folder));
    Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
    texts.add(SpecFingerprint.text(folder));
    texts.add(SpecFingerprint.text(script));
    Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rw-r--r--"));
    texts.add(SpecFingerprint.text(script));
    Files.createDirectory(folder.resolve("2"));
    texts.add(SpecFingerprint.text(folder));
    Files.delete(link);
    Files.createSymbolicLink(link, Path.of("2"));
    texts.add(SpecFingerprint.text(folder));
    assertThat(texts).hasSize(6);
  }
}
