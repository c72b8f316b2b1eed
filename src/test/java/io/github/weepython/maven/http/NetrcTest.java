package io.github.weepython.maven.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.weepython.maven.Property;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NetrcTest {
  @TempDir Path dir;

  private Optional<String> login(String text, String url) throws IOException {
    Path file = Files.writeString(dir.resolve(".netrc"), text.replace(" / ", "\n"));
    return new Netrc(file)
        .apply(URI.create(url))
        .map(found -> found.user() + ":" + found.password());
  }

  /** Forms that ftp(1) and curl(1) read; a slash stands for the end of a line. */
  @ParameterizedTest
  @CsvSource({
    "machine pypi.example login ann password s3cret, ann:s3cret",
    "machine pypi.example / login ann / password s3cret, ann:s3cret",
    "machine pypi.example password s3cret login ann, ann:s3cret",
    "machine pypi.example login ann account x password s3cret, ann:s3cret",
    "machine PyPI.Example login ann password s3cret, ann:s3cret",
    "machine pypi.example password t0ken-w0rd, :t0ken-w0rd",
    "machine pypi.example login \"a nn\" password \"s3 \\\"cret\\\"\", a nn:s3 \"cret\"",
    "# machine pypi.example login no password no / machine pypi.example login ann password p,"
        + " ann:p",
    "machine other.example login no password no / machine pypi.example login ann password p, ann:p",
    "machine pypi.example login ann password p / machine pypi.example login no password no, ann:p",
    "macdef init / machine pypi.example login no password no /  / machine pypi.example login a"
        + " password p, a:p"
  })
  void hasTheLoginOfAHost(String text, String login) throws IOException {
    assertThat(login(text, "https://pypi.example/simple/")).contains(login);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "default login ann password s3cret",
        "machine pypi.example login ann",
        "machine pypi.example",
        "machine",
        "machine pypi.example.org login ann password s3cret",
        "machine example login ann password s3cret"
      })
  void hasNoneForAnyOther(String text) throws IOException {
    assertThat(login(text, "https://pypi.example/simple/")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "https://pypi.example:8443/, port:p",
    "https://pypi.example/, host:p",
    "https://PYPI.EXAMPLE/, host:p",
    "http://pypi.example/,",
    "http://localhost:8080/, here:p",
    "file:///srv/wheels,"
  })
  void countsForAPortOfItsOwnAndNeverInPlainTextOverANetwork(String url, String login)
      throws IOException {
    String text =
        "machine pypi.example:8443 login port password p\n"
            + "machine pypi.example login host password p\n"
            + "machine localhost login here password p\n";
    assertThat(login(text, url).orElse(null)).isEqualTo(login);
  }

  @Test
  void isTheFileThatTheEnvironmentNames() throws IOException {
    Path other = Files.writeString(dir.resolve("other"), "machine a login b password c");
    Netrc named = Netrc.of(Map.of("NETRC", other.toString()), dir);
    assertThat(named.apply(URI.create("https://a/"))).isPresent();
    assertThat(Netrc.of(Map.of("NETRC", " "), dir).apply(URI.create("https://a/"))).isEmpty();
  }

  /** Whatever stands in a password: quoted, it comes back. */
  @Test
  void readsAnyQuotedPassword() {
    Property.holds(
        200,
        random -> {
          StringBuilder password = new StringBuilder("p");
          for (int n = random.nextInt(10); n > 0; n--) {
            password.append(Property.any(random, "\"", "\\", " ", "#", "é", "machine", "x"));
          }
          String quoted = password.toString().replace("\\", "\\\\").replace("\"", "\\\"");
          assertThat(login("machine a login b password \"" + quoted + "\"\n", "https://a/"))
              .contains("b:" + password);
        });
  }

  @Test
  void readsLoginsBesideACommentOfAnotherEncoding() throws IOException {
    byte[] text =
        "# f\u00fcr uns\nmachine pypi.example login ann password s3cret\r\n"
            .getBytes(StandardCharsets.ISO_8859_1);
    Netrc netrc = new Netrc(Files.write(dir.resolve("latin"), text));
    assertThat(netrc.apply(URI.create("https://pypi.example/")).orElseThrow().password())
        .isEqualTo("s3cret");
  }
}
