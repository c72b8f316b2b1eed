package io.github.weepython.maven.inputs;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.weepython.maven.spec.SpecException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeyringsTest {
  @TempDir Path folder;

  @Test
  void namesTheParameterOfAKeyringThatIsNotThere() {
    Path missing = folder.resolve("debian.gpg");
    assertThatThrownBy(() -> Keyrings.debian(Optional.of(missing), InstantSource.system()))
        .isInstanceOf(SpecException.class)
        .hasMessageContaining("<debianKeyring> or -Dwee.debianKeyring is " + missing)
        .hasMessageContaining("no such file");
  }
}
