package io.github.weepython.maven.debian.rootfs;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.weepython.maven.archive.Content;
import io.github.weepython.maven.archive.Entry;
import io.github.weepython.maven.archive.FileTree;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** With real authorities. */
class TrustedCertificatesTest {
  private static final Path CERTIFICATES = Path.of("src/test/resources/certificates");
  private static final String BUNDLE = "etc/ssl/certs/ca-certificates.crt";

  private final FileTree tree = new FileTree();

  @Test
  void linksEachByTheHashOfItsNameAsOpensslLooksForIt() throws IOException {
    String isrg = Files.readString(CERTIFICATES.resolve("isrg-root-x1.crt"));
    tree.put(Entry.file("usr/share/ca-certificates/mozilla/ISRG_X1.crt", 0644, Content.of(isrg)));
    String netlock = Files.readString(CERTIFICATES.resolve("netlock-arany.crt"));

    TrustedCertificates.write(tree, List.of(netlock));

    for (String hash : List.of("4042bcee", "988a38cb")) {
      Entry link = tree.get("etc/ssl/certs/" + hash + ".0").orElseThrow();
      assertThat(link.link()).isEqualTo("ca-certificates.crt");
    }
    assertThat(text()).isEqualTo(isrg + netlock);
    assertThat(tree.get("usr/lib/ssl/certs").orElseThrow().link()).isEqualTo("/etc/ssl/certs");
  }

  /** Only ASCII's blanks are left out, and each set is sorted anew. */
  @ParameterizedTest
  @CsvSource({"wide-blanks.crt, 2acbd1e8", "several-in-one.crt, 155a8959"})
  void hashesOddNamesAsOpensslDoes(String file, String hash) throws IOException {
    TrustedCertificates.write(tree, List.of(Files.readString(CERTIFICATES.resolve(file))));
    assertThat(tree.get("etc/ssl/certs/" + hash + ".0")).isPresent();
  }

  @Test
  void trustsTheOwnOnesWhereDebiansAreNotThere() throws IOException {
    String own = Files.readString(CERTIFICATES.resolve("netlock-arany.crt"));
    TrustedCertificates.write(tree, List.of(own));
    assertThat(text()).isEqualTo(own);
    assertThat(tree.get("usr/lib/ssl/cert.pem").orElseThrow().link()).isEqualTo("/" + BUNDLE);
  }

  @Test
  void makesNothingOfNoCertificates() throws IOException {
    TrustedCertificates.write(tree, List.of());
    assertThat(tree.isEmpty()).isTrue();
  }

  private String text() throws IOException {
    byte[] bundle = tree.get(BUNDLE).orElseThrow().content().readAll();
    return new String(bundle, StandardCharsets.US_ASCII);
  }
}
