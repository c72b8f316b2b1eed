package io.github.weepython.maven.pipeline;

import static io.github.weepython.maven.Jackson.JSON;
import static io.github.weepython.maven.output.TestIndex.AMD64;
import static io.github.weepython.maven.output.TestIndex.ARM64;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.weepython.maven.bench.BenchmarkTimes;
import io.github.weepython.maven.bench.Benchmarks;
import io.github.weepython.maven.digest.Digest;
import io.github.weepython.maven.image.Image;
import io.github.weepython.maven.output.BuiltImage;
import io.github.weepython.maven.output.BuiltImages;
import io.github.weepython.maven.output.ImageFolderWriter;
import io.github.weepython.maven.output.IndexWriter;
import io.github.weepython.maven.output.OutputException;
import io.github.weepython.maven.output.TestIndex;
import io.github.weepython.maven.progress.Progress;
import io.github.weepython.maven.sandbox.Sandbox;
import io.github.weepython.maven.spec.Base;
import io.github.weepython.maven.spec.Flavour;
import io.github.weepython.maven.spec.Platform;
import io.github.weepython.maven.spec.Platforms;
import io.github.weepython.maven.spec.Specs;
import io.github.weepython.maven.spec.Tags;
import io.github.weepython.maven.spec.Variant;
import io.github.weepython.maven.store.Store;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A build of two platforms is measured, and pushed afterwards. */
class BenchmarkServiceTest {
  private static final Platforms BOTH = new Platforms(List.of(AMD64, ARM64), Platforms.Index.OCI);

  @TempDir Path dir;
  private Path output;
  private TestIndex both;
  private Image amd;
  private Image arm;

  @BeforeEach
  void images() throws IOException {
    output = Files.createDirectories(dir.resolve("wee"));
    both = TestIndex.make(dir);
    amd = both.amd();
    arm = both.arm();
  }

  private BuiltImage one(Image image, Platform platform) throws IOException {
    return TestIndex.member(image, platform, Base.DISTROLESS, Optional.empty(), output).built();
  }

  private BuiltImage build(Platforms.Index format) throws IOException {
    BuiltImage index = both.write(format, Base.DISTROLESS, Optional.empty(), output);
    BuiltImages.write(List.of(index), output);
    return index;
  }

  private static BenchmarkService.Options options(
      Optional<List<BuiltImage>> built, Platforms platforms, Platform here) {
    return new BenchmarkService.Options(built, platforms, here, Map.of(), 1, List.of());
  }

  private Map<String, Digest> files() throws IOException {
    try (Stream<Path> all = Files.walk(output)) {
      Map<String, Digest> files = new TreeMap<>();
      all.filter(Files::isRegularFile)
          .forEach(file -> files.put(output.relativize(file).toString(), Digest.ofUnchecked(file)));
      return files;
    }
  }

  @Test
  void leavesTheBuildAsItIsAndTheTimesBesideTheImageThatWasMeasured() throws IOException {
    BuiltImage index = build(Platforms.Index.OCI);
    Map<String, Digest> built = files();
    BenchmarkService.Options options = options(Optional.of(List.of(index)), BOTH, ARM64);
    Sandbox sandbox =
        (job, lines) -> {
          boolean table = job.command().contains("/table.py");
          (table ? List.of("a table") : List.of("cpu: A", "calls 0.1")).forEach(lines);
          return 0;
        };

    BenchmarkService.run(
        Map.of(),
        BenchmarkService.measured(List.of(index), options.platform()),
        new Benchmarks(new Store(dir.resolve("cache")), sandbox, dir, Progress.NONE),
        options,
        output.resolve("benchmarks"));

    assertThat(files()).containsAllEntriesOf(built);
    assertThat(files().keySet())
        .filteredOn(name -> !built.containsKey(name))
        .containsExactly(
            "benchmarks/3.13.5-wee.json",
            "benchmarks/benchmarks.md",
            "linux-arm64/benchmarks.json");
    assertThat(BenchmarkTimes.beside(output.resolve("linux-arm64"), arm.digest())).isPresent();
    assertThat(BuiltImages.read(output)).containsExactly(index);
  }

  /** Its push attests them to the manifest that the list names. */
  @Test
  void measuresWhatADockerListNames() throws IOException {
    BuiltImage list = build(Platforms.Index.DOCKER);
    Digest listed =
        Digest.parse(
            JSON.readTree(output.resolve(IndexWriter.FILE).toFile())
                .at("/platforms/0/digest")
                .asText(""));
    assertThat(listed).isNotEqualTo(amd.digest());
    assertThat(BenchmarkService.measured(List.of(list), AMD64))
        .singleElement()
        .satisfies(
            measured -> {
              assertThat(measured.image().digest()).isEqualTo(listed);
              assertThat(measured.folder()).isEqualTo(output.resolve(AMD64.id()));
            });
  }

  @Test
  void measuresTheOneImageThatThereIsAndNoVariant() throws IOException {
    BuiltImage one = one(arm, ARM64);
    BuiltImage dev =
        BuiltImage.of(
            Specs.tagged("3.13.5", Tags.DEFAULT),
            Flavour.WEE,
            Base.DISTROLESS,
            Optional.of(Variant.DEV),
            amd,
            output.resolve("dev"));
    assertThat(BenchmarkService.measured(List.of(one, dev), AMD64))
        .singleElement()
        .satisfies(
            measured -> {
              assertThat(measured.name()).isEqualTo("3.13.5-wee");
              assertThat(measured.image().digest()).isEqualTo(arm.digest());
              assertThat(measured.folder()).isEqualTo(output);
            });
  }

  @Test
  void choosesThisMachinesPlatformAndElseTheFirst() throws IOException {
    assertThat(options(Optional.empty(), BOTH, ARM64).platform()).isEqualTo(ARM64);
    assertThat(options(Optional.empty(), Platforms.only(AMD64), ARM64).platform()).isEqualTo(AMD64);
    BuiltImage index = build(Platforms.Index.OCI);
    assertThat(options(Optional.of(List.of(index)), Platforms.only(AMD64), ARM64).platform())
        .isEqualTo(ARM64);
  }

  @Test
  void refusesAnImageThatTheBuildHasNotWritten() throws IOException {
    BuiltImage one = one(amd, AMD64);
    ImageFolderWriter.write(arm, one.name(), one.tags(), output);
    assertThatThrownBy(() -> BenchmarkService.measured(List.of(one), AMD64))
        .isInstanceOf(OutputException.class)
        .hasMessageContainingAll(arm.digest().toString(), amd.digest().toString(), "anew");
  }
}
