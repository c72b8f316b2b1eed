package io.github.weepython.maven;

import java.util.Locale;

/**
 * Sizes as people write them, in units of a thousand: "15.5 MB". The same on every machine, unlike
 * {@code formatted}, which writes numbers as the user's locale has them.
 */
public final class HumanSize {
  private HumanSize() {}

  /** To a tenth: "812.4 kB". */
  public static String kilobytes(double bytes) {
    return String.format(Locale.ROOT, "%.1f kB", bytes / 1e3);
  }

  /** With its sign: "+812.4 kB". */
  public static String growth(double bytes) {
    return String.format(Locale.ROOT, "%+.1f kB", bytes / 1e3);
  }

  /** To a tenth: "15.5 MB". */
  public static String megabytes(double bytes) {
    return String.format(Locale.ROOT, "%.1f MB", bytes / 1e6);
  }

  /** To a hundredth, where images are compared: "15.53 MB". */
  public static String preciseMegabytes(double bytes) {
    return String.format(Locale.ROOT, "%.2f MB", bytes / 1e6);
  }

  /** To a tenth: "4.2 GB". */
  public static String gigabytes(double bytes) {
    return String.format(Locale.ROOT, "%.1f GB", bytes / 1e9);
  }
}
