package io.github.weepython.maven.mojo;

import io.github.weepython.maven.progress.Progress;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.apache.maven.plugin.logging.Log;

/** Plain lines in Maven's log, and on a terminal a live line below them. */
final class LogProgress implements Progress {
  private static final Duration WORTH_A_LINE = Duration.ofSeconds(1);
  private static final Duration REDRAW = Duration.ofMillis(100);

  private final Log log;
  private final InstantSource clock;
  private final Optional<PrintStream> terminal;

  /**
   * @param terminal where a live line is drawn; empty in a CI log
   */
  LogProgress(Log log, InstantSource clock, Optional<PrintStream> terminal) {
    this.log = log;
    this.clock = clock;
    this.terminal = log.isInfoEnabled() ? terminal : Optional.empty();
  }

  @Override
  public void info(String message) {
    log.info(message);
  }

  @Override
  public void warn(String message) {
    log.warn(message);
  }

  @Override
  public Step step(String name) {
    log.info(name);
    return new Running(name);
  }

  private final class Running implements Step {
    private final String name;
    private final Instant began = clock.instant();
    private Instant drawn = began;
    private String detail = "";
    private boolean live;

    Running(String name) {
      this.name = name;
    }

    @Override
    public synchronized void update(long done, long total) {
      draw(
          total > 0
              ? "%.1f of %.1f MB".formatted(done / 1e6, total / 1e6)
              : "%.1f MB".formatted(done / 1e6));
    }

    @Override
    public synchronized void detail(String text) {
      detail = text;
      draw("");
    }

    private void draw(String amount) {
      Instant now = clock.instant();
      if (terminal.isPresent() && Duration.between(drawn, now).compareTo(REDRAW) >= 0) {
        drawn = now;
        live = true;
        terminal.get().print("\r\033[K%s  %s %s".formatted(name, amount, detail));
        terminal.get().flush();
      }
    }

    @Override
    public synchronized void close() {
      if (live) {
        terminal.ifPresent(t -> t.print("\r\033[K"));
      }
      Duration took = Duration.between(began, clock.instant());
      if (took.compareTo(WORTH_A_LINE) >= 0) {
        log.info("%s: %.1f s".formatted(name, took.toMillis() / 1e3));
      }
    }
  }
}
