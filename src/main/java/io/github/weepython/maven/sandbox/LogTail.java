package io.github.weepython.maven.sandbox;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;

/**
 * Keeps the end of what a job prints, for the message when it fails. Not safe for several threads.
 */
public final class LogTail implements Consumer<String> {
  private final int most;
  private final Deque<String> lines = new ArrayDeque<>();

  /**
   * @param most how many lines are kept
   */
  public LogTail(int most) {
    this.most = most;
  }

  @Override
  public void accept(String line) {
    lines.add(line);
    if (lines.size() > most) {
      lines.remove();
    }
  }

  /** Forgets all. */
  public void clear() {
    lines.clear();
  }

  /** The lines, with this between them. */
  public String joined(String separator) {
    return String.join(separator, lines);
  }
}
