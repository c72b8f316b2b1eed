package io.github.weepython.maven.mojo;

import io.github.weepython.maven.HumanSize;
import io.github.weepython.maven.progress.Progress;
import java.io.Console;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Optional;
import org.apache.maven.plugin.logging.Log;

/** Plain lines in Maven's log, and on a terminal a live line below them. */
final class LogProgress implements Progress {
  private static final Duration WORTH_A_LINE = Duration.ofSeconds(1);
  private static final Duration REDRAW = Duration.ofMillis(100);

  /** A longer line would wrap, and then could not be drawn over. */
  private static final int WIDTH = 79;

  private final Log log;
  private final InstantSource clock;
  private final Optional<PrintStream> terminal;
  private boolean live;

  /**
   * @param terminal where a live line is drawn; empty in a CI log
   */
  LogProgress(Log log, InstantSource clock, Optional<PrintStream> terminal) {
    this.log = log;
    this.clock = clock;
    this.terminal = log.isInfoEnabled() ? terminal : Optional.empty();
  }

  /** Whether a person watches: since Java 22 there is a console in a CI log, too. */
  @SuppressWarnings("SystemConsoleNull") // Asked for by the method that only newer Javas have.
  static boolean watched() {
    Console console = System.console();
    if (console == null) {
      return false;
    }
    try {
      return (Boolean) Console.class.getMethod("isTerminal").invoke(console);
    } catch (ReflectiveOperationException e) {
      return true; // An older Java has a console on a terminal only.
    }
  }

  @Override
  public void info(String message) {
    line(() -> log.info(message));
  }

  @Override
  public void warn(String message) {
    line(() -> log.warn(message));
  }

  @Override
  public Step step(String name) {
    line(() -> log.info(name));
    return new Running(name);
  }

  /** Nothing of the live line stays beside a line of the log. */
  private synchronized void line(Runnable told) {
    if (live) {
      terminal.ifPresent(t -> t.print("\r\033[K"));
      terminal.ifPresent(PrintStream::flush);
      live = false;
    }
    told.run();
  }

  private synchronized void draw(String text) {
    live = true;
    String cut = text.length() > WIDTH ? text.substring(0, WIDTH - 1) + "…" : text;
    terminal.ifPresent(t -> t.print("\r\033[K" + cut));
    terminal.ifPresent(PrintStream::flush);
  }

  private final class Running implements Step {
    private final String name;
    private final Instant began = clock.instant();
    private Instant drawn = began;
    private String detail = "";

    Running(String name) {
      this.name = name;
    }

    @Override
    public synchronized void update(long done, long total) {
      show(
          total > 0
              ? HumanSize.megabytes(done).replace(" MB", "") + " of " + HumanSize.megabytes(total)
              : HumanSize.megabytes(done));
    }

    @Override
    public synchronized void detail(String text) {
      detail = text;
      show("");
    }

    private void show(String amount) {
      Instant now = clock.instant();
      if (terminal.isPresent() && Duration.between(drawn, now).compareTo(REDRAW) >= 0) {
        drawn = now;
        draw("%s  %s %s".formatted(name, amount, detail).replaceAll(" {3,}", "  ").stripTrailing());
      }
    }

    @Override
    public synchronized void close() {
      Duration took = Duration.between(began, clock.instant());
      if (took.compareTo(WORTH_A_LINE) >= 0) {
        line(() -> log.info(String.format(Locale.ROOT, "%s: %.1f s", name, took.toMillis() / 1e3)));
      } else {
        line(() -> {});
      }
    }
  }
}
