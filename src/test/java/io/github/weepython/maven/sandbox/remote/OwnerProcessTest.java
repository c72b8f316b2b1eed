package io.github.weepython.maven.sandbox.remote;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OwnerProcessTest {
  private static final String TICKS = "io.github.weepython.ticks";
  private static final String STARTED = "io.github.weepython.started";
  private static final Instant NOW = Instant.parse("2026-05-01T12:00:00Z");
  private static final Instant LONG_AGO = NOW.minus(Duration.ofDays(3));

  @TempDir Path proc;

  @BeforeEach
  void describeTheMachine() throws IOException {
    Files.createDirectories(proc.resolve("sys/kernel/random"));
    Files.writeString(proc.resolve("sys/kernel/random/boot_id"), "5c1e-boot\n");
    Files.createDirectories(proc.resolve("self/ns"));
    Files.createSymbolicLink(proc.resolve("self/ns/pid"), Path.of("pid:[4026531836]"));
    process(1, 3);
  }

  @Test
  void onlyAgeCountsWhereMachinesCanNotBeToldApart() throws IOException {
    Files.delete(proc.resolve("sys/kernel/random/boot_id"));
    OwnerProcess self = self();
    Map<String, String> others = new OwnerProcess(self.machine(), 4242, 1, self.ticks()).labels();

    assertThat(self.isGone(others, processes())).isFalse();
    assertThat(self.isOrphan(others, NOW, NOW)).isFalse();
    assertThat(self.isOrphan(others, LONG_AGO, NOW)).isTrue();
  }

  @Test
  void aMachineIsABootAndANamespaceOfProcesses() {
    assertThat(self().machine()).isEqualTo("5c1e-boot pid:[4026531836]");
  }

  @Test
  void aProcessThatIsMissingIsGone() {
    assertThat(self().isGone(labels(4242, 700), processes())).isTrue();
  }

  /** By the mount option hidepid, other users' processes seem to be missing. */
  @Test
  void aProcessThatMayBeHiddenIsNotGone() throws IOException {
    Files.delete(proc.resolve("1/stat"));

    assertThat(self().isGone(labels(4242, 700), processes())).isFalse();
  }

  @Test
  void aProcessThatCanNotBeReadIsNotGone() throws IOException {
    Files.createDirectories(proc.resolve("4242/stat"));

    assertThat(self().isGone(labels(4242, 700), processes())).isFalse();
  }

  @Test
  void aNumberThatAnotherProcessHasNowIsGone() throws IOException {
    process(4242, 900);

    assertThat(self().isGone(labels(4242, 700), processes())).isTrue();
    assertThat(self().isGone(labels(4242, 900), processes())).isFalse();
  }

  @Test
  void aClockThatWasSetEndsNoProcess() {
    OwnerProcess self = OwnerProcess.self();
    Map<String, String> before = new HashMap<>(self.labels());
    before.put(STARTED, Long.toString(self.started() - Duration.ofHours(1).toMillis()));

    assertThat(before).containsKey(TICKS);
    assertThat(self.isOrphan(before, NOW, NOW)).isFalse();
  }

  @Test
  void ofOlderVersionsOnlyTheTimeIsKnown() {
    OwnerProcess self = OwnerProcess.self();
    Map<String, String> old = new HashMap<>(self.labels());
    old.remove(TICKS);

    assertThat(self.isOrphan(old, NOW, NOW)).isFalse();
    old.put(STARTED, Long.toString(self.started() - 1500));
    assertThat(self.isOrphan(old, NOW, NOW)).isFalse();
    old.put(STARTED, Long.toString(self.started() - Duration.ofHours(1).toMillis()));
    assertThat(self.isOrphan(old, NOW, NOW)).isTrue();
  }

  @Test
  void aLivingProcessOfThisMachineMayTakeForDays() {
    OwnerProcess self = OwnerProcess.self();

    assertThat(self.isOrphan(self.labels(), LONG_AGO, NOW)).isFalse();
  }

  @Test
  void whatIsOfAnotherMachineHasADay() {
    OwnerProcess self = OwnerProcess.self();
    Map<String, String> others = new OwnerProcess("another", 1, 1, OptionalLong.empty()).labels();

    assertThat(self.isOrphan(others, NOW.minus(Duration.ofHours(23)), NOW)).isFalse();
    assertThat(self.isOrphan(others, NOW.minus(Duration.ofHours(25)), NOW)).isTrue();
  }

  @Test
  void labelsThatWeeDidNotMakeNameNobody() {
    Map<String, String> odd = new HashMap<>(labels(4242, 700));
    odd.put("io.github.weepython.pid", "many");

    assertThat(self().isGone(odd, processes())).isFalse();
  }

  private OwnerProcess self() {
    return OwnerProcess.of(ProcessHandle.current(), processes());
  }

  private ProcessTable processes() {
    return new ProcessTable(proc);
  }

  private Map<String, String> labels(long pid, long ticks) {
    return new OwnerProcess(self().machine(), pid, 1, OptionalLong.of(ticks)).labels();
  }

  /** As the kernel has it; a program may call itself anything. */
  private void process(long pid, long ticks) throws IOException {
    Path folder = Files.createDirectories(proc.resolve(Long.toString(pid)));
    Files.writeString(
        folder.resolve("stat"),
        pid + " (a) b (c) S 1 1 1 0 -1 4194560 9 0 0 0 1 2 0 0 20 0 1 0 " + ticks + " 4096 12\n");
  }
}
