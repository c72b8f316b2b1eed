package io.github.weepython.maven.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.weepython.maven.archive.Entry;
import io.github.weepython.maven.archive.TarReader;
import io.github.weepython.maven.image.Layer;
import io.github.weepython.maven.inputs.Lock;
import io.github.weepython.maven.inputs.LockedPackage;
import io.github.weepython.maven.spec.Base;
import io.github.weepython.maven.spec.Flavour;
import io.github.weepython.maven.spec.ImageSpec;
import io.github.weepython.maven.spec.PackageSelection;
import io.github.weepython.maven.spec.Specs;
import io.github.weepython.maven.spec.Suite;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The packages that an image records are those that were unpacked. */
class BaseRecordsIT {
  private static final Pattern FIELD =
      Pattern.compile("^(Package|Version|Architecture): (.*)$", Pattern.MULTILINE);

  @TempDir Path dir;

  /** As {@code name version architecture}, of the packages' files that the lock names. */
  private static Set<String> unpacked(ImageSpec spec, Base base) {
    Lock lock = Rig.pipeline().plan(spec, Flavour.WEE).lock();
    Set<String> all = new TreeSet<>();
    for (LockedPackage lockedPackage : lock.bases().get(base.id())) {
      all.add(
          lockedPackage.name()
              + " "
              + lockedPackage.version()
              + " "
              + lockedPackage.architecture());
    }
    return all;
  }

  @ParameterizedTest
  @CsvSource({"2.7.18,BULLSEYE", "3.11.2,BOOKWORM", "3.13.5,TRIXIE"})
  void dpkgQueryListsWhatTheDebianBaseHas(String python, Suite suite) throws Exception {
    ImageSpec spec = Specs.here(python, suite, PackageSelection.NONE);
    Layer layer = Rig.pipeline().base(spec, Base.DEBIAN);
    Path root = Files.createDirectory(dir.resolve("root"));
    run("tar", "-xzf", layer.blob().toString(), "-C", root.toString(), "var/lib/dpkg");
    String format = "--showformat=${Package} ${Version} ${Architecture} ${db:Status-Abbrev}\\n";
    String listed =
        run("dpkg-query", "--admindir=" + root.resolve("var/lib/dpkg"), "--show", format);
    assertThat(new TreeSet<>(listed.lines().map(String::strip).toList()))
        .isEqualTo(
            new TreeSet<>(unpacked(spec, Base.DEBIAN).stream().map(p -> p + " ii").toList()));
  }

  @ParameterizedTest
  @CsvSource({"2.7.18,BULLSEYE", "3.11.2,BOOKWORM", "3.13.5,TRIXIE"})
  void statusFilesListWhatTheDistrolessBaseHas(String python, Suite suite) throws IOException {
    ImageSpec spec = Specs.here(python, suite, PackageSelection.NONE);
    Layer layer = Rig.pipeline().base(spec, Base.DISTROLESS);
    Set<String> recorded = new TreeSet<>();
    Set<String> licensed = new TreeSet<>();
    try (InputStream tar = new GZIPInputStream(Files.newInputStream(layer.blob()))) {
      TarReader.read(
          "base",
          tar,
          TarReader.Devices.REFUSE,
          (entry, size, body) -> {
            String path = entry.path();
            if (path.matches("usr/share/doc/[^/]+(/copyright)?")
                && entry.type() != Entry.Type.DIRECTORY) {
              licensed.add(path.split("/")[3]);
            }
            if (path.startsWith("var/lib/dpkg/status.d/")
                && entry.type() == Entry.Type.FILE
                && !path.endsWith(".md5sums")) {
              recorded.add(fields(new String(body.readAllBytes(), StandardCharsets.UTF_8)));
            }
          });
    }
    assertThat(recorded).isEqualTo(unpacked(spec, Base.DISTROLESS));
    // Each with its licence, itself or by a link to its source's.
    assertThat(licensed)
        .containsAll(recorded.stream().map(each -> each.replaceFirst(" .*", "")).toList());
  }

  private static String fields(String stanza) {
    String name = "";
    String version = "";
    String architecture = "";
    Matcher matcher = FIELD.matcher(stanza);
    while (matcher.find()) {
      switch (matcher.group(1)) {
        case "Package" -> name = matcher.group(2);
        case "Version" -> version = matcher.group(2);
        default -> architecture = matcher.group(2);
      }
    }
    return name + " " + version + " " + architecture;
  }

  private static String run(String... command) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(List.of(command)).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(said).isZero();
    return said;
  }
}
