package io.github.weepython.maven.mojo;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Repositories that git itself has made. */
class GitCommitTest {
  @TempDir Path dir;
  private Path work;
  private String commit;

  @BeforeEach
  void repository() throws Exception {
    work = Files.createDirectories(dir.resolve("work/sub")).getParent();
    git(work, "init", "-q", "-b", "main");
    git(work, "commit", "-q", "--allow-empty", "-m", "one");
    commit = git(work, "rev-parse", "HEAD");
  }

  @Test
  void readsABranchFromAnyFolder() {
    assertThat(GitCommit.of(work, "/nowhere")).contains(commit);
    assertThat(GitCommit.of(work.resolve("sub"), "/nowhere")).contains(commit);
  }

  @Test
  void readsPackedReferences() throws Exception {
    git(work, "pack-refs", "--all");
    assertThat(GitCommit.of(work, "/nowhere")).contains(commit);
  }

  @Test
  void readsADetachedHead() throws Exception {
    git(work, "checkout", "-q", "--detach");
    assertThat(GitCommit.of(work, "/nowhere")).contains(commit);
  }

  @Test
  void readsALinkedWorkTree() throws Exception {
    Path linked = dir.resolve("linked");
    git(work, "worktree", "add", "-q", linked.toString(), "-b", "other");
    git(linked, "commit", "-q", "--allow-empty", "-m", "two");
    assertThat(GitCommit.of(linked, "/nowhere")).contains(git(linked, "rev-parse", "HEAD"));
    git(work, "pack-refs", "--all");
    assertThat(GitCommit.of(linked, "/nowhere")).contains(git(linked, "rev-parse", "HEAD"));
  }

  @Test
  void asksGitWhereReferencesAreATable() throws Exception {
    // As git init --ref-format=reftable (2.45) leaves these: a stub that no older reader follows.
    Files.writeString(work.resolve(".git/HEAD"), "ref: refs/heads/.invalid\n");
    String hash = "0123456789abcdef0123456789abcdef01234567";
    Path git = Files.writeString(dir.resolve("git"), "#!/bin/sh\necho " + hash + "\n");
    Files.setPosixFilePermissions(git, PosixFilePermissions.fromString("rwxr-xr-x"));

    assertThat(GitCommit.of(work, git.toString())).contains(hash);
    assertThat(GitCommit.of(work, "/nowhere")).isEmpty();
  }

  @Test
  void isNoneOutsideAndBeforeTheFirstCommit() throws Exception {
    Path fresh = Files.createDirectory(dir.resolve("fresh"));
    assertThat(GitCommit.of(fresh)).isEmpty();
    git(fresh, "init", "-q");
    assertThat(GitCommit.of(fresh)).isEmpty();
  }

  private static String git(Path folder, String... words) throws Exception {
    List<String> command = new ArrayList<>(List.of("git"));
    command.addAll(List.of("-c", "user.name=t", "-c", "user.email=t@example.org"));
    command.addAll(Arrays.asList(words));
    Process process =
        new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes()).strip();
    assertThat(process.waitFor()).as(said).isZero();
    return said;
  }
}
