package io.github.weepython.maven.site;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.weepython.maven.spec.Architecture;
import io.github.weepython.maven.spec.PythonVersion;
import io.github.weepython.maven.spec.SiteIndex;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Locks in the form that uv 0.9 and pip 26 export (PEP 751). */
class PyLockTest {
  private static final String HASH = "b".repeat(64);

  @TempDir Path dir;

  @Test
  void takesTheWheelThatAnInstallerWouldTake() throws Exception {
    String lock =
        head()
            + packaged(
                "Fast.Lib",
                "2.1",
                "",
                "fast_lib-2.1-py3-none-any.whl",
                "fast_lib-2.1-cp39-abi3-manylinux_2_17_x86_64.whl",
                "fast_lib-2.1-cp313-cp313-manylinux_2_28_x86_64.whl",
                "fast_lib-2.1-cp313-cp313-manylinux_2_17_x86_64.manylinux2014_x86_64.whl",
                "fast_lib-2.1-cp313-cp313-manylinux_2_99_x86_64.whl",
                "fast_lib-2.1-cp313-cp313-win_amd64.whl",
                "fast_lib-2.1-cp313-cp313-manylinux_2_28_aarch64.whl");

    assertThat(choose(lock, "3.13.5", "amd64"))
        .containsExactly("fast_lib-2.1-cp313-cp313-manylinux_2_28_x86_64.whl");
    assertThat(choose(lock, "3.12.1", "amd64"))
        .containsExactly("fast_lib-2.1-cp39-abi3-manylinux_2_17_x86_64.whl");
    assertThat(choose(lock, "3.13.5", "arm64"))
        .containsExactly("fast_lib-2.1-cp313-cp313-manylinux_2_28_aarch64.whl");
  }

  @Test
  void evaluatesMarkersExtrasAndGroups() throws Exception {
    String lock =
        head()
            + "extras = ['json']\ndependency-groups = ['test', 'main']\ndefault-groups = ['main']\n"
            + packaged("always", "1", "", "always-1-py3-none-any.whl")
            + packaged("windows", "1", "sys_platform == 'win32'", "windows-1-py3-none-any.whl")
            + packaged("json", "1", "'json' in extras", "json-1-py3-none-any.whl")
            + packaged("tests", "1", "'test' in dependency_groups", "tests-1-py3-none-any.whl")
            + packaged("app", "1", "'main' in dependency_groups", "app-1-py3-none-any.whl");

    PyLock read = PyLock.read("<lock>", write(lock), target("3.13.5", "amd64"), List.of());

    assertThat(read.choose(List.of(), Optional.empty()).packages())
        .extracting(ChosenPackage::project)
        .containsExactly("always", "app");
    assertThat(read.choose(List.of("JSON"), Optional.of(List.of("test"))).packages())
        .extracting(ChosenPackage::project)
        .containsExactly("always", "json", "tests");
    assertThatThrownBy(() -> read.choose(List.of("yaml"), Optional.empty()))
        .hasMessageContaining("was made without the extra 'yaml'. It has: json.");
  }

  @Test
  void refusesALockThatWasMadeForOtherEnvironments() throws Exception {
    String packaged = packaged("tool", "1", "", "tool-1-py3-none-any.whl");
    String two = "environments = [\"sys_platform == 'win32'\", \"platform_machine == 'x86_64'\"]\n";

    assertThat(choose(head() + two + packaged, "3.13.5", "amd64")).hasSize(1);
    assertThatThrownBy(() -> choose(head() + two + packaged, "3.13.5", "arm64"))
        .isInstanceOf(SiteException.class)
        .hasMessageContaining("was made for other environments than CPython 3.13 on arm64")
        .hasMessageContaining("platform_machine == 'x86_64'");
  }

  @Test
  void fixesEachWheelByItsHashAndPlace() throws Exception {
    Path file =
        write(
            head()
                + """
                [[packages]]
                name = "tool"
                version = "1.0"
                wheels = [{path = "wheels/tool-1.0-py3-none-any.whl", size = 7, hashes = {sha256 = "%s"}}]
                """
                    .formatted(HASH));

    ChosenPackage tool =
        PyLock.read("<lock>", file, target("3.13.5", "amd64"), List.of())
            .choose(List.of(), Optional.empty())
            .packages()
            .get(0);

    assertThat(tool.requirement()).isEqualTo("tool==1.0 --hash=sha256:" + HASH + "\n");
    assertThat(tool.download().uris())
        .containsExactly(dir.resolve("wheels/tool-1.0-py3-none-any.whl").toUri());
    assertThat(tool.download().size()).isEqualTo(7);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "version = 2\\n"
            + "[[package]]\\n"
            + "name = 'x' | is a uv.lock of version 2, which wee does not read. Export it: uv"
            + " export",
        "version = 1\\n"
            + "[[package]]\\n"
            + "name = 'x' | has no project at its own folder. Export it: uv export",
        "a = 1 | has no lock-version: expected a pylock.toml (PEP 751)",
        "lock-version = '2.0' | is of lock-version 2.0; this version of wee reads 1.0",
        "a = | is not TOML",
        "lock-version = '1.0'\\n"
            + "requires-python = '>=3.14' | requires Python >=3.14, and the image has 3.13.5",
        "lock-version = '1.0'\\n[[packages]]\\nversion = '1' | has a package without a name",
        "lock-version = '1.0'\\n"
            + "[[packages]]\\n"
            + "name = 'x'\\n"
            + "sdist = {url = 'https://a/x-1.tar.gz'} | has no SHA-256 for x-1.tar.gz",
        "lock-version = '1.0'\\n"
            + "[[packages]]\\n"
            + "name = 'x'\\n"
            + "version = '2'\\n"
            + "sdist = {url = 'https://a/x-1.tar.gz'} | has version 2 of 'x', but the source"
            + " archive x-1.tar.gz",
        "lock-version = '1.0'\\n"
            + "[[packages]]\\n"
            + "name = 'x'\\n"
            + "archive = {url = 'https://a/x-1.tar.bz2'} | neither a wheel that fits CPython 3.13",
        "lock-version = '1.0'\\n"
            + "[[packages]]\\n"
            + "name = 'x'\\n"
            + "directory = {path = '.', editable = true} | it is the folder ., whose content no"
            + " lock fixes",
        "lock-version = '1.0'\\n"
            + "[[packages]]\\n"
            + "name = 'x'\\n"
            + "vcs = {type = 'git', url = 'https://g/x.git'} | it comes from the repository"
            + " https://g/x.git, and wee runs no git",
        "lock-version = '1.0'\\n"
            + "[[packages]]\\n"
            + "name = 'x'\\n"
            + "wheels = [{url = 'https://a/x-1-py3-none-win32.whl'}] | none of its wheels fits"
            + " CPython 3.13 on amd64",
        "lock-version = '1.0'\\n"
            + "[[packages]]\\n"
            + "name = 'x'\\n"
            + "wheels = [{url = 'https://a/x-1-py3-none-any.whl', hashes = {md5 = 'a'}}] | has no"
            + " SHA-256 for x-1-py3-none-any.whl",
        "lock-version = '1.0'\\n"
            + "[[packages]]\\n"
            + "name = 'x'\\n"
            + "wheels = [{name = 'x-1-py3-none-any.whl', url = 'ftp://a/x', hashes = {sha256 ="
            + " '0000000000000000000000000000000000000000000000000000000000000000'}}] | names no"
            + " http, https or file URL without a login",
        "lock-version = '1.0'\\n"
            + "[[packages]]\\n"
            + "name = 'x'\\n"
            + "version = '2'\\n"
            + "wheels = [{url = 'https://a/x-1-py3-none-any.whl'}] | has version 2 of 'x', but the"
            + " wheel x-1-py3-none-any.whl"
      })
  void saysWhatIsWrong(String lock, String why) {
    assertThatThrownBy(
            () ->
                PyLock.read(
                        "<lock>",
                        write(lock.replace("\\n", "\n")),
                        target("3.13.5", "amd64"),
                        List.of())
                    .choose(List.of(), Optional.empty()))
        .isInstanceOf(SiteException.class)
        .hasMessageContaining(why);
  }

  /** pip and uv compare the release alone; markers see the whole version. */
  @Test
  void aPreReleaseIsThePythonOfItsRelease() throws Exception {
    String lock =
        head().replace(">=3.9", ">=3.15")
            + packaged("final", "1", "python_full_version >= '3.15'", "final-1-py3-none-any.whl")
            + packaged("tool", "1", "", "tool-1-py3-none-any.whl")
                .replace("version =", "requires-python = '~=3.15.0'\nversion =");

    assertThat(choose(lock, "3.15.0rc1", "amd64")).containsExactly("tool-1-py3-none-any.whl");
    assertThatThrownBy(() -> choose(lock.replace(">=3.15\"", "!=3.15.0\""), "3.15.0rc1", "amd64"))
        .hasMessageContaining("requires Python !=3.15.0, and the image has 3.15.0rc1");
  }

  @Test
  void refusesTwoVersionsOfOneProject() {
    String lock =
        head()
            + packaged("twice", "1", "", "twice-1-py3-none-any.whl")
            + packaged("Twice", "2", "python_version >= '3'", "twice-2-py3-none-any.whl");

    assertThatThrownBy(() -> choose(lock, "3.13.5", "amd64"))
        .hasMessageContaining("has 'twice' twice for CPython 3.13 on amd64")
        .hasMessageContaining("1 and 2. Lock again.");
  }

  @Test
  void anIndexThatThePomDoesNotNameForTheProjectIsRefused() throws IOException {
    String lock =
        """
        lock-version = "1.0"
        [[packages]]
        name = "Acme_Tool"
        index = "https://public.example.com/simple"
        wheels = [{url = "https://public.example.com/acme_tool-1-py3-none-any.whl", hashes = {sha256 = "%s"}}]
        """
            .formatted("0".repeat(64));
    SiteIndex open = new SiteIndex(URI.create("https://public.example.com/simple/"));
    SiteIndex own =
        new SiteIndex(
            URI.create("https://own.example.com/simple/"), List.of("acme-*"), Optional.empty());

    assertThat(choose(lock, List.of(open))).hasSize(1);
    assertThat(choose(lock, List.of())).hasSize(1);
    assertThatThrownBy(() -> choose(lock, List.of(open, own)))
        .hasMessageContaining("takes 'Acme_Tool' from the index https://public.example.com/simple")
        .hasMessageContaining("the pom takes that name from: https://own.example.com/simple/")
        .hasMessageContaining("dependency confusion");
  }

  private List<ChosenPackage> choose(String lock, List<SiteIndex> indexes) throws IOException {
    return PyLock.read("<lock>", write(lock), target("3.13.5", "amd64"), indexes)
        .choose(List.of(), Optional.empty())
        .packages();
  }

  private List<String> choose(String lock, String python, String architecture) throws IOException {
    return PyLock.read("<lock>", write(lock), target(python, architecture), List.of())
        .choose(List.of(), Optional.empty())
        .packages()
        .stream()
        .map(chosen -> chosen.download().name())
        .toList();
  }

  private static WheelTarget target(String python, String architecture) {
    return new WheelTarget(
        PythonVersion.parse(python), Architecture.of(architecture).orElseThrow(), 41);
  }

  private Path write(String lock) throws IOException {
    return Files.writeString(dir.resolve("pylock.toml"), lock);
  }

  private static String head() {
    return "lock-version = \"1.0\"\ncreated-by = \"uv\"\nrequires-python = \">=3.9\"\n";
  }

  private static String packaged(String name, String version, String marker, String... wheels) {
    StringBuilder text = new StringBuilder("\n[[packages]]\nname = \"" + name + "\"\n");
    text.append("version = \"").append(version).append("\"\n");
    if (!marker.isEmpty()) {
      text.append("marker = \"").append(marker).append("\"\n");
    }
    text.append("wheels = [\n");
    for (String wheel : wheels) {
      text.append(
          "  { url = \"https://files.example.com/%s\", size = 10, hashes = { sha256 = \"%s\" } },\n"
              .formatted(wheel, HASH));
    }
    return text.append("]\n").toString();
  }
}
