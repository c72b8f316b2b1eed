package io.github.weepython.maven.debian.rootfs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.weepython.maven.debian.archive.DebianException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class OwnerCallTest {
  @Test
  void readsChown() {
    assertThat(parse("chown root:mail /var/mail /x"))
        .containsExactly(
            new OwnerCall("/var/mail", "root:mail", false),
            new OwnerCall("/x", "root:mail", false));
    assertThat(parse("chown -hR man: cache"))
        .containsExactly(new OwnerCall("/var/cache", "man:", true));
    assertThat(parse("chown -- 0 -f")).containsExactly(new OwnerCall("/var/-f", "0", false));
    assertThat(parse("chown --reference=/etc/shells /etc/shells.tmp"))
        .containsExactly(new OwnerCall("/etc/shells.tmp", "/etc/shells", false));
  }

  @Test
  void readsChgrp() {
    assertThat(parse("chgrp --recursive adm /log"))
        .containsExactly(new OwnerCall("/log", ":adm", true));
  }

  @Test
  void readsInstall() {
    assertThat(parse("install -d -m 2755 -o root -g adm /a /b"))
        .containsExactly(
            new OwnerCall("/a", "root:adm", false), new OwnerCall("/b", "root:adm", false));
    assertThat(parse("install -m0644 -oman from /to"))
        .containsExactly(new OwnerCall("/to", "man", false));
    assertThat(parse("install --owner=man --mode 644 -t /in one two"))
        .containsExactly(
            new OwnerCall("/in/one", "man", false), new OwnerCall("/in/two", "man", false));
    assertThat(parse("install -m 644 from /to")).isEmpty();
  }

  @Test
  void tellsUserFromGroup() {
    OwnerCall both = new OwnerCall("/x", "root:mail", false);
    assertThat(both.user()).isEqualTo("root");
    assertThat(both.group()).contains("mail");
    assertThat(new OwnerCall("/x", ":mail", false).user()).isEmpty();
    assertThat(new OwnerCall("/x", "root", false).group()).isEmpty();
    assertThat(new OwnerCall("/x", "root:", false).group()).contains("");
  }

  @Test
  void refusesWhatItCannotFollow() {
    assertThatThrownBy(() -> parse("chown --from=a b /x"))
        .isInstanceOf(DebianException.class)
        .hasMessageContaining("chown --from=a");
  }

  /** In directory /var. */
  private static List<OwnerCall> parse(String call) {
    List<String> words = new ArrayList<>(List.of(call.split(" ")));
    words.add(1, "/var");
    return OwnerCall.parse(words);
  }
}
