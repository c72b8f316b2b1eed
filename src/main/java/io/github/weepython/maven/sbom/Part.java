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
 * @param file that it came in
 * @param properties of CycloneDX
 * @param source the package it was built from, as {@code glibc 2.41-12}; empty for its own
 * @param needs refs of what it relies on
 */
record Part(
    Identity identity,
    Licence licence,
    Origin file,
    Map<String, String> properties,
    String source,
    SortedSet<String> needs) {
  /**
   * What it is.
   *
   * @param ref what other parts name it by: its purl where it has one
   * @param kind what sort of thing it is
   * @param purl empty for none
   * @param cpe empty for none
   */
  record Identity(String ref, Kind kind, String name, String version, String purl, String cpe) {
    Identity {
      if (ref.isBlank() || name.isBlank()) {
        throw new SpecException("A part of an SBOM has no name: '%s' (%s).".formatted(name, ref));
      }
    }
  }

  /**
   * Under which terms it is.
   *
   * @param names as whoever made it has them
   * @param expression of SPDX; empty where nobody says
   */
  record Licence(List<String> names, String expression) {
    static final Licence UNKNOWN = new Licence(List.of(), "");

    Licence {
      names = List.copyOf(names);
    }
  }

  /**
   * A file that was fetched; both are empty where they are not known.
   *
   * @param url where it is published
   */
  record Origin(String sha256, String url) {
    static final Origin UNKNOWN = new Origin("", "");
  }

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
    properties = new TreeMap<>(properties);
    needs = new TreeSet<>(needs);
  }

  /** One that only has a name. */
  static Part of(Kind kind, String ref, String name, String version, String purl) {
    return new Part(
        new Identity(ref, kind, name, version, purl, ""),
        Licence.UNKNOWN,
        Origin.UNKNOWN,
        Map.of(),
        "",
        new TreeSet<>());
  }

  Part licensed(List<String> names, String spdx) {
    return new Part(identity, new Licence(names, spdx), file, properties, source, needs);
  }

  Part from(String digest, String address) {
    return new Part(identity, licence, new Origin(digest, address), properties, source, needs);
  }

  Part named(String nvd, Map<String, String> all, String built) {
    Identity known = new Identity(ref(), kind(), name(), version(), identity.purl(), nvd);
    return new Part(known, licence, file, all, built, needs);
  }

  Part needing(Collection<String> more) {
    SortedSet<String> all = new TreeSet<>(needs);
    all.addAll(more);
    all.remove(ref());
    return new Part(identity, licence, file, properties, source, all);
  }

  String ref() {
    return identity.ref();
  }

  Kind kind() {
    return identity.kind();
  }

  String name() {
    return identity.name();
  }

  String version() {
    return identity.version();
  }
}
