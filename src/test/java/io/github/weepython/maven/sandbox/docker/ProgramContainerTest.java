package io.github.weepython.maven.sandbox.docker;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.dockerjava.api.model.HostConfig;
import com.github.dockerjava.api.model.Mount;
import com.github.dockerjava.api.model.MountType;
import io.github.weepython.maven.archive.FileTree;
import io.github.weepython.maven.sandbox.ImageProgram;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a daemon is told of a program's container. */
class ProgramContainerTest {
  @Test
  void mountsFoldersWhosePathsHaveColons() {
    HostConfig host =
        ProgramContainer.host(
            new ImageProgram(
                Path.of("/roots/build"),
                new ImageProgram.RootFiles(
                    Path.of("/roots/image"),
                    new FileTree(),
                    Map.of("/app", Path.of("/home/me/a:b/app")),
                    List.of("/cache"),
                    true),
                new ImageProgram.Start(
                    ImageProgram.User.parse("65532"), "/app", Map.of(), List.of("python3")),
                ImageProgram.Network.NONE,
                false,
                "SIGTERM"));
    assertThat(host.getMounts())
        .containsExactly(
            new Mount().withType(MountType.BIND).withSource("/home/me/a:b/app").withTarget("/app"));
    assertThat(host.getBinds()).isNullOrEmpty();
  }
}
