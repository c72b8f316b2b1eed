package io.github.weepython.maven;

import java.util.Locale;
import java.util.concurrent.Callable;

/** Other people's locales, in which {@code %d} writes no digits of ASCII's. */
public final class Locales {
  private Locales() {}

  /** What comes of it on a machine whose user writes Arabic digits. */
  public static <T> T inArabic(Callable<T> work) throws Exception {
    Locale before = Locale.getDefault();
    Locale.setDefault(Locale.forLanguageTag("ar-EG"));
    try {
      if ("%d".formatted(1).equals("1")) {
        throw new AssertionError("this Java has no Arabic digits, so that nothing is tested");
      }
      return work.call();
    } finally {
      Locale.setDefault(before);
    }
  }
}
