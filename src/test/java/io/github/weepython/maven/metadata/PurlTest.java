package io.github.weepython.maven.metadata;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.weepython.maven.Property;
import io.github.weepython.maven.digest.Digest;
import io.github.weepython.maven.spec.Base;
import io.github.weepython.maven.spec.Specs;
import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the rules of package URLs (purl-spec) make of names and versions. */
class PurlTest {
  @ParameterizedTest
  @CsvSource({
    "3.23+nmu1, 3.23%2Bnmu1",
    "1:2.41-12, 1%3A2.41-12",
    "1.0~rc1, 1.0~rc1",
    "a b, a%20b",
    "a*b, a%2Ab",
    "a/b, a%2Fb",
    "\u00fc, %C3%BC",
    "A-Z_a.z~0, A-Z_a.z~0"
  })
  void encodesAllButTheUnreservedCharacters(String text, String encoded) {
    assertThat(Purl.encoded(text)).isEqualTo(encoded);
  }

  /** Whoever reads a URL by RFC 3986 gets back what was written; a form's plus sign is none. */
  @Test
  void isReadBackAsItWasWritten() {
    Property.holds(
        300,
        random -> {
          StringBuilder text = new StringBuilder();
          for (int i = random.nextInt(20); i > 0; i--) {
            text.appendCodePoint(random.nextBoolean() ? ' ' + random.nextInt(95) : 0x20ac);
          }
          String encoded = Purl.encoded(text.toString());
          assertThat(encoded).matches("[A-Za-z0-9._~%-]*");
          assertThat(URI.create("pkg:/" + encoded).getPath()).isEqualTo("/" + text);
        });
  }

  @Test
  void namesAnImageByItsLastPartAndItsRepository() {
    Digest digest = Digest.of("image");
    assertThat(Purl.oci(Specs.amd64(Base.DISTROLESS, Specs.PLAIN_CONFIG), digest))
        .isEqualTo(
            "pkg:oci/python@sha256%3A"
                + digest.hex()
                + "?arch=amd64&repository_url=example.com%2Fteam%2Fpython");
  }
}
