package io.github.weepython.maven.rebuild;

import static io.github.weepython.maven.Jackson.JSON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.weepython.maven.spec.Base;
import io.github.weepython.maven.spec.BuildOptions;
import io.github.weepython.maven.spec.ByteSize;
import io.github.weepython.maven.spec.CaCertificates;
import io.github.weepython.maven.spec.Compression;
import io.github.weepython.maven.spec.Contents;
import io.github.weepython.maven.spec.DebugSymbols;
import io.github.weepython.maven.spec.FileCopy;
import io.github.weepython.maven.spec.Flavour;
import io.github.weepython.maven.spec.Gdbm;
import io.github.weepython.maven.spec.Healthcheck;
import io.github.weepython.maven.spec.ImageName;
import io.github.weepython.maven.spec.ImageSpec;
import io.github.weepython.maven.spec.Optimization;
import io.github.weepython.maven.spec.OptionalLibraries;
import io.github.weepython.maven.spec.PackageSelection;
import io.github.weepython.maven.spec.Patch;
import io.github.weepython.maven.spec.Platform;
import io.github.weepython.maven.spec.ProjectWheel;
import io.github.weepython.maven.spec.PythonVersion;
import io.github.weepython.maven.spec.RuntimeConfig;
import io.github.weepython.maven.spec.Site;
import io.github.weepython.maven.spec.SiteBuild;
import io.github.weepython.maven.spec.SiteIndex;
import io.github.weepython.maven.spec.SiteLayout;
import io.github.weepython.maven.spec.SourceBuildOptions;
import io.github.weepython.maven.spec.Specs;
import io.github.weepython.maven.spec.Stdlib;
import io.github.weepython.maven.spec.Suite;
import io.github.weepython.maven.spec.Tags;
import io.github.weepython.maven.spec.Variant;
import io.github.weepython.maven.spec.VexSources;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SpecJsonTest {
  @TempDir Path dir;

  @Test
  void comesBackEqualFromItsText() throws Exception {
    ImageSpec spec = Specs.amd64(Base.DEBIAN, Specs.PLAIN_CONFIG);
    assertThat(new SpecReader(List.of(dir)).read(text(dir, spec))).isEqualTo(spec);
  }

  @Test
  void namesThePlatformAsOciDoes() throws Exception {
    ImageSpec spec = Specs.amd64(Base.DEBIAN, Specs.PLAIN_CONFIG);
    assertThat(text(dir, spec).get("platform"))
        .hasToString("{\"os\":\"linux\",\"architecture\":\"amd64\"}");
  }

  @Test
  void comesBackWithAllThatAUserCanSay() throws Exception {
    for (ImageSpec spec : full(dir)) {
      assertThat(new SpecReader(List.of(dir)).read(text(dir, spec))).isEqualTo(spec);
    }
  }

  /** So that a new component of a spec gets a value in {@link #full}, and is tested. */
  @Test
  void leavesNoComponentOfASpecUntested() throws Exception {
    Set<String> filled = new TreeSet<>();
    Set<String> empty = new TreeSet<>();
    for (ImageSpec spec : full(dir)) {
      look(spec, filled, empty);
    }
    empty.removeAll(filled);
    empty.removeIf(name -> name.startsWith("VexSources."));
    assertThat(empty).isEmpty();
  }

  @Test
  void isTheSameInTwoFolders() throws Exception {
    Path first = Files.createDirectories(dir.resolve("first"));
    Path second = Files.createDirectories(dir.resolve("second"));
    List<ImageSpec> there = full(second);
    for (ImageSpec spec : full(first)) {
      JsonNode json = text(first, spec);
      ImageSpec other = there.remove(0);
      assertThat(json).isEqualTo(text(second, other));
      assertThat(json.toString()).doesNotContain(dir.toString());
      assertThat(new SpecReader(List.of(second)).read(json)).isEqualTo(other);
    }
  }

  @Test
  void needsNoFileOfWhatIsKnownOfVulnerabilities() throws Exception {
    ImageSpec plain = Specs.amd64(Base.DEBIAN, Specs.PLAIN_CONFIG);
    Path document = Files.writeString(dir.resolve("known.json"), "{}");
    VexSources vex =
        new VexSources(List.of(document), Optional.of(document), Optional.of(document.toUri()));
    JsonNode json = text(dir, Specs.knowing(plain, vex));
    assertThat(json.toString()).doesNotContain("known.json");
    assertThat(new SpecReader(List.of()).read(json)).isEqualTo(plain);
  }

  @Test
  void findsTheProjectsFilesInAnotherCheckoutAndTakesNoOther() throws Exception {
    Path first = Files.createDirectories(dir.resolve("first"));
    Path second = Files.createDirectories(dir.resolve("second"));
    Files.writeString(first.resolve("app.py"), "print(1)\n");
    JsonNode json = text(first, withFile(first.resolve("app.py")));
    SpecReader reader = new SpecReader(List.of(second));
    assertThatThrownBy(() -> reader.read(json)).hasMessageContaining("app.py");
    Files.writeString(second.resolve("app.py"), "print(2)\n");
    assertThatThrownBy(() -> reader.read(json))
        .isInstanceOf(RebuildException.class)
        .hasMessageContaining("checkout of that project's commit");
    Files.writeString(second.resolve("app.py"), "print(1)\n");
    assertThat(reader.read(json)).isEqualTo(withFile(second.resolve("app.py")));
  }

  @Test
  void takesNoFileOutsideOfTheFolders() throws Exception {
    Path project = Files.createDirectories(dir.resolve("project"));
    Files.writeString(dir.resolve("secret"), "s\n");
    Files.writeString(project.resolve("secret"), "s\n");
    String json =
        text(project, withFile(project.resolve("secret")))
            .toString()
            .replace("\"secret\"", "\"../secret\"");
    assertThatThrownBy(() -> new SpecReader(List.of(project)).read(JSON.readTree(json)))
        .isInstanceOf(RebuildException.class)
        .hasMessageContaining("../secret");
  }

  @Test
  void saysWhichWheelOfMavenLacksAndTakesTheOneThatIsBrought() throws Exception {
    Path repository = Files.createDirectories(dir.resolve("repository"));
    Path wheel = Files.writeString(repository.resolve("web-1.0.whl"), "PK");
    SiteLayout layout =
        SiteLayout.DEFAULT.with(List.of(new ProjectWheel(wheel, "com.example:web:whl:1.0", false)));
    Path project = Files.createDirectories(dir.resolve("project"));
    JsonNode json = text(project, with(layout, List.of()));
    SpecReader reader = new SpecReader(List.of(project));
    assertThatThrownBy(() -> reader.read(json))
        .isInstanceOf(RebuildException.class)
        .hasMessageContaining("the wheel web-1.0.whl (com.example:web:whl:1.0, SHA-256 ")
        .hasMessageContaining("Put that very file there");
    Path brought = Files.copy(wheel, project.resolve("web-1.0.whl"));
    assertThat(reader.read(json).contents().layout().wheels().get(0).file()).isEqualTo(brought);
  }

  @Test
  void leavesOutLoginsOfUrls() throws Exception {
    ImageSpec spec = full(dir).get(0);
    URI secret = URI.create("https://me:word@example.com/Python.tar.xz");
    ImageSpec.UserSource source =
        new ImageSpec.UserSource(Optional.of(secret), spec.source().sha256(), true);
    assertThat(text(dir, Specs.from(spec, source)).toString())
        .contains("https://example.com/Python.tar.xz")
        .doesNotContain("word");
  }

  @Test
  void refusesWhatAnotherVersionWrote() {
    assertThatThrownBy(() -> new SpecReader(List.of(dir)).read(JSON.createObjectNode()))
        .isInstanceOf(RebuildException.class)
        .hasMessageContaining("of the version that built the image");
  }

  private static JsonNode text(Path project, ImageSpec spec) throws IOException {
    return JSON.readTree(new SpecJson(List.of(project)).of(spec).toString());
  }

  /** Collects the components that have a value, and those that are empty. */
  private static void look(Object value, Set<String> filled, Set<String> empty) throws Exception {
    if (value instanceof Optional<?> optional && optional.isPresent()) {
      look(optional.get(), filled, empty);
    }
    if (value instanceof Collection<?> all) {
      for (Object element : all) {
        look(element, filled, empty);
      }
    }
    if (value instanceof Record) {
      for (RecordComponent component : value.getClass().getRecordComponents()) {
        component.getAccessor().setAccessible(true);
        Object part = component.getAccessor().invoke(value);
        String name = value.getClass().getSimpleName() + "." + component.getName();
        (isEmpty(part) ? empty : filled).add(name);
        look(part, filled, empty);
      }
    }
  }

  private static boolean isEmpty(Object value) {
    return Set.of(Optional.empty(), OptionalInt.empty(), OptionalLong.empty(), List.of(), Set.of())
            .contains(value)
        || value.equals(Map.of())
        || value.equals(false)
        || value.equals("")
        || value.equals(0);
  }

  /** Specs that between them have a value for each component. */
  private static List<ImageSpec> full(Path dir) throws IOException {
    Path file = Files.writeString(dir.resolve("file"), "x");
    Path wheels = Files.createDirectories(dir.resolve("wheels"));
    Files.writeString(wheels.resolve("a.whl"), "PK");
    Site.Lock lock = new Site.Lock(file, List.of("extra"), Optional.of(List.of("group")));
    SiteIndex index =
        new SiteIndex(
            URI.create("https://example.com/simple/"), List.of("acme-*"), Optional.of("server"));
    SiteIndex folder = new SiteIndex(wheels.toUri());
    SiteBuild requirements = new SiteBuild(Optional.of(file), Optional.empty(), List.of("rustc"));
    SiteBuild locked = new SiteBuild(Optional.empty(), Optional.of(file), List.of());
    Site locking =
        new Site(
            Optional.empty(), Optional.empty(), List.of(index, folder), Optional.of(lock), locked);
    Site requiring =
        new Site(Optional.of(wheels), Optional.of(file), List.of(), Optional.empty(), requirements);
    ImageSpec first = filled(file, locking, URI.create("https://example.com/Python.tar.xz"));
    return new ArrayList<>(List.of(first, filled(file, requiring, file.toUri())));
  }

  private static ImageSpec filled(Path file, Site site, URI source) {
    return new ImageSpec(
        PythonVersion.parse("3.15.1rc1"),
        ImageName.parse("example.com/team/python"),
        List.of(Flavour.WEE, Flavour.OPTIMIZED),
        List.of(Base.values()),
        Suite.TRIXIE,
        Platform.parse("linux/amd64"),
        new Tags(
            List.of("${own}-${flavour}-${base}"), "-suffix", true, true, Map.of("own", "value")),
        new Optimization(true, true, true, true, Optional.of("x86-64-v3"), Optional.of(file)),
        new SourceBuildOptions(
            SourceBuildOptions.Security.NONE,
            List.of(new Patch("p", 1, "+++ b/\u00e9\n", Optional.of("1-1"))),
            new BuildOptions(List.of("--without-doc-strings"), List.of("-fno-plt")),
            DebugSymbols.FILE),
        contents(file, site),
        new PackageSelection(
            List.of("procps"),
            Set.of("turtle"),
            List.of(new CaCertificates("ca", List.of("pem\n"))),
            Gdbm.ACCEPTED),
        config(),
        new ImageSpec.UserSource(Optional.of(source), Optional.of("ab".repeat(32)), true),
        VexSources.NONE,
        Instant.parse("2026-01-01T00:00:00Z"));
  }

  private static Contents contents(Path file, Site site) {
    return new Contents(
        true,
        Stdlib.PYC,
        Optional.of(site),
        new SiteLayout(
            List.of(new ProjectWheel(file, "com.example:web:whl:1.0", true)),
            Optional.of(Stdlib.SOURCE),
            Set.of("tests"),
            new ByteSize(1 << 20),
            3),
        List.of(new FileCopy(file, "/app/app.py", 1, 2, Optional.of(0640))),
        Compression.ZSTD,
        Optional.of(new ByteSize(1L << 40)),
        new OptionalLibraries(Set.of("libcuda.so.1")),
        List.of(Variant.DEBUG));
  }

  private static ImageSpec.UserConfig config() {
    Healthcheck check =
        new Healthcheck(
            List.of("CMD", "python3", "-V"),
            OptionalLong.of(30_000_000_000L),
            OptionalLong.of(1),
            OptionalLong.of(2),
            OptionalLong.of(3),
            OptionalInt.of(4));
    return new ImageSpec.UserConfig(
        Map.of("label", "1"),
        Map.of("B", "2", "A", "1"),
        Optional.of("nobody"),
        List.of("python3"),
        List.of("-V"),
        Optional.of("/app"),
        List.of("8080/tcp"),
        new RuntimeConfig(Optional.of(check), Optional.of("SIGINT"), List.of("/data")),
        Map.of("annotation", "1"));
  }

  private static ImageSpec withFile(Path file) {
    return with(
        SiteLayout.DEFAULT, List.of(new FileCopy(file, "/app/app.py", 0, 0, Optional.empty())));
  }

  private static ImageSpec with(SiteLayout layout, List<FileCopy> files) {
    return Specs.holding(
        Specs.amd64(Base.DEBIAN, Specs.PLAIN_CONFIG),
        new Contents(
            true,
            Stdlib.SOURCE_PYC,
            Optional.empty(),
            layout,
            files,
            Compression.FAST,
            Optional.empty(),
            OptionalLibraries.NONE));
  }
}
