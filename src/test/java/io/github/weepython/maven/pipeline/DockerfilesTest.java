package io.github.weepython.maven.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.weepython.maven.archive.Content;
import io.github.weepython.maven.archive.Entry;
import io.github.weepython.maven.archive.FileTree;
import io.github.weepython.maven.image.Layer;
import io.github.weepython.maven.image.LayerWriter;
import io.github.weepython.maven.inputs.Lock;
import io.github.weepython.maven.inputs.LockedFile;
import io.github.weepython.maven.inputs.LockedPackage;
import io.github.weepython.maven.site.SiteInputs;
import io.github.weepython.maven.spec.Base;
import io.github.weepython.maven.spec.CaCertificates;
import io.github.weepython.maven.spec.Compression;
import io.github.weepython.maven.spec.Contents;
import io.github.weepython.maven.spec.FileCopy;
import io.github.weepython.maven.spec.Flavour;
import io.github.weepython.maven.spec.Healthcheck;
import io.github.weepython.maven.spec.ImageSpec;
import io.github.weepython.maven.spec.RuntimeConfig;
import io.github.weepython.maven.spec.SpecException;
import io.github.weepython.maven.spec.Specs;
import io.github.weepython.maven.templates.Templates;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DockerfilesTest {
  @TempDir Path folder;

  private static final List<String> INSTRUCTIONS =
      List.of(
          "FROM",
          "RUN",
          "ADD",
          "COPY",
          "WORKDIR",
          "ENV",
          "LABEL",
          "EXPOSE",
          "VOLUME",
          "STOPSIGNAL",
          "HEALTHCHECK",
          "USER",
          "CMD");

  @ParameterizedTest
  @EnumSource(Base.class)
  void namesEveryPackageAndTheSourceAndLeavesNothingOpen(Base base) {
    String text =
        Dockerfiles.text(
            spec(base),
            Flavour.parse("wee"),
            base,
            lock(base),
            new Dockerfiles.Steps("ADD x /wee/source.tar", ""),
            new Dockerfiles.Config(
                Dockerfiles.user(spec(base), () -> List.of(accounts())),
                Map.of("io.github.weepython.base", base.id())));

    assertThat(text)
        .contains("\n  gcc=4:14.2.0-1 \\\n  make=4.4.1-2\n")
        .contains("\nADD x /wee/source.tar\n")
        .contains("  libc6=2.41-12")
        .contains("FROM debian:trixie AS build")
        .contains("COPY --from=build /wee/out/ /")
        .contains("LABEL \"io.github.weepython.base\"=\"" + base.id() + "\"\n")
        .contains("\nRUN sh /wee/finish.sh libraries /")
        .contains("ENV PYTHON_VERSION=\"3.13.5\"\n")
        .contains("ENV PRICE=\"5 \\$\"\n")
        .contains("USER 65532:65532\n")
        .endsWith("CMD [\"python3\",\"-m\",\"app\"]\n");
    assertThat(text).doesNotContainPattern("@[a-zA-Z]+@");
    boolean continued = false;
    for (String line : text.lines().toList()) {
      if (!continued && !line.isBlank() && !line.startsWith("#")) {
        assertThat(INSTRUCTIONS).as(line).contains(line.substring(0, line.indexOf(' ')));
      }
      continued = line.endsWith("\\");
    }
  }

  @Test
  void installsTheWheelsAndAddsTheFilesOfTheProjectLast() throws Exception {
    Path file = Files.writeString(folder.resolve("settings.ini"), "[app]");
    FileCopy copy = FileCopy.parse(file, "/etc/app/settings.ini", "65532", Optional.of("0600"));
    ImageSpec plain = spec(Base.DISTROLESS);
    Contents contents = Contents.DEFAULT;
    ImageSpec spec =
        Specs.holding(
            plain,
            new Contents(
                true,
                contents.stdlib(),
                contents.site(),
                contents.layout(),
                List.of(copy),
                contents.compression(),
                contents.maxSize(),
                contents.optionalLibraries()));
    String installing =
        Dockerfiles.installing(
            new SiteInputs(List.of(), "greetings==1.0", true, false), spec.python());

    String text =
        Dockerfiles.text(
            spec,
            Flavour.parse("wee"),
            Base.DISTROLESS,
            lock(Base.DISTROLESS),
            new Dockerfiles.Steps("", installing),
            new Dockerfiles.Config(Optional.empty(), Map.of()));

    assertThat(text)
        .contains(
            "/usr/local/bin/python3 /wee/install.py /wee/wheels /wee/requirements.txt /wee/out"
                + " /wee/site hashed\n")
        .containsSubsequence(
            "sh /wee/compile.sh\n",
            "COPY wheels/ /wee/wheels/\n",
            "COPY --from=build /wee/out/ /wee/root/\n",
            "COPY --from=build /wee/site/ /wee/root/\n",
            "RUN sh /wee/finish.sh bytecode /wee/root/\n",
            "ADD files.tar /wee/root/\n",
            "RUN CACHE=made sh /wee/finish.sh libraries /wee/root/\n",
            "FROM scratch\n",
            "COPY --from=base /wee/root/ /\n",
            "ENV ",
            "VOLUME [\"/data\"]\n",
            "STOPSIGNAL SIGINT\n",
            "HEALTHCHECK --interval=30000000000ns --retries=2 CMD [\"/check\"]\n");
    assertThat(text).doesNotContainPattern("@[a-zA-Z]+@");
  }

  /** Docker reads these words as a shell does, and ends a command at the end of the line. */
  @Test
  void keepsDollarsQuotesAndLines() {
    ImageSpec spec =
        spec(
            Base.DEBIAN,
            Optional.of("/srv/$HOME it's"),
            List.of("/data/$HOME", "/a \"b\""),
            List.of("CMD-SHELL", "test -e /ready\nexit $?"));

    String text =
        Dockerfiles.text(
            spec,
            Flavour.parse("wee"),
            Base.DEBIAN,
            lock(Base.DEBIAN),
            new Dockerfiles.Steps("", ""),
            new Dockerfiles.Config(Optional.empty(), Map.of()));

    assertThat(text)
        .contains("WORKDIR /srv/\\$HOME it\\'s\n")
        .contains("VOLUME [\"/data/\\\\$HOME\"]\n")
        .contains("VOLUME [\"/a \\\\\\\"b\\\\\\\"\"]\n")
        .contains("CMD [\"/bin/sh\",\"-c\",\"test -e /ready\\nexit $?\"]\n");
  }

  /** As the project's own, with the patches and wheels that the pom names. */
  @Test
  void refusesAFolderOfOtherFiles() throws Exception {
    DockerfileFolder context = new DockerfileFolder(folder);
    new DockerfileFolder(folder.resolve("new")).requireOwn();
    context.requireOwn();
    Files.writeString(folder.resolve("pom.xml"), "<project/>");
    assertThatThrownBy(() -> context.requireOwn())
        .isInstanceOf(SpecException.class)
        .hasMessageContaining("<dockerfile> or -Dwee.dockerfile is " + folder)
        .hasMessageContaining("pom.xml");
    Files.writeString(folder.resolve("Dockerfile"), "FROM debian\n");
    assertThatThrownBy(() -> context.requireOwn()).isInstanceOf(SpecException.class);
    Files.writeString(
        folder.resolve("Dockerfile"), Templates.text("dockerfile/build.Dockerfile", Map.of()));
    context.requireOwn();
  }

  @Test
  void leavesNothingOfAnEarlierRunInTheFoldersThatAreCopied() throws Exception {
    DockerfileFolder context = new DockerfileFolder(folder);
    context.certificates(List.of(new CaCertificates("old", List.of("pem"))));
    assertThat(folder.resolve("certificates/old.crt")).exists();
    context.certificates(List.of());
    assertThat(folder.resolve("certificates")).isEmptyDirectory();

    Path wheel =
        Files.createDirectories(folder.resolve("wheels")).resolve("old-1-py3-none-any.whl");
    Files.createFile(wheel);
    context.wheels(new SiteInputs(List.of(), "", true, false));
    assertThat(wheel).doesNotExist();
  }

  private Layer accounts() {
    FileTree tree = new FileTree();
    tree.put(Entry.file("etc/passwd", 0644, Content.of("nonroot:x:65532:65532::/:\n")));
    try {
      return new LayerWriter(1)
          .write("base", tree, folder.resolve("accounts"), 0, Compression.FAST);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Lock lock(Base base) {
    return new Lock(
        0,
        List.of(input("gcc", "4:14.2.0-1"), input("make", "4.4.1-2")),
        Map.of(base.id(), List.of(input("libc6", "2.41-12"))),
        input("Python-3.13.5.tar.xz", "3.13.5").file(),
        "a release manager",
        List.of(),
        List.of(),
        List.of());
  }

  private static LockedPackage input(String name, String version) {
    URI uri = URI.create("https://example.com/" + name);
    LockedFile deb =
        new LockedFile(name + "_1_amd64.deb", version, List.of(uri), "ab".repeat(32), 1);
    return new LockedPackage(name, "amd64", name, version, deb, false);
  }

  private static ImageSpec spec(Base base) {
    return spec(base, Optional.empty(), List.of("/data"), List.of("CMD", "/check"));
  }

  private static ImageSpec spec(
      Base base, Optional<String> workdir, List<String> volumes, List<String> check) {
    return Specs.amd64(
        base,
        new ImageSpec.UserConfig(
            Map.of(),
            Map.of("PRICE", "5 $"),
            Optional.of("nonroot"),
            List.of(),
            List.of("python3", "-m", "app"),
            workdir,
            List.of(),
            new RuntimeConfig(
                Optional.of(
                    new Healthcheck(
                        check,
                        OptionalLong.of(30_000_000_000L),
                        OptionalLong.empty(),
                        OptionalLong.empty(),
                        OptionalLong.empty(),
                        OptionalInt.of(2))),
                Optional.of("SIGINT"),
                volumes),
            Map.of()));
  }
}
