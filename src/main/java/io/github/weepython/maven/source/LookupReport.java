package io.github.weepython.maven.source;

import java.util.ArrayList;
import java.util.List;

/** What the places that have no source said, for the message in the end. */
public final class LookupReport {
  private final List<String> lines = new ArrayList<>();
  private boolean failed;

  /** A place has no such version. */
  void absent(String said) {
    lines.add("  " + said.replace("\n", "\n    "));
  }

  /** A place may have it, and can't be asked or can't be trusted. */
  void failed(String said) {
    failed = true;
    absent(said);
  }

  /** Whether some place might have it, were something fixed. */
  boolean anyFailed() {
    return failed;
  }

  @Override
  public String toString() {
    return String.join("\n", lines);
  }
}
