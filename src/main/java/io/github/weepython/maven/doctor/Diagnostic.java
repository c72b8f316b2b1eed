package io.github.weepython.maven.doctor;

/**
 * One thing that {@code wee:doctor} looked at.
 *
 * @param topic such as {@code Compiling}
 * @param subject what was looked at
 * @param verdict what it means for a build
 * @param found what was found, perhaps on several lines; never a secret
 * @param fix what a person can do; empty when nothing needs to be done
 */
public record Diagnostic(String topic, String subject, Verdict verdict, String found, String fix) {
  /** What a finding means. */
  public enum Verdict {
    GOOD,
    /** Known, and neither good nor bad: one of several ways that need not all be there. */
    NOTE,
    WARNING,
    /** Nothing can be compiled. */
    BAD
  }

  static Diagnostic good(String topic, String subject, String found) {
    return new Diagnostic(topic, subject, Verdict.GOOD, found, "");
  }

  static Diagnostic note(String topic, String subject, String found) {
    return new Diagnostic(topic, subject, Verdict.NOTE, found, "");
  }

  static Diagnostic warning(String topic, String subject, String found, String fix) {
    return new Diagnostic(topic, subject, Verdict.WARNING, found, fix);
  }

  static Diagnostic bad(String topic, String subject, String found, String fix) {
    return new Diagnostic(topic, subject, Verdict.BAD, found, fix);
  }
}
