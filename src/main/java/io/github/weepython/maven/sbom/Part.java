package io.github.weepython.maven.sbom;

import io.github.weepython.maven.spec.SpecException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * One part of an image.
 *
 * @param ref what other parts name it by: its purl where it has one
 * @param kind what sort of thing it is
 * @param purl empty for none
 * @param cpe empty for none
 * @param licences their names, as whoever made it has them
 * @param expression its licence as an SPDX expression; empty where nobody says
 * @param sha256 of the file that it came in; empty where that is not known
 * @param url where that file is published; empty where that is not known
 * @param properties of CycloneDX
 * @param source the package it was built from, as {@code glibc 2.41-12}; empty for its own
 * @param needs refs of what it relies on
 */
record Part(
    String ref,
    Kind kind,
    String name,
    String version,
    String purl,
    String cpe,
    List<String> licences,
    String expression,
    String sha256,
    String url,
    Map<String, String> properties,
    String source,
    SortedSet<String> needs) {
  /** What sort of thing a part is. */
  enum Kind {
    /** The interpreter with its library. */
    INTERPRETER("application", "Python Software Foundation"),
    /** Another project's source in the interpreter. */
    BUNDLED("library", ""),
    /** A package of Debian. */
    DEBIAN("library", "Debian"),
    /** What pip installed. */
    DISTRIBUTION("library", ""),
    /** What a wheel brought along (PEP 770). */
    EMBEDDED("library", ""),
    /** Debian itself. */
    SYSTEM("operating-system", "Debian");

    private final String type;
    private final String supplier;

    Kind(String type, String supplier) {
      this.type = type;
      this.supplier = supplier;
    }

    /** CycloneDX's type of component. */
    String type() {
      return type;
    }

    /** Empty where it is not known. */
    String supplier() {
      return supplier;
    }
  }

  Part {
    if (ref.isBlank() || name.isBlank()) {
      throw new SpecException("A part of an SBOM has no name: '%s' (%s).".formatted(name, ref));
    }
    licences = List.copyOf(licences);
    properties = new TreeMap<>(properties);
    needs = new TreeSet<>(needs);
  }

  /** One that only has a name. */
  static Part of(Kind kind, String ref, String name, String version, String purl) {
    return new Part(
        ref, kind, name, version, purl, "", List.of(), "", "", "", Map.of(), "", new TreeSet<>());
  }

  Part licensed(List<String> names, String spdx) {
    return new Part(
        ref, kind, name, version, purl, cpe, names, spdx, sha256, url, properties, source, needs);
  }

  Part from(String digest, String address) {
    return new Part(
        ref,
        kind,
        name,
        version,
        purl,
        cpe,
        licences,
        expression,
        digest,
        address,
        properties,
        source,
        needs);
  }

  Part named(String nvd, Map<String, String> all, String built) {
    return new Part(
        ref, kind, name, version, purl, nvd, licences, expression, sha256, url, all, built, needs);
  }

  Part needing(Collection<String> more) {
    SortedSet<String> all = new TreeSet<>(needs);
    all.addAll(more);
    all.remove(ref);
    return new Part(
        ref,
        kind,
        name,
        version,
        purl,
        cpe,
        licences,
        expression,
        sha256,
        url,
        properties,
        source,
        all);
  }
}
