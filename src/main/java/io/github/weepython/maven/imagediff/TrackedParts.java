package io.github.weepython.maven.imagediff;

import io.github.weepython.maven.vex.CpythonRecords;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What images or a lock have that Debian files vulnerabilities of.
 *
 * @param codename Debian's release, where it is known and one alone
 * @param sources versions of Debian's source packages, by their names
 * @param pythons releases of CPython, each with the CVE numbers of what patches close in it
 */
public record TrackedParts(
    Optional<String> codename, Map<String, Set<String>> sources, Map<String, Set<String>> pythons) {
  public TrackedParts {
    sources = Map.copyOf(sources);
    pythons = Collections.unmodifiableMap(new TreeMap<>(pythons));
  }

  /** The source packages under which Debian files the vulnerabilities. */
  public Set<String> names() {
    Set<String> names = new TreeSet<>(sources.keySet());
    pythons.keySet().forEach(python -> names.add(CpythonRecords.source(python)));
    return names;
  }
}
