package io.github.weepython.maven.sandbox;

/**
 * What was found out about a place where jobs run.
 *
 * @param works whether jobs can run there, as far as is known
 * @param found what was tried and what it said
 * @param fix what a person can do about it; empty when nothing needs to be
 */
public record Availability(boolean works, String found, String fix) {
  public static Availability good(String found) {
    return new Availability(true, found, "");
  }

  public static Availability bad(String found, String fix) {
    return new Availability(false, found, fix);
  }
}
