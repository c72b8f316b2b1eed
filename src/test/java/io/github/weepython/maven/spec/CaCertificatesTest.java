package io.github.weepython.maven.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CaCertificatesTest {
  private static final Path CERTIFICATES = Path.of("src/test/resources/certificates");

  @TempDir Path folder;

  @Test
  void readsEveryCertificateOfAFileWithTextBetweenThem() throws IOException {
    String one = Files.readString(CERTIFICATES.resolve("isrg-root-x1.crt"));
    String other = Files.readString(CERTIFICATES.resolve("netlock-arany.crt"));
    Path file =
        Files.writeString(folder.resolve("our own.pem"), "s:/CN=x\n" + one + "# 2\n" + other);
    CaCertificates read = CaCertificates.read(file);
    assertThat(read.name()).isEqualTo("our_own");
    assertThat(read.pem()).containsExactly(one, other);
  }

  @Test
  void keepsEveryCertificateOfFilesWithOneName() throws IOException {
    String one = Files.readString(CERTIFICATES.resolve("isrg-root-x1.crt"));
    String other = Files.readString(CERTIFICATES.resolve("netlock-arany.crt"));
    List<Path> files =
        List.of(
            file("a/ca.pem", one),
            file("b/ca.pem", other),
            file("c/ca.crt", one + other),
            file("d/ca-1.pem", other),
            file("e/ca-2.pem", other));
    assertThat(CaCertificates.readAll(files))
        .flatExtracting(each -> List.copyOf(each.files().entrySet()))
        .containsExactly(
            Map.entry("ca.crt", one),
            Map.entry("ca_2.crt", other),
            Map.entry("ca-1.crt", one),
            Map.entry("ca-2.crt", other),
            Map.entry("ca-1_2.crt", other),
            Map.entry("ca-2.crt", other));
  }

  private Path file(String path, String text) throws IOException {
    Path file = folder.resolve(path);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, text);
  }

  @ParameterizedTest
  @CsvSource({
    "'', holds no certificate in PEM",
    "'0\u0082\u0003', openssl x509 -inform der",
    "'-----BEGIN CERTIFICATE-----\n"
        + "AAAA\n"
        + "-----END CERTIFICATE-----\n"
        + "', 'broken certificate, number 1'",
    "'-----BEGIN EC PRIVATE KEY-----\nAAAA\n-----END EC PRIVATE KEY-----\n', private key"
  })
  void refusesWhatIsNoCertificate(String text, String reason) throws IOException {
    Path file = Files.writeString(folder.resolve("ca.pem"), text);
    assertThatThrownBy(() -> CaCertificates.read(file))
        .isInstanceOf(SpecException.class)
        .hasMessageContaining(file.toString())
        .hasMessageContaining(reason)
        .hasMessageContaining("<caCertificates>");
  }

  @Test
  void namesAFileThatIsNotThere() {
    Path file = folder.resolve("no.pem");
    assertThatThrownBy(() -> CaCertificates.read(file))
        .isInstanceOf(SpecException.class)
        .hasMessageContaining(file.toString());
  }

  @ParameterizedTest
  @ValueSource(strings = {"true", "GPL-3.0", "gpl"})
  void takesNothingButTheLicencesNameForAYesToGdbm(String text) {
    assertThatThrownBy(() -> Gdbm.parse(text))
        .isInstanceOf(SpecException.class)
        .hasMessageContaining("'" + text + "'")
        .hasMessageContaining("GPL-3.0-or-later");
    assertThat(Gdbm.parse("GPL-3.0-or-later")).isEqualTo(Gdbm.ACCEPTED);
    assertThat(Gdbm.parse("none")).isEqualTo(Gdbm.NONE);
  }

  @Test
  void saysInWordsThatAFileIsNotThere() {
    assertThatThrownBy(() -> CaCertificates.read(folder.resolve("none.pem")))
        .isInstanceOf(SpecException.class)
        .hasMessageContaining("none.pem: no such file or folder")
        .hasMessageNotContaining("Exception");
  }
}
