package io.github.weepython.maven.site;

import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.weepython.maven.spec.Site;
import io.github.weepython.maven.spec.SpecException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SiteInputsTest extends SiteInputsRig {
  @Test
  void aWholeWheelhouseIsInstalledInTheVersionsItHas() throws IOException {
    housed("spam", "1.0", "py3-none-any");
    housed("Eggs_", "2.1", "cp313-cp313-manylinux_2_17_x86_64");
    assertThat(fromHouse().requirements()).isEqualTo("eggs-==2.1\nspam==1.0\n");
    assertThat(fromHouse().hashed()).isFalse();
  }

  @Test
  void ofSeveralMachinesWheelsTheFittingOneIsTaken() throws IOException {
    housed("spam", "1.0", "cp313-cp313-manylinux_2_17_aarch64");
    housed("spam", "1.0", "cp313-cp313-manylinux_2_17_x86_64");
    assertThat(fromHouse().wheels())
        .extracting(found -> found.wheel().name())
        .containsExactly("spam-1.0-cp313-cp313-manylinux_2_17_x86_64.whl");
  }

  @Test
  void aWheelForAnotherMachineIsToldBeforeAnythingIsCompiled() throws IOException {
    housed("spam", "1.0", "cp312-cp312-musllinux_1_2_x86_64");
    assertThatThrownBy(this::fromHouse)
        .isInstanceOf(SiteException.class)
        .hasMessageContaining("No wheel of 'spam'")
        .hasMessageContaining("CPython 3.13 on amd64 with glibc 2.41")
        .hasMessageContaining("spam-1.0-cp312-cp312-musllinux_1_2_x86_64.whl");
  }

  @Test
  void whatIsRequiredMustBeInTheWheelhouseAndFit() throws IOException {
    housed("spam", "1.0", "py3-none-any");
    housed("windows", "1.0", "cp313-cp313-win_amd64");
    Path file =
        Files.writeString(
            dir.resolve("requirements.txt"), "spam==1.0\nwin==1; sys_platform == 'win32'\n");
    Optional<Path> house = Optional.of(dir.resolve("house"));
    Site site = new Site(house, Optional.of(file), Optional.empty());
    assertThat(SiteInputs.of(site, TARGET, fetcher(true)).wheels()).hasSize(1);
    Files.writeString(file, "eggs==1.0\n");
    assertThatThrownBy(() -> SiteInputs.of(site, TARGET, fetcher(true)))
        .hasMessageContaining("No wheel of 'eggs'")
        .hasMessageContaining("There is none of it.");
  }

  @Test
  void aWheelOfAnotherVersionDoesNotHideTheWantedSources() throws IOException {
    housed("spam", "1.0", "py3-none-any");
    Path sources = TestSources.own(dir.resolve("house"), "spam", "2.0", "");

    for (String wanted : List.of("spam==2.0\n", TestWheels.pinned("spam", "2.0", sources))) {
      assertThat(fromHouse(wanted).sources())
          .extracting(found -> found.archive().name())
          .containsExactly("spam-2.0.tar.gz");
    }
    assertThat(fromHouse("spam==1\n").sources()).isEmpty();
    assertThatThrownBy(() -> fromHouse("spam==3.0\n"))
        .isInstanceOf(SiteException.class)
        .hasMessageContaining("No wheel of 'spam' in version 3.0 in <wheelhouse> fits")
        .hasMessageContaining("spam-1.0-py3-none-any.whl");
  }

  @Test
  void aWheelWithAnotherHashDoesNotHideTheWantedSources() throws IOException {
    housed("spam", "2.0", "py3-none-any");
    Path sources = TestSources.own(dir.resolve("house"), "spam", "2.0", "");

    assertThat(fromHouse(TestWheels.pinned("spam", "2.0", sources)).sources()).hasSize(1);
    Path other = served("spam", "2.0", "py3-none-any");
    assertThatThrownBy(() -> fromHouse(TestWheels.pinned("spam", "2.0", other)))
        .isInstanceOf(SiteException.class)
        .hasMessageContaining("and has one of the hashes that <requirements> names");
  }

  @Test
  void aVersionWithoutALocalPartAdmitsAnyLocalPart() throws IOException {
    housed("spam", "2.0+cpu", "py3-none-any");
    assertThat(fromHouse("spam==2.0\n").wheels()).hasSize(1);
    assertThatThrownBy(() -> fromHouse("spam==2.0+gpu\n")).isInstanceOf(SiteException.class);
  }

  @Test
  void ofTheHouseOnlyWheelsWithALockedHashAreTaken() throws IOException {
    housed("other", "1.0", "py3-none-any");
    housed("spam", "1.0", "py3-none-any");
    Path locked = served("spam", "1.0", "py3-none-any");
    Path file = dir.resolve("locked.txt");
    Files.writeString(file, TestWheels.pinned("spam", "1.0", locked));
    Site site =
        new Site(Optional.of(dir.resolve("house")), Optional.of(file), Optional.of(index()));

    assertThat(SiteInputs.of(site, TARGET, fetcher(false)).wheels())
        .singleElement()
        .satisfies(found -> assertThat(found.file()).hasSameBinaryContentAs(locked));
  }

  @Test
  void aFileThatTwoRequirementsNameIsTakenOnce() throws IOException {
    Path wheel = served("spam", "1.0", "py3-none-any");
    String wanted =
        TestWheels.pinned("spam", "1.0", wheel) + TestWheels.pinned("spam[fast]", "1.0", wheel);
    assertThat(fromIndex(wanted, false).wheels()).hasSize(1);
    housed("spam", "1.0", "py3-none-any");
    Files.copy(wheel, dir.resolve("house").resolve(wheel.getFileName()), REPLACE_EXISTING);
    assertThat(fromHouse(wanted).wheels()).hasSize(1);

    Path sources = TestSources.own(dir.resolve("house"), "eggs", "1.0", "");
    String built =
        TestWheels.pinned("eggs", "1.0", sources) + TestWheels.pinned("eggs[x]", "1.0", sources);
    assertThat(fromHouse(built).sources()).hasSize(1);
  }

  @Test
  void twoVersionsOfOneProjectAreRefused() throws IOException {
    housed("spam", "1.0", "py3-none-any");
    housed("spam", "2.0", "py3-none-any");
    assertThatThrownBy(this::fromHouse).hasMessageContaining("'spam' in the versions 1.0 and 2.0");
  }

  @Test
  void anEmptyWheelhouseIsRefused() throws IOException {
    Files.createDirectories(dir.resolve("house"));
    Files.writeString(dir.resolve("house/spam-1.0.tar.gz"), "no wheel");
    assertThatThrownBy(this::fromHouse).hasMessageContaining("has no wheel: expected files");
  }

  @Test
  void wishesThatCannotBeMetAreRefusedByTheSpec() {
    Optional<Path> none = Optional.empty();
    Optional<URI> index = Optional.of(URI.create("https://index.example/simple/"));
    assertThatThrownBy(() -> new Site(none, none, Optional.empty()))
        .isInstanceOf(SpecException.class)
        .hasMessageContaining("nothing to install");
    assertThatThrownBy(() -> new Site(none, none, index)).isInstanceOf(SpecException.class);
    assertThatThrownBy(() -> new Site(Optional.of(dir.resolve("nowhere")), none, Optional.empty()))
        .hasMessageContaining("nowhere is not a folder");
    URI secret = URI.create("https://user:word@index.example/simple/");
    assertThatThrownBy(() -> new Site(Optional.of(dir), Optional.of(dir), Optional.of(secret)))
        .isInstanceOf(SpecException.class);
  }
}
