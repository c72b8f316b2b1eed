package io.github.weepython.maven.site;

import static io.github.weepython.maven.Property.any;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.weepython.maven.Property;
import io.github.weepython.maven.digest.Digest;
import io.github.weepython.maven.spec.Architecture;
import io.github.weepython.maven.spec.PythonVersion;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Requirements files as tools and people write them. */
class RequirementsPropertyTest {
  private static final String FILE = "requirements.txt";

  @TempDir Path dir;

  /**
   * One requirement.
   *
   * @param line as it is written, perhaps on several lines
   */
  private record Written(
      String project, Optional<String> version, Set<Digest> hashes, boolean applies, String line) {
    static Written any(Random random) {
      String name =
          Property.any(random, "acme", "Acme_Tools", "a", "zope.interface", "x--y", "9base");
      Optional<String> version =
          random.nextInt(4) == 0
              ? Optional.empty()
              : Optional.of(Property.any(random, "1.0", "2!1.0rc1", "1.0+local.1", "2026.1", "0"));
      Set<Digest> hashes = new LinkedHashSet<>();
      for (int i = random.nextInt(4); i > 0; i--) {
        hashes.add(Digest.of("wheel " + random.nextInt(100)));
      }
      boolean marked = random.nextBoolean();
      boolean applies = !marked || random.nextBoolean();
      StringBuilder line = new StringBuilder(Property.any(random, "", " ", "\t")).append(name);
      line.append(Property.any(random, "", "[extra]", "[a, b]", " [a]"));
      version.ifPresent(
          v -> line.append(Property.any(random, "==", " == ", "===", "== ")).append(v));
      if (marked) {
        line.append(Property.any(random, ";", " ; ", "; "))
            .append(applies ? "sys_platform == 'linux'" : "os_name == \"nt\"");
      }
      for (Digest hash : hashes) {
        line.append(Property.any(random, " ", " \\\n    ", "  \\\n"))
            .append(Property.any(random, "--hash=", "--hash "))
            .append(hash.oci());
      }
      line.append(Property.any(random, "", "  # via acme", " ", "\t# ; == --hash=none"));
      return new Written(
          name.replaceAll("[-_.]+", "-").toLowerCase(Locale.ROOT),
          version,
          hashes,
          applies,
          line.toString());
    }
  }

  private static String file(Random random, List<Written> all) {
    StringBuilder text = new StringBuilder();
    for (Written each : all) {
      text.append(any(random, "", "\n", "# a comment\n", "  # one more \\\n", "--no-index\n"));
      text.append(each.line()).append('\n');
    }
    return random.nextBoolean() ? text.toString().replace("\n", "\r\n") : text.toString();
  }

  @Test
  void readsWhatWasWritten() {
    WheelTarget target = new WheelTarget(PythonVersion.parse("3.13.5"), Architecture.AMD64, 41);
    Property.holds(
        300,
        random -> {
          List<Written> all = new ArrayList<>();
          for (int i = random.nextInt(6); i > 0; i--) {
            all.add(Written.any(random));
          }
          String text = file(random, all);
          Requirements read = Requirements.parse(FILE, text);
          assertThat(read.all()).as(text).hasSameSizeAs(all);
          for (int i = 0; i < all.size(); i++) {
            Requirements.Requirement one = read.all().get(i);
            assertThat(one.project()).as(text).isEqualTo(all.get(i).project());
            assertThat(one.version()).as(text).isEqualTo(all.get(i).version());
            assertThat(one.hashes()).as(text).isEqualTo(all.get(i).hashes());
            assertThat(one.applies(target)).as(text).isEqualTo(all.get(i).applies());
          }
        });
  }

  /** What pip gets says the same, and each requirement is one line of it. */
  @Test
  void whatIsWrittenForPipReadsTheSame() {
    Property.holds(
        300,
        random -> {
          List<Written> all = List.of(Written.any(random), Written.any(random));
          Requirements read = Requirements.parse(FILE, file(random, all));
          assertThat(read.text().lines()).hasSize(2);
          assertThat(Requirements.parse(FILE, read.text())).isEqualTo(read);
          assertThat(read.text()).doesNotContain("#", "\\", "--no-index");
        });
  }

  @ParameterizedTest
  @ValueSource(strings = {"UTF-8", "UTF-16LE", "UTF-16BE"})
  void readsFilesThatBeginWithAByteOrderMark(String charset) throws IOException {
    Path file = dir.resolve(FILE);
    Files.write(file, "\ufeffacme==1.0\r\n# gr\u00fcn\r\n".getBytes(Charset.forName(charset)));
    assertThat(Requirements.read(file).all())
        .singleElement()
        .isEqualTo(Requirements.parse(FILE, "acme==1.0").all().get(0));
  }

  @Test
  void saysThatAFileIsNotText() throws IOException {
    Path file = dir.resolve(FILE);
    Files.write(file, "# gr\u00fcn\nacme==1.0\n".getBytes(StandardCharsets.ISO_8859_1));
    assertThatThrownBy(() -> Requirements.read(file))
        .isInstanceOf(SiteException.class)
        .hasMessageStartingWith(
            file + " is not text in UTF-8: expected a requirements file in UTF-8.");
  }
}
