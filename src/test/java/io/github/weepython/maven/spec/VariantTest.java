package io.github.weepython.maven.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class VariantTest {
  private static final List<Flavour> ONE = List.of(Flavour.WEE);

  private static ImageSpec spec(List<Base> bases, List<String> tags, Variant... variants) {
    return Specs.withVariants(Specs.tagged(ONE, bases, new Tags(tags, "")), variants);
  }

  @Test
  void hasItsImagesTagsWithItsNameAtTheEnd() {
    ImageSpec spec = spec(List.of(Base.DEBIAN), List.of("1", "2"), Variant.DEV, Variant.DEBUG);
    assertThat(spec.tagsOf(Flavour.WEE, Base.DEBIAN, Variant.DEV))
        .containsExactly("1-dev", "2-dev");
    assertThat(spec.variants(Base.DEBIAN)).containsExactly(Variant.DEV, Variant.DEBUG);
  }

  @Test
  void isOfTheBasesThatCanHaveIt() {
    ImageSpec spec = spec(List.of(Base.values()), List.of(), Variant.DEV, Variant.DEBUG);
    assertThat(spec.variants(Base.DISTROLESS)).containsExactly(Variant.DEBUG);
    assertThat(spec.variants(Base.DEBIAN)).containsExactly(Variant.DEV, Variant.DEBUG);
  }

  @Test
  void saysWhichBaseTheCompilersNeed() {
    assertThatThrownBy(() -> spec(List.of(Base.DISTROLESS), List.of(), Variant.DEV))
        .isInstanceOf(SpecException.class)
        .hasMessageContaining("base distroless has none")
        .hasMessageContaining("Set <base>debian</base> (-Dwee.base=debian)");
  }

  @Test
  void needsPythonsHeaders() {
    Contents contents =
        new Contents(
            false,
            Stdlib.SOURCE_PYC,
            Optional.empty(),
            SiteLayout.DEFAULT,
            List.of(),
            Compression.FAST,
            Optional.empty(),
            OptionalLibraries.NONE,
            List.of(Variant.DEV));
    ImageSpec plain = Specs.tagged(ONE, List.of(Base.DEBIAN), Tags.DEFAULT);
    assertThatThrownBy(() -> Specs.holding(plain, contents))
        .isInstanceOf(SpecException.class)
        .hasMessageContaining("<pip> is false");
  }

  @Test
  void refusesATagOfAnotherImage() {
    List<String> tags = List.of("a", "a-debug");
    assertThatThrownBy(() -> spec(List.of(Base.DEBIAN), tags, Variant.DEBUG))
        .isInstanceOf(SpecException.class)
        .hasMessageContaining("two images of this build the tag 'a-debug'");
  }

  @Test
  void namesThoseThatThereAre() {
    assertThatThrownBy(() -> Variant.parse("slim"))
        .isInstanceOf(SpecException.class)
        .hasMessage(
            "Unknown variant 'slim'. Set <variants> or -Dwee.variants to some of: dev, debug.");
  }
}
