package io.github.weepython.maven.publish;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.weepython.maven.digest.Digest;
import io.github.weepython.maven.image.Image;
import io.github.weepython.maven.spec.ImageName;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** kill -9 in the midst of pushes, at moments told by what has reached the registry. */
class KilledPushIT {
  private static final int TIMES = 10;
  private static final int ALL = 300_000; // what the whole push sends, a little more

  @TempDir Path dir;

  @Test
  void leavesNoTagThatLacksSomethingAndTheNextOneFinishes() throws Exception {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    int killed = 0;
    Image image = TestImages.image(dir);
    try (RegistryServer registry = RegistryServer.start(dir);
        FaultProxy proxy = new FaultProxy(registry.port())) {
      for (int i = 0; i < TIMES; i++) {
        ImageName name = ImageName.parse("127.0.0.1:" + proxy.port() + "/killed/n" + i);
        // Every second one among the last requests, where the manifest and the tags are.
        int moment = i % 2 == 0 ? random.nextInt(ALL) : ALL + random.nextInt(5000);
        String what = "seed " + seed + ", time " + i + ", after " + moment + " bytes";
        Process push = PushProcess.start(dir, name, "a", "b");
        proxy.whenPassed(moment, push::destroyForcibly);
        killed += push.waitFor() == 0 ? 0 : 1;
        for (String tag : List.of("a", "b")) {
          if (isServed(registry, name, tag)) {
            assertThat(copied(registry, name, tag, i)).as(what).isEqualTo(image.digest());
          }
        }
        proxy.whenPassed(Long.MAX_VALUE, () -> {});
        Process next = PushProcess.start(dir, name, "a", "b");
        assertThat(next.waitFor()).as(what + Files.readString(dir.resolve("push.log"))).isZero();
        assertThat(copied(registry, name, "a", i + TIMES)).as(what).isEqualTo(image.digest());
        assertThat(copied(registry, name, "b", i + 2 * TIMES)).as(what).isEqualTo(image.digest());
      }
      assertThat(killed).as("seed " + seed).isGreaterThan(TIMES / 2);
    }
  }

  private static boolean isServed(RegistryServer registry, ImageName name, String tag)
      throws Exception {
    URI uri =
        URI.create(
            "http://127.0.0.1:%d/v2/%s/manifests/%s"
                .formatted(registry.port(), name.repository(), tag));
    HttpURLConnection head = (HttpURLConnection) uri.toURL().openConnection();
    head.setRequestMethod("HEAD");
    head.setRequestProperty("Accept", "application/vnd.oci.image.manifest.v1+json");
    return head.getResponseCode() == 200;
  }

  /** With every blob, which skopeo compares with its digest. */
  private Digest copied(RegistryServer registry, ImageName name, String tag, int n)
      throws Exception {
    Path to = dir.resolve("copy-" + tag + n);
    String from = "docker://127.0.0.1:%d/%s:%s".formatted(registry.port(), name.repository(), tag);
    Tool.run("skopeo", "copy", "-q", "--src-tls-verify=false", from, "dir:" + to);
    return Digest.of(Files.readAllBytes(to.resolve("manifest.json")));
  }
}
