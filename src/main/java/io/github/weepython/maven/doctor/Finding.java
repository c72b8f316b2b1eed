package io.github.weepython.maven.doctor;

/**
 * One thing that {@code wee:doctor} looked at.
 *
 * @param topic as {@code Compiling}
 * @param subject what was looked at
 * @param verdict what it means for a build
 * @param found what was found, perhaps on several lines; never a secret
 * @param mend what a person can do; empty when nothing needs to be done
 */
public record Finding(String topic, String subject, Verdict verdict, String found, String mend) {
  /** What a finding means. */
  public enum Verdict {
    GOOD,
    /** Known, and neither good nor bad: one of several ways that need not all be there. */
    NOTE,
    WARNING,
    /** Nothing can be compiled. */
    BAD
  }

  static Finding good(String topic, String subject, String found) {
    return new Finding(topic, subject, Verdict.GOOD, found, "");
  }

  static Finding note(String topic, String subject, String found) {
    return new Finding(topic, subject, Verdict.NOTE, found, "");
  }

  static Finding warning(String topic, String subject, String found, String mend) {
    return new Finding(topic, subject, Verdict.WARNING, found, mend);
  }

  static Finding bad(String topic, String subject, String found, String mend) {
    return new Finding(topic, subject, Verdict.BAD, found, mend);
  }
}
