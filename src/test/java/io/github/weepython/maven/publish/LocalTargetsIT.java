package io.github.weepython.maven.publish;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.weepython.maven.digest.Digest;
import io.github.weepython.maven.image.Image;
import io.github.weepython.maven.image.ImageTarWriter;
import io.github.weepython.maven.image.OciLayoutReader;
import io.github.weepython.maven.image.OciLayoutWriter;
import io.github.weepython.maven.spec.Architecture;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** skopeo reads what is written here. */
class LocalTargetsIT {
  @TempDir Path dir;

  private static byte[] raw(String source) throws IOException, InterruptedException {
    return Tool.run("skopeo", "inspect", "--raw", source);
  }

  @Test
  void oneTarIsAnOciArchiveAndADockerArchive() throws IOException, InterruptedException {
    Image image = TestImages.image(dir);
    Path tar = dir.resolve("image.tar");
    ImageTarWriter.write(image, List.of("team/python:3.13"), tar);
    assertThat(Digest.of(raw("oci-archive:" + tar))).isEqualTo(image.digest());
    Tool.run("skopeo", "copy", "docker-archive:" + tar, "dir:" + dir.resolve("copied"));
    assertThat(Digest.of(dir.resolve("copied").resolve(image.id().hex()))).isEqualTo(image.id());
  }

  @Test
  void readsTheLayoutBack() throws IOException, InterruptedException {
    Image image = TestImages.image(dir);
    OciLayoutWriter.write(image, List.of("3.13"), dir.resolve("oci"));
    assertThat(Digest.of(raw("oci:" + dir.resolve("oci") + ":3.13"))).isEqualTo(image.digest());
    Tool.run(
        "skopeo",
        "copy",
        "oci:" + dir.resolve("oci") + ":3.13",
        "dir:" + Files.createDirectory(dir.resolve("copied")));
    assertThat(dir.resolve("copied").resolve(image.id().hex())).exists();
  }

  @Test
  void aLayoutNamesItsImageByEachTag() throws IOException, InterruptedException {
    Image image = TestImages.image(dir);
    OciLayoutWriter.write(image, List.of("3.13", "3", "latest"), dir.resolve("oci"));
    for (String tag : List.of("3.13", "3", "latest")) {
      assertThat(Digest.of(raw("oci:" + dir.resolve("oci") + ":" + tag))).isEqualTo(image.digest());
    }
    assertThat(OciLayoutReader.only(dir.resolve("oci"), Architecture.AMD64).digest())
        .isEqualTo(image.digest());
  }
}
