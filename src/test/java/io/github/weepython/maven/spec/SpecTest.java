package io.github.weepython.maven.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SpecTest {
  private static ImageSpec spec(
      List<Flavour> flavours, List<Base> bases, List<String> tags, String suffix) {
    return Specs.tagged(flavours, bases, new Tags(tags, suffix));
  }

  @Test
  void tagsByPythonAndFlavour() {
    assertThat(
            spec(List.of(Flavour.WEE), List.of(Base.DEBIAN), List.of(), "")
                .tagsOf(Flavour.WEE, Base.DEBIAN))
        .containsExactly("3.13.5-wee");
  }

  @Test
  void namesTheBaseInTheTagWhereItVaries() {
    assertThat(
            spec(List.of(Flavour.WEE), List.of(Base.values()), List.of(), "-r1")
                .tagsOf(Flavour.WEE, Base.DISTROLESS))
        .containsExactly("3.13.5-wee-distroless-r1");
  }

  @Test
  void refusesOneTagForSeveralImages() {
    assertThatThrownBy(
            () -> spec(List.of(Flavour.WEE), List.of(Base.values()), List.of("latest"), ""))
        .isInstanceOf(SpecException.class)
        .hasMessageContaining("two images of this build the tag");
  }

  @Test
  void refusesWhatIsNoTag() {
    assertThatThrownBy(() -> spec(List.of(Flavour.WEE), List.of(Base.DEBIAN), List.of("a b"), ""))
        .hasMessageContaining("'a b' is not a tag");
  }

  @Test
  void refusesProcessorsThatThePlatformHasNot() {
    Optimization optimization =
        new Optimization(true, false, false, Optional.of("native"), Optional.empty());

    assertThatThrownBy(() -> optimization.check(Platform.host("amd64")))
        .isInstanceOf(SpecException.class)
        .hasMessage(
            "<march> or -Dwee.march is 'native'; for linux/amd64 there are: x86-64-v2, x86-64-v3,"
                + " x86-64-v4. Leave it out for all.");
    assertThat(new Optimization(true, false, false, Optional.of("x86-64-v3"), Optional.empty()))
        .satisfies(o -> o.check(Platform.host("amd64")))
        .extracting(Optimization::tag)
        .isEqualTo("-x86-64-v3");
  }

  @Test
  void refusesLtoWithoutPgo() {
    assertThatThrownBy(() -> Flavour.parse("wee-lto"))
        .isInstanceOf(SpecException.class)
        .hasMessage(
            "Unknown flavour 'wee-lto'. Link-time optimization (LTO) without a profile (PGO) is"
                + " not built: what to inline across files is for the profile to say. Set <flavour>"
                + " or -Dwee.flavour to one of: wee, wee-optimized, wee-optimized-lto,"
                + " wee-optimized-lto-bolt.");
  }

  @Test
  void refusesBoltWithoutLto() {
    assertThatThrownBy(() -> Flavour.parse("wee-optimized-bolt"))
        .hasMessageContaining("BOLT rearranges what profile and link-time optimization have made.");
  }

  @Test
  void refusesBoltUntilARecipeWins() {
    assertThatThrownBy(
            () -> spec(List.of(Flavour.OPTIMIZED_LTO_BOLT), List.of(Base.DEBIAN), List.of(), ""))
        .hasMessageContaining("<flavour>wee-optimized-lto</flavour>");
  }

  @Test
  void hasEveryFlavourOfPython27ButBolts() {
    PythonVersion python = PythonVersion.parse("2.7.18");
    for (Flavour flavour : List.of(Flavour.WEE, Flavour.OPTIMIZED, Flavour.OPTIMIZED_LTO)) {
      assertThatCode(() -> flavour.check(python)).doesNotThrowAnyException();
    }
    assertThatThrownBy(() -> Flavour.OPTIMIZED_LTO_BOLT.check(python))
        .hasMessageContaining("needs CPython 3.12 or newer")
        .hasMessageContaining("2.7.18 has none");
  }

  @ParameterizedTest
  @CsvSource({
    "2.7.18,BULLSEYE",
    "3.9.2,BULLSEYE",
    "3.10.0,BOOKWORM",
    "3.11.2,BOOKWORM",
    "3.13.5,TRIXIE",
    "3.15.0rc1,TRIXIE"
  })
  void choosesTheSuiteThatHadThePython(String python, Suite suite) {
    assertThat(Suite.forPython(PythonVersion.parse(python))).isEqualTo(suite);
    assertThat(PythonVersion.parse(python)).hasToString(python);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "3",
        "3.13",
        "3.13.x",
        "v3.13.5",
        "3.13.5 ",
        "3.13.5-1",
        "3.13.05",
        "03.13.5",
        "3.13.5dev1"
      })
  void refusesMalformedVersions(String text) {
    assertThatThrownBy(() -> PythonVersion.parse(text))
        .isInstanceOf(SpecException.class)
        .hasMessageContaining("-Dwee.python");
  }

  @Test
  void ordersPreReleasesBeforeTheirRelease() {
    assertThat(
            List.of("3.15.0", "3.15.0a1", "3.15.0rc1", "3.9.2", "3.15.0b2").stream()
                .map(PythonVersion::parse)
                .sorted()
                .map(PythonVersion::toString))
        .containsExactly("3.9.2", "3.15.0a1", "3.15.0b2", "3.15.0rc1", "3.15.0");
  }

  @Test
  void listsTheChoicesForUnknownValues() {
    assertThatThrownBy(() -> Flavour.parse("fast")).hasMessageContaining("wee-optimized-lto");
    assertThatThrownBy(() -> Base.parse("alpine")).hasMessageContaining("distroless, debian");
    assertThatThrownBy(() -> Suite.parse("sid")).hasMessageContaining("bullseye, bookworm, trixie");
    assertThatThrownBy(() -> Platform.host("s390x")).hasMessageContaining("'s390x'");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "-y", "Git", "a", "git=", "git;true", "../x", "git:arm64"})
  void refusesWhatIsNoPackageName(String text) {
    assertThatThrownBy(() -> new PackageSelection(List.of("procps", text), Set.of()))
        .isInstanceOf(SpecException.class)
        .hasMessageContaining("'" + text + "' is not the name of a Debian package");
  }

  @Test
  void sortsExtraPackages() {
    assertThat(
            new PackageSelection(List.of("procps", "git=1:2.47.3-0+deb13u1", "procps"), Set.of()))
        .isEqualTo(new PackageSelection(List.of("git=1:2.47.3-0+deb13u1", "procps"), Set.of()));
  }

  @Test
  void warnsOfWhatNobodyMendsAndRefusesNothing() {
    LocalDate day = LocalDate.of(2026, 11, 24);
    assertThat(EndOfLife.warnings(PythonVersion.parse("2.7.18"), Suite.BULLSEYE, day))
        .hasSize(2)
        .anyMatch(w -> w.startsWith("CPython 2.7 is past its end of life (2020-01-01)"))
        .anyMatch(w -> w.startsWith("Debian bullseye is past its long-term support"));
    assertThat(EndOfLife.warnings(PythonVersion.parse("3.13.5"), Suite.TRIXIE, day)).isEmpty();
  }
}
