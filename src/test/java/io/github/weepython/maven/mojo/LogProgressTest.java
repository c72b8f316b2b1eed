package io.github.weepython.maven.mojo;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.weepython.maven.progress.Progress;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import org.apache.maven.monitor.logging.DefaultLog;
import org.codehaus.plexus.logging.Logger;
import org.codehaus.plexus.logging.console.ConsoleLogger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a person sees: Maven's console log and the live line come out of one stream. */
class LogProgressTest {
  private static final String CLEAR = "\r\033[K";

  private final PrintStream before = System.out;
  private final ByteArrayOutputStream seen = new ByteArrayOutputStream();
  private final PrintStream screen = new PrintStream(seen, true, StandardCharsets.UTF_8);
  private Instant now = Instant.EPOCH;

  @BeforeEach
  void watch() {
    System.setOut(screen);
  }

  @AfterEach
  void look() {
    System.setOut(before);
  }

  private LogProgress progress(int threshold, boolean terminal) {
    return new LogProgress(
        new DefaultLog(new ConsoleLogger(threshold, "test")),
        () -> now,
        terminal ? Optional.of(screen) : Optional.empty());
  }

  /** Two updates of a download, a tenth of a second apart, then its end after two seconds. */
  private void download(Progress progress) {
    try (Progress.Step step = progress.step("Downloading 2 files")) {
      now = now.plusMillis(100);
      step.detail("libc6_2.41-12_amd64.deb");
      now = now.plusMillis(100);
      step.update(1_500_000, 3_000_000);
      progress.info("a mirror was slow");
      now = now.plusMillis(1_800);
    }
  }

  private String seen() {
    return seen.toString(StandardCharsets.UTF_8);
  }

  @Test
  void aTerminalHasALiveLineThatMakesRoomForTheLog() {
    download(progress(Logger.LEVEL_INFO, true));
    assertThat(seen())
        .isEqualTo(
            "[INFO] Downloading 2 files\n"
                + CLEAR
                + "Downloading 2 files  libc6_2.41-12_amd64.deb"
                + CLEAR
                + "Downloading 2 files  1.5 of 3.0 MB libc6_2.41-12_amd64.deb"
                + CLEAR
                + "[INFO] a mirror was slow\n"
                + "[INFO] Downloading 2 files: 2.0 s\n");
  }

  @Test
  void aLogOfCiHasPlainLines() {
    download(progress(Logger.LEVEL_INFO, false));
    assertThat(seen())
        .isEqualTo(
            "[INFO] Downloading 2 files\n[INFO] a mirror was slow\n[INFO] Downloading 2 files: 2.0 s\n");
  }

  @Test
  void quietIsQuietOnATerminalToo() {
    download(progress(Logger.LEVEL_ERROR, true));
    assertThat(seen()).isEmpty();
  }

  @Test
  void aLiveLineNeverWraps() {
    Progress.Step step = progress(Logger.LEVEL_INFO, true).step("Downloading");
    now = now.plusSeconds(1);
    step.detail("x".repeat(200));
    assertThat(seen().lines().reduce((a, b) -> b).orElseThrow().replace("\033[K", "")).hasSize(79);
  }
}
