package io.github.weepython.maven.mojo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.weepython.maven.spec.SpecException;
import java.io.File;
import java.io.StringReader;
import org.codehaus.plexus.component.configurator.BasicComponentConfigurator;
import org.codehaus.plexus.component.configurator.expression.ExpressionEvaluator;
import org.codehaus.plexus.configuration.xml.XmlPlexusConfiguration;
import org.codehaus.plexus.util.xml.Xpp3DomBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** As Maven sets them: each parameter with a property is there, with an expression. */
class TrustParametersTest {
  private static final String UNSET =
      """
      <trustKey>${wee.trust.key}</trustKey>
      <trustAllKeys default-value="false">${wee.trust.allKeys}</trustAllKeys>
      <trustIdentity>${wee.trust.identity}</trustIdentity>
      <trustIssuer>${wee.trust.issuer}</trustIssuer>
      <trustBuilder>${wee.trust.builder}</trustBuilder>
      <trustSuite>${wee.trust.suite}</trustSuite>
      <trustAttestations>${wee.trust.attestations}</trustAttestations>
      <trustAnyTag default-value="false">${wee.trust.anyTag}</trustAnyTag>
      """;

  private static BuildMojo configured(String xml) throws Exception {
    BuildMojo mojo = new BuildMojo();
    ExpressionEvaluator nothing =
        new ExpressionEvaluator() {
          @Override
          public Object evaluate(String expression) {
            return expression.startsWith("${") ? null : expression;
          }

          @Override
          public File alignToBaseDirectory(File file) {
            return file;
          }
        };
    new BasicComponentConfigurator()
        .configureComponent(
            mojo,
            new XmlPlexusConfiguration(
                Xpp3DomBuilder.build(
                    new StringReader("<configuration>" + xml + "</configuration>"))),
            nothing,
            null);
    return mojo;
  }

  @Test
  void namesTheParameterOfASuiteThatIsNone() {
    assertThatThrownBy(() -> configured(UNSET.replace("${wee.trust.suite}", "sarge")).trusted())
        .isInstanceOf(SpecException.class)
        .hasMessageContaining("Unknown suite 'sarge'. Set <suite> of <trust> or -Dwee.trust.suite");
  }

  @Test
  void whoSaysNothingTrustsAnybody() throws Exception {
    assertThat(configured(UNSET).trusted()).isEmpty();
    assertThat(configured(UNSET + "<trust/>").trusted()).isEmpty();
    assertThat(configured("").trusted()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<trust><suite>trixie</suite></trust>",
        "<trust><allKeys>true</allKeys></trust>",
        "<trustBuilder>https://example.com/builder</trustBuilder>"
      })
  void aPolicyWithoutAnybodyToTrustIsRefused(String xml) throws Exception {
    assertThatThrownBy(() -> configured(xml).trusted())
        .isInstanceOf(SpecException.class)
        .hasMessageContaining("No public key is given");
  }
}
