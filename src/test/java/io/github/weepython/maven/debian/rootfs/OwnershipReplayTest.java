package io.github.weepython.maven.debian.rootfs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.weepython.maven.archive.Content;
import io.github.weepython.maven.archive.Entry;
import io.github.weepython.maven.archive.FileTree;
import io.github.weepython.maven.debian.archive.DebianException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Of calls as templates/base/recorder.c writes them down. */
class OwnershipReplayTest {
  @TempDir Path dir;
  private final FileTree tree = new FileTree();
  private final FileTree unpacked = new FileTree();
  private final StringBuilder calls = new StringBuilder();

  @BeforeEach
  void makeUsers() {
    file("etc/passwd", "root:x:0:0:root:/root:/bin/sh\nweb:x:33:34::/var/web:/bin/false\n");
    file("etc/group", "root:x:0:\nshadow:x:42:\nweb:x:34:\n");
  }

  private void file(String path, String text) {
    tree.put(Entry.file(path, 0644, Content.of(text)));
  }

  private void call(String... fields) {
    for (String field : fields) {
      calls.append(field).append('\0');
    }
  }

  private void restore() throws IOException {
    Path record = dir.resolve("calls");
    Files.writeString(record, calls, StandardCharsets.UTF_8);
    new OwnershipReplay(tree, unpacked).restore(record);
  }

  private String owner(String path) {
    Entry entry = tree.get(path).orElseThrow();
    return entry.uid() + ":" + entry.gid();
  }

  @Test
  void givesAFileToWhomItWasGivenLast() throws IOException {
    file("etc/shadow", "");
    call("own", "33", "34", "/etc/shadow");
    call("own", "-1", "42", "/etc/shadow");
    restore();
    assertThat(owner("etc/shadow")).isEqualTo("33:42");
  }

  @Test
  void theOwnerFollowsAFileToItsNewName() throws IOException {
    file("etc/shadow", "");
    call("own", "-1", "42", "/etc/shadow.new");
    call("move", "/etc/shadow.new", "/etc/shadow", "");
    restore();
    assertThat(owner("etc/shadow")).isEqualTo("0:42");
  }

  /** As sed -i does. */
  @Test
  void aFileThatIsWrittenAnewKeepsTheOwnerOfItsName() throws IOException {
    file("etc/conf", "");
    call("own", "33", "34", "/etc/conf");
    call("own", "0", "0", "/etc/sedABC");
    call("move", "/etc/sedABC", "/etc/conf", "");
    restore();
    assertThat(owner("etc/conf")).isEqualTo("33:34");
  }

  @Test
  void aFileThatIsMadeAgainIsAnotherOne() throws IOException {
    file("etc/again", "");
    file("etc/moved", "");
    call("own", "33", "34", "/etc/again");
    call("gone", "", "", "/etc/again");
    call("own", "33", "34", "/etc/moved");
    call("gone", "", "", "/etc/moved");
    call("move", "/etc/new", "/etc/moved", "");
    restore();
    assertThat(owner("etc/again")).isEqualTo("0:0");
    assertThat(owner("etc/moved")).isEqualTo("0:0");
  }

  @Test
  void whatIsInAFolderMovesWithIt() throws IOException {
    file("var/new/a/b", "");
    file("var/newer", "");
    call("own", "33", "34", "/var/old/a/b");
    call("own", "33", "34", "/var/older");
    call("move", "/var/old", "/var/new", "");
    restore();
    assertThat(owner("var/new/a/b")).isEqualTo("33:34");
    assertThat(owner("var/newer")).isEqualTo("0:0");
  }

  /** As O_TMPFILE of open(2) and linkat(2) do. */
  @Test
  void aFileThatGotItsNameLateBelongsToWhomItWasGivenBeforeAndAfter() throws IOException {
    file("srv/made", "");
    file("srv/given", "");
    file("srv/later", "");
    call("made", "33", "34", "/srv/made");
    call("link", "/srv/#1 (deleted)", "/srv/made", "");
    call("own", "-1", "42", "/srv/#2 (deleted)");
    call("made", "33", "34", "/srv/given");
    call("link", "/srv/#2 (deleted)", "/srv/given", "");
    call("link", "/srv/#3 (deleted)", "/srv/new/name", "");
    call("move", "/srv/new", "/srv/old", "");
    call("move", "/srv/old/name", "/srv/later", "");
    call("own", "33", "42", "/srv/#3 (deleted)");
    restore();
    assertThat(owner("srv/made")).isEqualTo("33:34");
    assertThat(owner("srv/given")).isEqualTo("33:42");
    assertThat(owner("srv/later")).isEqualTo("33:42");
  }

  @Test
  void allNamesOfAFileHaveItsOwner() throws IOException {
    file("srv/a", "");
    tree.put(Entry.hardlink("srv/b", "srv/a"));
    tree.put(Entry.hardlink("srv/c", "srv/a"));
    call("own", "33", "34", "/srv/b");
    restore();
    assertThat(owner("srv/a")).isEqualTo("33:34");
    assertThat(owner("srv/b")).isEqualTo("33:34");
    assertThat(owner("srv/c")).isEqualTo("33:34");
  }

  @Test
  void namesWhoMadeAPipeThatIsLeft() {
    call("pipe", "/usr/bin/mkfifo", "mailer", "/srv/early");
    call("pipe", "/usr/bin/mkfifo", "other", "/srv/gone");
    call("move", "/srv/early", "/srv/pipe", "");
    call("left", "", "", "/srv/pipe");
    assertThatThrownBy(this::restore)
        .isInstanceOf(DebianException.class)
        .hasMessageContaining("/srv/pipe, by /usr/bin/mkfifo of mailer")
        .hasMessageContaining("<packages>")
        .hasMessageNotContaining("other");
  }

  @Test
  void aNameOfAnyBytesIsFound() throws IOException {
    file("srv/gr\u00fcn", "");
    call("own", "33", "34", "/srv/gr\u00fcn");
    restore();
    assertThat(owner("srv/gr\u00fcn")).isEqualTo("33:34");
  }

  @Test
  void aUserOwnsTheHomeThatWasMadeAndNotOneOfAPackage() throws IOException {
    tree.put(Entry.directory("var/web", 0755));
    file("var/web/index.html", "");
    file("var/website", "");
    restore();
    assertThat(owner("var/web")).isEqualTo("33:34");
    assertThat(owner("var/web/index.html")).isEqualTo("33:34");
    assertThat(owner("var/website")).isEqualTo("0:0");

    tree.put(Entry.directory("var/web", 0755));
    unpacked.put(Entry.directory("var/web", 0755));
    restore();
    assertThat(owner("var/web")).isEqualTo("0:0");
  }

  @Test
  void overridesAreByNameOrByNumber() throws IOException {
    file("usr/bin/one", "");
    file("usr/bin/two", "");
    file(
        "var/lib/dpkg/statoverride",
        "web shadow 2755 /usr/bin/one\n#7 #8 0640 /usr/bin/two\nweb web 755 /none\n");
    restore();
    assertThat(owner("usr/bin/one")).isEqualTo("33:42");
    assertThat(tree.get("usr/bin/one").orElseThrow().mode()).isEqualTo(02755);
    assertThat(owner("usr/bin/two")).isEqualTo("7:8");
  }

  @Test
  void namesAGroupThatNobodyKnows() {
    file("usr/bin/one", "");
    file("var/lib/dpkg/statoverride", "root games 2755 /usr/bin/one\n");
    assertThatThrownBy(this::restore)
        .isInstanceOf(DebianException.class)
        .hasMessageContaining("the group 'games', which is not in etc/passwd or etc/group");
  }

  @Test
  void aCallThatWasCutOffCountsForNothing() throws IOException {
    file("etc/shadow", "");
    call("own", "33", "34", "/etc/shadow");
    calls.append("own\0" + "0\0" + "0\0");
    restore();
    assertThat(owner("etc/shadow")).isEqualTo("33:34");
  }
}
