package io.github.weepython.maven.debian.rootfs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.weepython.maven.debian.archive.DebianException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RecordedChownTest {
  @Test
  void readsChown() {
    assertThat(parse("chown root:mail /var/mail /x"))
        .containsExactly(
            new RecordedChown("/var/mail", "root:mail", false),
            new RecordedChown("/x", "root:mail", false));
    assertThat(parse("chown -hR man: cache"))
        .containsExactly(new RecordedChown("/var/cache", "man:", true));
    assertThat(parse("chown -- 0 -f")).containsExactly(new RecordedChown("/var/-f", "0", false));
    assertThat(parse("chown --reference=/etc/shells /etc/shells.tmp"))
        .containsExactly(new RecordedChown("/etc/shells.tmp", "/etc/shells", false));
  }

  @Test
  void readsChgrp() {
    assertThat(parse("chgrp --recursive adm /log"))
        .containsExactly(new RecordedChown("/log", ":adm", true));
  }

  @Test
  void readsInstall() {
    assertThat(parse("install -d -m 2755 -o root -g adm /a /b"))
        .containsExactly(
            new RecordedChown("/a", "root:adm", false), new RecordedChown("/b", "root:adm", false));
    assertThat(parse("install -m0644 -oman from /to"))
        .containsExactly(new RecordedChown("/to", "man", false));
    assertThat(parse("install --owner=man --mode 644 -t /in one two"))
        .containsExactly(
            new RecordedChown("/in/one", "man", false), new RecordedChown("/in/two", "man", false));
    assertThat(parse("install -m 644 from /to")).isEmpty();
  }

  @Test
  void tellsUserFromGroup() {
    RecordedChown both = new RecordedChown("/x", "root:mail", false);
    assertThat(both.user()).isEqualTo("root");
    assertThat(both.group()).contains("mail");
    assertThat(new RecordedChown("/x", ":mail", false).user()).isEmpty();
    assertThat(new RecordedChown("/x", "root", false).group()).isEmpty();
    assertThat(new RecordedChown("/x", "root:", false).group()).contains("");
  }

  @Test
  void refusesWhatItCannotFollow() {
    assertThatThrownBy(() -> parse("chown --from=a b /x"))
        .isInstanceOf(DebianException.class)
        .hasMessageContaining("chown --from=a");
  }

  /** In directory /var. */
  private static List<RecordedChown> parse(String call) {
    List<String> words = new ArrayList<>(List.of(call.split(" ")));
    words.add(1, "/var");
    return RecordedChown.parse(words);
  }
}
