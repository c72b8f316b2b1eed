package io.github.weepython.maven.metadata;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.weepython.maven.archive.Content;
import io.github.weepython.maven.archive.Entry;
import io.github.weepython.maven.archive.FileTree;
import io.github.weepython.maven.image.Layer;
import io.github.weepython.maven.image.LayerWriter;
import io.github.weepython.maven.spec.Compression;
import io.github.weepython.maven.spec.SpecException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ImageUserTest {
  private static final String PASSWD =
      "root:x:0:0:root:/root:/bin/sh\nnonroot:x:65532:65533::/:\npostgres:x:100:102::/:\n";
  private static final String GROUP = "root:x:0:\nnonroot:x:65533:\nssl-cert:x:101:postgres\n";

  @TempDir Path dir;

  @ParameterizedTest
  @CsvSource({
    "nonroot, 65532:65533",
    "postgres, 100:102",
    "postgres:ssl-cert, 100:101",
    "postgres:0, 100:0",
    "root, 0:0",
    "1000, 1000",
    "1000:1001, 1000:1001",
    "1000:ssl-cert, 1000:101",
    "' nonroot ', 65532:65533"
  })
  void isNumbers(String user, String numbers) throws IOException {
    assertThat(ImageUser.numeric(user, List.of(base(PASSWD, GROUP)))).isEqualTo(numbers);
  }

  @Test
  void asksForNoLayersWhereThereAreOnlyNumbers() {
    assertThat(
            ImageUser.numeric(
                "1000:1001",
                () -> {
                  throw new IllegalStateException("asked");
                }))
        .isEqualTo("1000:1001");
  }

  @Test
  void takesTheFilesOfTheUppermostLayer() throws IOException {
    Layer above = layer("files", Entry.file("etc/passwd", 0644, Content.of("app:x:7:8::/:\n")));
    assertThat(ImageUser.numeric("app", List.of(base(PASSWD, GROUP), above))).isEqualTo("7:8");
    assertThat(ImageUser.numeric("app:ssl-cert", List.of(base(PASSWD, GROUP), above)))
        .isEqualTo("7:101");
  }

  @Test
  void takesTheFirstLineOfAName() throws IOException {
    Layer base = base(PASSWD + "postgres:x:7:8::/:\n", GROUP + "ssl-cert:x:9:\n");
    assertThat(ImageUser.numeric("postgres:ssl-cert", List.of(base))).isEqualTo("100:101");
    assertThat(ImageUser.numeric("postgres", List.of(base))).isEqualTo("100:102");
  }

  @ParameterizedTest
  @ValueSource(strings = {"4294967295", "99999999999999999999", "1:4294967295", "root:4294967296"})
  void refusesNumbersThatNobodyHas(String user) throws IOException {
    List<Layer> layers = List.of(base(PASSWD, GROUP));
    assertThatThrownBy(() -> ImageUser.numeric(user, layers))
        .isInstanceOf(SpecException.class)
        .hasMessageContaining("<user> or -Dwee.user is '%s', and", user)
        .hasMessageContaining("expected one of 0 to 4294967294.");
    assertThat(ImageUser.numeric("4294967294:4294967294", layers))
        .isEqualTo("4294967294:4294967294");
  }

  @Test
  void namesWhatTheImageHas() {
    assertThatThrownBy(() -> ImageUser.numeric("postgress", List.of(base(PASSWD, GROUP))))
        .isInstanceOf(SpecException.class)
        .hasMessageContaining("names 'postgress', which is not in the image's /etc/passwd")
        .hasMessageContaining("It has: nonroot, postgres, root.");
    assertThatThrownBy(() -> ImageUser.numeric("root:wheel", List.of(base(PASSWD, GROUP))))
        .hasMessageContaining("the group 'wheel'")
        .hasMessageContaining("It has: nonroot, root, ssl-cert.");
    assertThatThrownBy(() -> ImageUser.numeric("nonroot", List.of()))
        .isInstanceOf(SpecException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", ":0", "root:", "a:b:c"})
  void refusesOtherForms(String user) {
    assertThatThrownBy(() -> ImageUser.numeric(user, List.of()))
        .isInstanceOf(SpecException.class)
        .hasMessageContaining("expected a user's name or number");
  }

  private Layer base(String passwd, String group) throws IOException {
    return layer(
        "base",
        Entry.file("etc/passwd", 0644, Content.of(passwd)),
        Entry.file("etc/group", 0644, Content.of(group)));
  }

  private Layer layer(String title, Entry... entries) throws IOException {
    FileTree tree = new FileTree();
    for (Entry entry : entries) {
      tree.put(entry);
    }
    return new LayerWriter(1).write(title, tree, dir.resolve(title), 0, Compression.FAST);
  }
}
