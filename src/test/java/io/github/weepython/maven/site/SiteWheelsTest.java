package io.github.weepython.maven.site;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.weepython.maven.spec.Architecture;
import io.github.weepython.maven.spec.ProjectWheel;
import io.github.weepython.maven.spec.PythonVersion;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SiteWheelsTest {
  private static final WheelTarget TARGET =
      new WheelTarget(PythonVersion.parse("3.13.5"), Architecture.AMD64, 41);

  @TempDir Path dir;

  /** As it lies in Maven's repository. */
  private ProjectWheel artifact(Path wheel) throws IOException {
    String project = wheel.getFileName().toString().split("-")[0];
    Path file = dir.resolve(project + "-1.0-SNAPSHOT.whl");
    Files.copy(wheel, file);
    return new ProjectWheel(file, "com.example:" + project + ":whl:1.0-SNAPSHOT", true);
  }

  private Path wheel(String name, String tag, String... metadata) throws IOException {
    return TestWheels.module(dir.resolve("made"), name, "1.0", tag, "X = 1\n", metadata);
  }

  private static SiteWheels of(Optional<SiteInputs> others, ProjectWheel... wheels) {
    return SiteWheels.of(others, List.of(wheels), TARGET);
  }

  private static SiteInputs house(String requirements, Path... wheels) {
    List<Wheel.OnDisk> all = new ArrayList<>();
    for (Path wheel : wheels) {
      all.add(new Wheel.OnDisk(Wheel.parse(wheel.getFileName() + "").orElseThrow(), wheel, ""));
    }
    return new SiteInputs(all, requirements, false, false);
  }

  @Test
  void whatMavenCallsOtherwiseIsInstalledByItsOwnNameAndTags() throws Exception {
    SiteWheels wheels = of(Optional.empty(), artifact(wheel("My_App", "py2.py3-none-any")));

    assertThat(wheels.wheels())
        .extracting(each -> each.wheel().name())
        .containsExactly("My_App-1.0-py2.py3-none-any.whl");
    assertThat(wheels.project().orElseThrow().requirements()).isEqualTo("my-app==1.0\n");
    assertThat(wheels.own()).containsExactly("my-app");
  }

  @Test
  void refusesAWheelForAnotherMachine() throws Exception {
    ProjectWheel mac = artifact(wheel("fast", "cp313-cp313-macosx_11_0_arm64"));

    assertThatThrownBy(() -> of(Optional.empty(), mac))
        .hasMessageContainingAll(
            "com.example:fast:whl:1.0-SNAPSHOT does not fit CPython 3.13", "macosx_11_0_arm64");
  }

  @Test
  void refusesAWheelThatWasChanged() throws Exception {
    ProjectWheel changed = artifact(wheel("app", "py3-none-any"));
    try (FileSystem zip = FileSystems.newFileSystem(changed.file())) {
      Files.writeString(zip.getPath("app.py"), "X = 2\n");
    }
    assertThatThrownBy(() -> of(Optional.empty(), changed))
        .hasMessageContainingAll("com.example:app", "app.py has the hash", "RECORD says");

    ProjectWheel more = artifact(wheel("more", "py3-none-any"));
    try (FileSystem zip = FileSystems.newFileSystem(more.file())) {
      Files.writeString(zip.getPath("evil.pth"), "import os\n");
    }
    assertThatThrownBy(() -> of(Optional.empty(), more))
        .hasMessageContaining("evil.pth is not in its RECORD");

    ProjectWheel less = artifact(wheel("less", "py3-none-any"));
    try (FileSystem zip = FileSystems.newFileSystem(less.file())) {
      Files.delete(zip.getPath("less.py"));
    }
    assertThatThrownBy(() -> of(Optional.empty(), less))
        .hasMessageContaining("RECORD names [less.py]");
  }

  /** The binary distribution format: "sha256 or better", of every file but RECORD's own. */
  @Test
  void refusesARecordWithoutAStrongHash() throws Exception {
    for (String hash : List.of("", "md5=abc", "sha1=abc", "sha224=abc", "none")) {
      assertThatThrownBy(() -> of(Optional.empty(), recorded("app.py", hash)))
          .hasMessageContainingAll(
              "com.example:app:whl:1.0-SNAPSHOT: its RECORD has ",
              hash.isEmpty() ? "no hash" : "a hash by " + hash.replaceFirst("=.*", ""),
              " for app.py",
              "sha256, sha384, sha512");
    }
  }

  @Test
  void comparesLongerHashes() throws Exception {
    for (String algorithm : List.of("sha384", "sha512")) {
      byte[] digest =
          MessageDigest.getInstance(algorithm.replace("sha", "SHA-"))
              .digest("X = 1\n".getBytes(StandardCharsets.UTF_8));
      String hash =
          algorithm + "=" + Base64.getUrlEncoder().withoutPadding().encodeToString(digest);

      assertThat(of(Optional.empty(), recorded("app.py", hash)).wheels()).hasSize(1);
      assertThatThrownBy(
              () -> of(Optional.empty(), recorded("app.py", algorithm + "=" + "A".repeat(64))))
          .hasMessageContainingAll("app.py has the hash " + hash, "RECORD says " + algorithm);
    }
  }

  @Test
  void onlyTheRecordsOwnFilesNeedNoHash() throws Exception {
    ProjectWheel signed = recorded("app-1.0.dist-info/RECORD", "");
    try (FileSystem zip = FileSystems.newFileSystem(signed.file())) {
      Files.writeString(zip.getPath("app-1.0.dist-info/RECORD.jws"), "{}");
      Files.writeString(zip.getPath("app-1.0.dist-info/RECORD.p7s"), "-");
    }
    assertThat(of(Optional.empty(), signed).wheels()).hasSize(1);

    for (String other : List.of("app-1.0.dist-info/RECORD.pth", "b.dist-info/RECORD")) {
      ProjectWheel more = recorded("app-1.0.dist-info/RECORD", "");
      try (FileSystem zip = FileSystems.newFileSystem(more.file())) {
        Files.createDirectories(zip.getPath("b.dist-info"));
        Files.writeString(zip.getPath(other), "import os\n");
      }
      assertThatThrownBy(() -> of(Optional.empty(), more))
          .hasMessageContaining(other + " is not in its RECORD");
    }
  }

  /** Java's reader and Python's take different ones of the two. */
  @Test
  void refusesAFileThatIsThereTwice() throws Exception {
    Path made = wheel("app", "py3-none-any");
    Path file = dir.resolve("twice-1.0-SNAPSHOT.whl");
    try (ZipFile from = new ZipFile(made.toFile());
        ZipArchiveOutputStream to = new ZipArchiveOutputStream(file)) {
      for (ZipEntry entry : Collections.list(from.entries())) {
        for (int i = 0; i < (entry.getName().equals("app.py") ? 2 : 1); i++) {
          to.putArchiveEntry(new ZipArchiveEntry(entry.getName()));
          to.write(from.getInputStream(entry).readAllBytes());
          to.closeArchiveEntry();
        }
      }
    }
    ProjectWheel twice = new ProjectWheel(file, "com.example:twice:whl:1.0", true);

    assertThatThrownBy(() -> of(Optional.empty(), twice))
        .isInstanceOf(SiteException.class)
        .hasMessageContaining("com.example:twice:whl:1.0 is damaged: it has app.py twice");
  }

  /** A wheel whose RECORD has another hash of a file. */
  private ProjectWheel recorded(String path, String hash) throws IOException {
    Files.deleteIfExists(dir.resolve("app-1.0-SNAPSHOT.whl"));
    ProjectWheel wheel = artifact(wheel("app", "py3-none-any"));
    try (FileSystem zip = FileSystems.newFileSystem(wheel.file())) {
      Path record = zip.getPath("app-1.0.dist-info/RECORD");
      String text = Files.readString(record);
      Files.writeString(
          record,
          text.replaceFirst("(?m)^" + Pattern.quote(path) + ",[^,]*,", path + "," + hash + ","));
    }
    return wheel;
  }

  @Test
  void refusesWhatIsNotAWheel() throws Exception {
    Path text = Files.writeString(dir.resolve("text-1.whl"), "text");
    assertThatThrownBy(
            () -> of(Optional.empty(), new ProjectWheel(text, "com.example:text:whl:1", true)))
        .hasMessageContaining("com.example:text:whl:1 is not a wheel");

    Path jar = dir.resolve("some-1.whl");
    try (FileSystem zip = FileSystems.newFileSystem(jar, Map.of("create", "true"))) {
      Files.writeString(zip.getPath("a.txt"), "a");
    }
    assertThatThrownBy(
            () -> of(Optional.empty(), new ProjectWheel(jar, "com.example:some:whl:1", true)))
        .hasMessageContainingAll("expected one folder *.dist-info", "wee:wheel");
  }

  @Test
  void whatTheProjectRequiresMustBeThere() throws Exception {
    ProjectWheel app =
        artifact(
            wheel(
                "app",
                "py3-none-any",
                "Requires-Dist: flask>=3",
                "Requires-Dist: winonly; sys_platform == 'win32'",
                "Requires-Dist: pytest; extra == 'test'",
                "Requires-Dist: here @ https://example.com/here.whl"));
    Path old = TestWheels.module(dir.resolve("h"), "flask", "2.0", "py3-none-any", "");
    Path here = TestWheels.module(dir.resolve("h"), "here", "1", "py3-none-any", "");

    assertThatThrownBy(() -> of(Optional.of(house("flask==2.0\n", old, here)), app))
        .hasMessageContainingAll(
            "com.example:app:whl:1.0-SNAPSHOT requires flask>=3", "flask-2.0-py3-none-any.whl")
        .hasMessageNotContainingAny("winonly", "pytest");
  }

  @Test
  void pipInstallsWhatTheProjectRequiresOfAFolder() throws Exception {
    ProjectWheel app = artifact(wheel("app", "py3-none-any", "Requires-Dist: flask>=3"));
    Path flask = TestWheels.module(dir.resolve("h"), "flask", "3.1", "py3-none-any", "");

    SiteWheels wheels = of(Optional.of(house("other\n", flask)), app);

    assertThat(wheels.dependencies().orElseThrow().requirements()).isEqualTo("other\nflask>=3\n");
  }

  @Test
  void refusesAProjectThatIsThereTwice() throws Exception {
    ProjectWheel app = artifact(wheel("app", "py3-none-any"));
    Path other = TestWheels.module(dir.resolve("h"), "app", "0.9", "py3-none-any", "");

    assertThatThrownBy(() -> of(Optional.of(house("app==0.9\n", other)), app))
        .hasMessageContainingAll(
            "'app' would be installed twice", "com.example:app", "app-0.9-py3-none-any.whl");
  }
}
