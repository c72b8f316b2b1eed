package io.github.weepython.maven.trust;

/**
 * One thing that was checked.
 *
 * @param subject the image, as {@code index} or {@code linux/amd64}
 * @param name what of it, as {@code signature}
 * @param outcome how it went
 * @param detail of a success what was seen, of a failure what was expected and found
 */
public record TrustCheck(String subject, String name, Outcome outcome, String detail) {
  /** How a check went. */
  public enum Outcome {
    OK,
    /** Nothing that must be there. */
    NONE,
    FAILED
  }

  static TrustCheck ok(String subject, String name, String detail) {
    return new TrustCheck(subject, name, Outcome.OK, detail);
  }

  static TrustCheck none(String subject, String name, String detail) {
    return new TrustCheck(subject, name, Outcome.NONE, detail);
  }

  static TrustCheck failed(String subject, String name, String detail) {
    return new TrustCheck(subject, name, Outcome.FAILED, detail);
  }

  boolean isFailure() {
    return outcome == Outcome.FAILED;
  }

  @Override
  public String toString() {
    return "%s: %s: %s".formatted(subject, name, detail);
  }
}
