package io.github.weepython.maven.sandbox.namespaces;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.weepython.maven.sandbox.Availability;
import io.github.weepython.maven.sandbox.SandboxException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A build root whose programs can't be started, as where the cache is mounted with noexec. */
class NamespaceProviderTest {
  @TempDir Path dir;
  private Path root;

  @BeforeEach
  void makeARootThatCanNotBeExecuted() throws IOException {
    root = dir.resolve("root");
    Path loader = root.resolve("usr/lib/x86_64-linux-gnu/ld-linux-x86-64.so.2");
    Files.createDirectories(loader.getParent());
    Files.createFile(loader);
  }

  @Test
  void saysWhatCouldNotBeStarted() throws Exception {
    assertThatThrownBy(() -> provider().open(root))
        .isInstanceOf(SandboxException.class)
        .hasMessageContaining("bwrap of the build root, run on " + root)
        .hasMessageContaining("Permission denied");
    Availability look = provider().look(root);
    assertThat(look.works()).isFalse();
    assertThat(look.found()).contains("could not be started", "Permission denied");
  }

  @Test
  void triesTheHostsBwrapNext() throws Exception {
    Path bwrap = Files.writeString(dir.resolve("bwrap"), "#!/bin/sh\nexit 0\n");
    Files.setPosixFilePermissions(bwrap, PosixFilePermissions.fromString("rwxr-xr-x"));

    assertThat(provider().open(root)).hasToString(bwrap.toString());
  }

  private NamespaceProvider provider() {
    return new NamespaceProvider(dir.toString(), "Linux", Sandboxes.LARGE);
  }
}
