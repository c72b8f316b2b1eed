package io.github.weepython.maven.layers;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.weepython.maven.digest.Digest;
import io.github.weepython.maven.fetch.FetchSettings;
import io.github.weepython.maven.fetch.HttpFetcher;
import io.github.weepython.maven.inputs.BuildRoots;
import io.github.weepython.maven.inputs.Lock;
import io.github.weepython.maven.inputs.LockedFile;
import io.github.weepython.maven.inputs.LockedPackage;
import io.github.weepython.maven.progress.Progress;
import io.github.weepython.maven.sandbox.SandboxSelector;
import io.github.weepython.maven.site.SimpleIndexServer;
import io.github.weepython.maven.site.SimpleIndexServer.Form;
import io.github.weepython.maven.site.SiteInputs;
import io.github.weepython.maven.site.TestWheels;
import io.github.weepython.maven.spec.Base;
import io.github.weepython.maven.spec.ImageSpec;
import io.github.weepython.maven.spec.Platform;
import io.github.weepython.maven.spec.Site;
import io.github.weepython.maven.spec.SiteBuild;
import io.github.weepython.maven.spec.SiteIndex;
import io.github.weepython.maven.spec.Specs;
import io.github.weepython.maven.store.Store;
import java.io.IOException;
import java.net.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * An index of two platforms with one lock: each gets its own wheels, and nobody downloads the
 * other's. What is installed of them is {@code IndexComparisonIT}'s.
 */
class PlatformWheelsTest {
  private static final List<String> PLATFORMS = List.of("linux/amd64", "linux/arm64");
  private static final String AMD64 = "native-1.0-cp313-cp313-manylinux_2_17_x86_64.whl";
  private static final String ARM64 = "native-1.0-cp313-cp313-manylinux_2_17_aarch64.whl";
  private static final String NEWER = "native-1.0-cp313-cp313-manylinux_2_40_aarch64.whl";
  private static final String PURE = "pure-1.0-py3-none-any.whl";
  private static final String ARMED = "armed-1.0-py3-none-any.whl";

  @TempDir Path dir;
  private SimpleIndexServer index;
  private List<Path> natives;
  private Path pure;
  private Path armed;

  @BeforeEach
  void makeWheels() throws IOException {
    Path house = dir.resolve("house");
    natives = new ArrayList<>();
    for (String name : List.of(AMD64, ARM64, NEWER)) {
      String tag = name.replaceAll("native-1\\.0-|\\.whl", "");
      natives.add(TestWheels.module(house, "native", "1.0", tag, "TAG = '" + tag + "'\n"));
    }
    pure = TestWheels.module(house, "pure", "1.0", "py3-none-any", "X = 1\n");
    armed = TestWheels.module(house, "armed", "1.0", "py3-none-any", "X = 2\n");
    index = SimpleIndexServer.start(house, Form.JSON);
  }

  @AfterEach
  void stop() {
    index.close();
  }

  private static Lock lock(String glibc) {
    LockedFile file = new LockedFile("libc6.deb", glibc, List.of(), "0".repeat(64), 1);
    LockedPackage libc = new LockedPackage("libc6", "any", "glibc", glibc, file, false);
    return new Lock(0, List.of(libc), Map.of(), file, "a test", List.of(), List.of(), List.of());
  }

  private SiteInputs inputs(Site site, String platform, String glibc) {
    ImageSpec spec =
        Specs.application(
            Specs.on(Specs.amd64(Base.DISTROLESS, Specs.PLAIN_CONFIG), Platform.parse(platform)),
            site);
    Store store = new Store(dir.resolve("cache-" + platform.replace('/', '-') + glibc));
    HttpFetcher fetcher =
        new HttpFetcher(
            store, FetchSettings.DEFAULT.withProxy(uri -> Proxy.NO_PROXY), Progress.NONE);
    return new SiteLayers(
            store,
            new LayerStore(store, Progress.NONE, 1),
            fetcher,
            new BuildRoots(store, fetcher, Progress.NONE),
            new SandboxSelector(List.of(), new SandboxSelector.Reason("", ""), Progress.NONE),
            Progress.NONE)
        .inputs(spec, lock(glibc))
        .dependencies()
        .orElseThrow();
  }

  private void eachHasItsOwn(Site site) {
    List<String> keys = new ArrayList<>();
    for (String platform : PLATFORMS) {
      index.forget();
      List<String> expected =
          platform.endsWith("amd64") ? List.of(AMD64, PURE) : List.of(ARMED, ARM64, PURE);
      SiteInputs inputs = inputs(site, platform, "2.36-9");

      assertThat(inputs.wheels())
          .extracting(each -> each.wheel().name())
          .containsExactlyInAnyOrderElementsOf(expected);
      assertThat(index.asked())
          .filteredOn(path -> path.startsWith("/files/"))
          .containsExactlyInAnyOrderElementsOf(
              expected.stream().map(name -> "/files/" + name).toList());
      inputs
          .wheels()
          .forEach(
              each ->
                  assertThat(each.file())
                      .hasSameBinaryContentAs(dir.resolve("house").resolve(each.wheel().name())));
      keys.add(inputs.key());
    }
    assertThat(keys).doesNotHaveDuplicates();
  }

  @Test
  void ofOneLock() throws IOException {
    Site site = lock();
    eachHasItsOwn(site);
    // The libc of the image's suite counts, of whichever platform.
    assertThat(inputs(site, "linux/arm64", "2.41-12").wheels())
        .extracting(each -> each.wheel().name())
        .contains(NEWER)
        .doesNotContain(ARM64);
  }

  @Test
  void ofOneRequirementsFile() throws IOException {
    String text =
        TestWheels.pinned("native", "1.0", natives.toArray(Path[]::new))
            + TestWheels.pinned("pure", "1.0", pure)
            + TestWheels.pinned("armed", "1.0 ; platform_machine == 'aarch64'", armed);
    Path file = Files.writeString(dir.resolve("requirements.txt"), text);
    eachHasItsOwn(
        new Site(
            Optional.empty(),
            Optional.of(file),
            List.of(new SiteIndex(index.url())),
            Optional.empty(),
            SiteBuild.NONE));
  }

  private Site lock() throws IOException {
    String text =
        "lock-version = '1.0'\n"
            + "environments = [\"platform_machine == 'x86_64'\", \"platform_machine == 'aarch64'\"]\n"
            + locked("native", "", natives)
            + locked("pure", "", List.of(pure))
            + locked("armed", "marker = \"platform_machine == 'aarch64'\"", List.of(armed));
    Path file = Files.writeString(dir.resolve("pylock.toml"), text);
    return new Site(
        Optional.empty(),
        Optional.empty(),
        List.of(),
        Optional.of(new Site.Lock(file, List.of(), Optional.empty())),
        SiteBuild.NONE);
  }

  private String locked(String name, String marker, List<Path> wheels) throws IOException {
    StringBuilder text = new StringBuilder("[[packages]]\nname = '" + name + "'\n");
    text.append("version = '1.0'\n").append(marker).append("\nwheels = [\n");
    for (Path wheel : wheels) {
      text.append(
          "  { url = '%s', hashes = { sha256 = '%s' } },\n"
              .formatted(index.file(wheel), Digest.of(wheel).hex()));
    }
    return text.append("]\n").toString();
  }
}
