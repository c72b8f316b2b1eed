package io.github.weepython.maven;

/** What lies at the bottom of an exception. */
public final class Causes {
  private Causes() {}

  /** What the innermost exception says, on one line; its class where it says nothing. */
  public static String innermost(Throwable error) {
    Throwable root = error;
    while (root.getCause() != null && root.getCause() != root) {
      root = root.getCause();
    }
    String text = root.getMessage() == null ? root.getClass().getSimpleName() : root.getMessage();
    return text.strip().replaceAll("\\s*\n\\s*", " ");
  }
}
