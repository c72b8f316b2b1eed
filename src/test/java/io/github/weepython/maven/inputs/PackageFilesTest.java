package io.github.weepython.maven.inputs;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.weepython.maven.debian.archive.DebianException;
import io.github.weepython.maven.debian.rootfs.BuildRoot;
import io.github.weepython.maven.debian.rootfs.DebContents;
import io.github.weepython.maven.debian.rootfs.DistrolessBase;
import io.github.weepython.maven.debian.rootfs.TestDeb;
import io.github.weepython.maven.digest.Digest;
import io.github.weepython.maven.progress.Progress;
import io.github.weepython.maven.store.Store;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Broken packages, each met by every step that reads packages, within a store as in a build. */
class PackageFilesTest {
  private static final Path REAL = Path.of("src/test/resources/debs/netbase_6.4_all.deb");

  @TempDir Path temp;

  private interface Break {
    void write(Path deb) throws IOException;
  }

  private interface Step {
    void read(Path scratch, List<Path> debs) throws IOException;
  }

  private static final Map<String, Break> BROKEN =
      Map.ofEntries(
          broken("truncated in its data", deb -> cut(deb, 5000)),
          broken("truncated in its control", deb -> cut(deb, 300)),
          broken("empty", deb -> Files.write(deb, new byte[0])),
          broken("with a name of 4,000 characters", deb -> named(deb, "usr/" + "x".repeat(4000))),
          broken(
              "with a path of 4,000 characters",
              deb -> named(deb, "usr/" + "long/".repeat(800) + "x")),
          broken("with a path that climbs out", deb -> named(deb, "../../x")),
          broken("with a link to a name of 9,000", deb -> linked(deb, "y".repeat(9000))),
          broken("with a link to nothing", deb -> linked(deb, "")),
          broken("with a wrong PAX size", PackageFilesTest::wrongSize),
          broken(
              "with no name in its control file",
              deb ->
                  TestDeb.write(deb, "Version: 1\n", tar -> TestDeb.file(tar, "x", new byte[1]))),
          broken(
              "with a control file of another form",
              deb -> TestDeb.write(deb, "no field\n", tar -> TestDeb.file(tar, "x", new byte[1]))));

  private static Map.Entry<String, Break> broken(String name, Break how) {
    return Map.entry(name, how);
  }

  private static final Map<String, Step> STEPS =
      Map.of(
          "build root",
              (scratch, debs) -> BuildRoot.unpack(scratch, debs, path -> false, Progress.Step.NONE),
          "distroless", (scratch, debs) -> DistrolessBase.tree(scratch, debs, path -> false),
          "paths", (scratch, debs) -> DebContents.paths(debs),
          "statistics",
              (scratch, debs) -> DebContents.read(debs, (path, size, body) -> body.readAllBytes()));

  static Stream<Arguments> brokenInEveryStep() {
    return BROKEN.entrySet().stream()
        .flatMap(
            broken ->
                STEPS.entrySet().stream()
                    .filter(step -> reads(step.getKey(), broken.getKey()))
                    .map(
                        step ->
                            Arguments.of(
                                Named.of(broken.getKey(), broken.getValue()),
                                Named.of(step.getKey(), step.getValue()))));
  }

  /** The control file's fields and links' targets matter to some steps only. */
  private static boolean reads(String step, String broken) {
    return broken.contains("control file")
        ? step.equals("distroless")
        : !broken.contains("link") || !Set.of("statistics", "paths").contains(step);
  }

  @ParameterizedTest(name = "{1} of a package {0}")
  @MethodSource("brokenInEveryStep")
  void blamesThePackageAndNotTheCache(Break broken, Step step) throws IOException {
    Path deb = temp.resolve("data");
    broken.write(deb);
    Store store = new Store(temp.resolve("cache"));
    assertThatThrownBy(
            () ->
                store.directory(
                    "root",
                    Digest.of("key"),
                    target ->
                        PackageFiles.naming(
                            List.of(locked()),
                            List.of(deb),
                            () -> {
                              step.read(target, List.of(deb));
                              return target;
                            })))
        .isInstanceOf(DebianException.class)
        .hasMessageContainingAll(
            "package probe 1.0 (all)", "http://mirror.example.com/pool/probe_1.0_all.deb")
        .hasMessageNotContainingAny("cache", "null", "Exception", "x".repeat(100));
  }

  @ParameterizedTest(name = "a package {0}")
  @MethodSource("broken")
  void blamesThePackageWhereItIsDecompressedFirst(Break broken) throws IOException {
    Path deb = temp.resolve("data");
    broken.write(deb);
    Path folder = Files.createDirectory(temp.resolve("decompressed"));
    assertThatThrownBy(
            () ->
                PackageFiles.decompressed(
                    List.of(locked()),
                    List.of(deb),
                    folder,
                    debs -> DistrolessBase.tree(temp.resolve("root"), debs, path -> false)))
        .isInstanceOf(DebianException.class)
        .hasMessageContainingAll(
            "package probe 1.0 (all)", "http://mirror.example.com/pool/probe_1.0_all.deb")
        .hasMessageNotContainingAny("decompressed/", "null", "Exception", "x".repeat(100));
  }

  static Stream<Arguments> broken() {
    return BROKEN.entrySet().stream()
        .map(broken -> Arguments.of(Named.of(broken.getKey(), broken.getValue())));
  }

  private static LockedPackage locked() {
    return new LockedPackage(
        "probe",
        "all",
        "probe",
        "1.0",
        new LockedFile(
            "probe_1.0_all.deb",
            "1.0",
            List.of(URI.create("http://mirror.example.com/pool/probe_1.0_all.deb")),
            "0".repeat(64),
            1),
        false);
  }

  private static void cut(Path deb, int length) throws IOException {
    Files.write(deb, Arrays.copyOf(Files.readAllBytes(REAL), length));
  }

  private static void named(Path deb, String path) throws IOException {
    TestDeb.write(deb, tar -> TestDeb.file(tar, path, new byte[1]));
  }

  private static void linked(Path deb, String target) throws IOException {
    TestDeb.write(
        deb,
        tar -> {
          TarArchiveEntry link = new TarArchiveEntry("usr/link", TarArchiveEntry.LF_SYMLINK);
          link.setLinkName(target);
          tar.putArchiveEntry(link);
          tar.closeArchiveEntry();
        });
  }

  /** A header that promises more bytes than the archive has. */
  private static void wrongSize(Path deb) throws IOException {
    TestDeb.write(
        deb,
        tar -> {
          byte[] record = "20 size=99999999999\n".getBytes(StandardCharsets.US_ASCII);
          TarArchiveEntry pax = new TarArchiveEntry("pax", (byte) 'x');
          pax.setSize(record.length);
          tar.putArchiveEntry(pax);
          tar.write(record);
          tar.closeArchiveEntry();
          TestDeb.file(tar, "usr/x", new byte[3]);
        });
  }
}
