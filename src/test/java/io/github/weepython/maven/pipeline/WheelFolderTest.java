package io.github.weepython.maven.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.weepython.maven.site.Wheel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WheelFolderTest {
  @TempDir private Path dir;

  private Path add(String name, Set<Path> kept) throws IOException {
    Path made = Files.createDirectories(dir.resolve("scratch")).resolve(name);
    Files.writeString(made, name);
    return new WheelFolder(dir.resolve("wheel"), kept)
        .add(new Wheel.OnDisk(Wheel.parse(name).orElseThrow(), made, ""));
  }

  @Test
  void anotherVersionTakesTheOldOnesPlace() throws Exception {
    add("app-1.0-py3-none-any.whl", Set.of());
    Path wheel = add("app-1.1-py3-none-any.whl", Set.of());

    assertThat(dir.resolve("wheel")).isDirectoryContaining(wheel::equals);
    assertThat(dir.resolve("wheel").toFile().list()).hasSize(1);
    assertThat(add("app-1.1-py3-none-any.whl", Set.of())).hasContent("app-1.1-py3-none-any.whl");
  }

  @Test
  void whatThisRunMadeStays() throws Exception {
    Path first = add("one-1.0-py3-none-any.whl", Set.of());
    Path second = add("two-1.0-py3-none-any.whl", Set.of(first));

    assertThat(first).exists();
    assertThat(second).exists();
  }
}
