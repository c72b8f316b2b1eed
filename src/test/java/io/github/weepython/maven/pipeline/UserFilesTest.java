package io.github.weepython.maven.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.weepython.maven.digest.Digest;
import io.github.weepython.maven.metadata.Backports;
import io.github.weepython.maven.metadata.PatchList;
import io.github.weepython.maven.metadata.Provenance;
import io.github.weepython.maven.metadata.ResolvedInputs;
import io.github.weepython.maven.publish.SignedImages;
import io.github.weepython.maven.rebuild.NamedFile;
import io.github.weepython.maven.spec.Base;
import io.github.weepython.maven.spec.CaCertificates;
import io.github.weepython.maven.spec.Contents;
import io.github.weepython.maven.spec.FileCopy;
import io.github.weepython.maven.spec.Flavour;
import io.github.weepython.maven.spec.Gdbm;
import io.github.weepython.maven.spec.ImageSpec;
import io.github.weepython.maven.spec.PackageSelection;
import io.github.weepython.maven.spec.Patch;
import io.github.weepython.maven.spec.Platform;
import io.github.weepython.maven.spec.Site;
import io.github.weepython.maven.spec.SiteBuild;
import io.github.weepython.maven.spec.Specs;
import io.github.weepython.maven.spec.Suite;
import io.github.weepython.maven.spec.VexSources;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UserFilesTest {
  private static final String PEM = "-----BEGIN CERTIFICATE-----\n-----END CERTIFICATE-----\n";

  @TempDir Path dir;

  private static String sha256(String text) {
    return Digest.of(text.getBytes(StandardCharsets.UTF_8)).hex();
  }

  @Test
  void everyFileStandsInProvenanceByItsDigest() throws IOException {
    assertThat(dependencies(dir.resolve("here")))
        .contains(
            Map.entry("files:/app/main.py", sha256("main")),
            Map.entry("files:/app/data/a%20b.txt", sha256("data")),
            Map.entry("files:/etc/motd", sha256("hello")),
            Map.entry("caCertificates:corp", sha256(PEM)),
            Map.entry("vex:known/vex.json", sha256("{}")),
            Map.entry("prunedVulnerabilities:known/pruned.list", sha256("# none\n")),
            Map.entry("requirements:requirements.txt", sha256("acme==1\n")),
            Map.entry("lock:pylock.toml", sha256("lock")),
            Map.entry("patch:fix.patch", sha256("+++ b/one\n")),
            // Another one of the same name.
            Map.entry("patch:fix.patch#2", sha256("+++ b/two\n")));
  }

  @Test
  void isTheSameInAnyFolder() throws IOException {
    assertThat(provenance(dir.resolve("one")).toString())
        .isEqualTo(provenance(dir.resolve("two")).toString())
        .doesNotContain(dir.toString());
  }

  private static Map<String, String> dependencies(Path project) throws IOException {
    Map<String, String> all = new TreeMap<>();
    provenance(project)
        .at("/buildDefinition/resolvedDependencies")
        .forEach(each -> all.put(each.at("/uri").asText(), each.at("/digest/sha256").asText()));
    return all;
  }

  private static ObjectNode provenance(Path project) throws IOException {
    ImageSpec spec = spec(project);
    ResolvedInputs inputs = new ResolvedInputs();
    new UserFiles(file -> NamedFile.name(List.of(project), file)).add(spec, inputs);
    return Provenance.of(
        spec,
        Flavour.WEE,
        Base.DISTROLESS,
        Optional.empty(),
        SignedImages.LOCK,
        new PatchList(
            List.of(
                new Patch("fix.patch", 1, "+++ b/one\n"), new Patch("fix.patch", 1, "+++ b/two\n")),
            Backports.GIVEN),
        "ab".repeat(32),
        inputs);
  }

  private static ImageSpec spec(Path project) throws IOException {
    write(project, "app/main.py", "main");
    write(project, "app/data/a b.txt", "data");
    Path motd = write(project, "motd", "hello");
    Path vex = write(project, "known/vex.json", "{}");
    Path pruned = write(project, "known/pruned.list", "# none\n");
    Path requirements = write(project, "requirements.txt", "acme==1\n");
    Path lock = write(project, "pylock.toml", "lock");
    ImageSpec plain = Specs.amd64(Base.DISTROLESS, Specs.PLAIN_CONFIG);
    Contents contents = plain.contents();
    Site site =
        new Site(
            Optional.of(project),
            Optional.of(requirements),
            List.of(),
            Optional.empty(),
            new SiteBuild(Optional.empty(), Optional.of(lock), List.of()));
    return new ImageSpec(
        plain.python(),
        plain.image(),
        plain.flavours(),
        plain.bases(),
        Suite.TRIXIE,
        Platform.parse("linux/amd64"),
        plain.tags(),
        plain.optimization(),
        plain.recipe(),
        new Contents(
            contents.pip(),
            contents.stdlib(),
            Optional.of(site),
            contents.layout(),
            List.of(
                new FileCopy(project.resolve("app"), "/app", 0, 0, Optional.empty()),
                new FileCopy(motd, "/etc/motd", 0, 0, Optional.empty())),
            contents.compression(),
            contents.maxSize(),
            contents.optionalLibraries()),
        new PackageSelection(
            List.of(), Set.of(), List.of(new CaCertificates("corp", List.of(PEM))), Gdbm.ACCEPTED),
        plain.config(),
        plain.source(),
        new VexSources(List.of(vex), Optional.of(pruned), Optional.empty()),
        plain.created());
  }

  private static Path write(Path project, String name, String text) throws IOException {
    Path file = project.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, text);
  }
}
