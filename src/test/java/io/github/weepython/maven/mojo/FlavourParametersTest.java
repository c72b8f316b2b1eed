package io.github.weepython.maven.mojo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.weepython.maven.spec.Flavour;
import io.github.weepython.maven.spec.SpecException;
import java.util.List;
import java.util.Properties;
import org.junit.jupiter.api.Test;

class FlavourParametersTest {
  private static final Properties NONE = new Properties();

  private static Properties commandLine(String name, String value) {
    Properties properties = new Properties();
    properties.setProperty(name, value);
    return properties;
  }

  @Test
  void takesThePlainOneWhereNothingIsSaid() {
    assertThat(FlavourParameters.flavours(null, null, NONE)).containsExactly(Flavour.WEE);
  }

  @Test
  void takesElementsOrCommasInTheUsersOrder() {
    List<Flavour> wanted = List.of(Flavour.OPTIMIZED_LTO, Flavour.WEE);

    assertThat(FlavourParameters.flavours("wee-optimized-lto, wee", null, NONE)).isEqualTo(wanted);
    assertThat(FlavourParameters.flavours(null, List.of("wee-optimized-lto", "wee", "wee"), NONE))
        .isEqualTo(wanted);
    assertThat(FlavourParameters.flavours(null, List.of("wee-optimized-lto,wee"), NONE))
        .isEqualTo(wanted);
  }

  @Test
  void letsTheCommandLineWinOverThePomsProperties() {
    assertThat(
            FlavourParameters.flavours(
                "wee-optimized", List.of("wee"), commandLine("wee.flavour", "wee-optimized")))
        .containsExactly(Flavour.OPTIMIZED);
    assertThat(
            FlavourParameters.flavours(
                "wee", List.of("wee-optimized"), commandLine("wee.flavours", "wee-optimized")))
        .containsExactly(Flavour.OPTIMIZED);
  }

  @Test
  void refusesTwoAnswers() {
    assertThatThrownBy(() -> FlavourParameters.flavours("wee", List.of("wee-optimized"), NONE))
        .isInstanceOf(SpecException.class)
        .hasMessage(
            "<flavour> (-Dwee.flavour) says wee, but <flavours> (-Dwee.flavours) wee-optimized."
                + " Set one of the two.");
  }
}
