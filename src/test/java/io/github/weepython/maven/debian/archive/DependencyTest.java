package io.github.weepython.maven.debian.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.weepython.maven.Property;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DependencyTest {
  /** Fields that were in the archive. */
  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "libc6 (>= 2.38), awk; [libc6 (>= 2.38), awk]",
        "usrmerge | usr-is-merged (>= 38~); [usrmerge | usr-is-merged (>= 38~)]",
        "python3:any, perl:native(>=5.10) ,; [python3:any, perl:native (>= 5.10)]",
        "libnsl-dev [linux-any] <!pkg.x>, libgpm2 [!amd64 !i386]; [libnsl-dev]",
        "time <cross> | make <!nocheck> <cross>; [make]",
        "old (< 1), older (> 2); [old (<= 1), older (>= 2)]"
      })
  void readsRelationshipFields(String field, String parsed) {
    assertThat(Dependency.parse(field, "amd64")).hasToString(parsed);
  }

  @ParameterizedTest
  @ValueSource(strings = {"a b", "a (1)", "a (>= )", "(>= 1)", "a (>= 1"})
  void refusesMalformedOnes(String field) {
    assertThatThrownBy(() -> Dependency.parse(field, "amd64")).isInstanceOf(DebianException.class);
  }

  @ParameterizedTest
  @CsvSource({"<<,false", "<=,true", "=,true", ">=,true", ">>,false"})
  void comparesWithTheSameVersion(String operator, boolean allowed) {
    Relation relation = Relation.parse("a (" + operator + " 1.0-1)");
    assertThat(relation.allows(DebianVersion.parse("1.0-1"))).isEqualTo(allowed);
  }

  @Test
  void readsFieldsOfAnyCaseOverSeveralLinesWithoutComments() throws IOException {
    String text = "# top\nA: 1\nFiles:\n x\n# no\n y\nb:  2 \n\n\n \nPackage: p";
    List<Stanza> stanzas =
        Stanzas.list(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
    assertThat(stanzas).hasSize(2);
    assertThat(stanzas.get(0).lines("files")).containsExactly("x", "y");
    assertThat(stanzas.get(0).fieldOrEmpty("B")).isEqualTo("2");
    assertThat(stanzas.get(0).field("File")).isEmpty();
    assertThat(stanzas.get(1).need("Package")).isEqualTo("p");
    assertThatThrownBy(() -> stanzas.get(1).need("Version")).hasMessageContaining("'Version'");
  }

  @ParameterizedTest
  @ValueSource(strings = {"../a.deb", "/a.deb", "a/../b.deb", "a b.deb", "http://a/b.deb", "a?b"})
  void refusesFilesOutsideTheMirror(String filename) {
    assertThatThrownBy(() -> Package.path(filename)).isInstanceOf(DebianException.class);
  }

  private static String relation(Random random) {
    String name = Property.any(random, "libc6", "g++", "python3.13", "a", "libstdc++6", "0ad");
    String architecture = Property.any(random, "", "", ":any", ":native", ":amd64");
    String version =
        random.nextBoolean()
            ? " (%s %s)"
                .formatted(
                    Property.any(random, "<<", "<=", "=", ">=", ">>"),
                    Property.any(random, "1", "2:1.0-1", "1.2~rc1+dfsg-3", "7.0.1-1+b1"))
            : "";
    return name + architecture + version;
  }

  /** However its blanks are set. */
  @Test
  void readsBackWhatItPrints() {
    Property.holds(
        500,
        random -> {
          List<String> field = new ArrayList<>();
          for (int n = 1 + random.nextInt(4); n > 0; n--) {
            String all = relation(random);
            for (int m = random.nextInt(3); m > 0; m--) {
              all += " | " + relation(random);
            }
            field.add(all);
          }
          String text = String.join(", ", field);
          assertThat(Dependency.parse(text, "amd64")).hasToString(field.toString());
          String spaced =
              text.replace(" | ", Property.any(random, "|", "  |\n "))
                  .replace(", ", Property.any(random, ",", " ,\n ", ","))
                  .replace(" (", Property.any(random, "(", "  ( "));
          assertThat(Dependency.parse(spaced, "amd64")).hasToString(field.toString());
        });
  }
}
