package io.github.weepython.maven.debian.archive;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The packages of one architecture, of several Packages indexes together. Paragraphs are parsed
 * when they are asked for.
 */
public final class PackageIndex {
  private final Map<String, List<Entry>> byName;
  private final Map<String, Set<String>> providers;
  private final Set<String> essential;

  private PackageIndex(
      Map<String, List<Entry>> byName, Map<String, Set<String>> providers, Set<String> essential) {
    this.byName = byName;
    this.providers = providers;
    this.essential = essential;
  }

  /** The newest version of a package. */
  public Optional<Package> newest(String name) {
    return versions(name).stream().findFirst();
  }

  /** All versions, newest first, each once; of equal ones the one of the index added first. */
  public List<Package> versions(String name) {
    List<Package> versions = new ArrayList<>();
    for (Entry entry : byName.getOrDefault(name, List.of())) {
      Package candidate = Package.parse(entry.stanza(), entry.mirrors());
      if (versions.stream().noneMatch(p -> p.version().equals(candidate.version()))) {
        versions.add(candidate);
      }
    }
    versions.sort(Comparator.comparing(Package::version).reversed());
    return versions;
  }

  /** The names of packages of which some version provides that name, sorted. */
  public Set<String> providers(String name) {
    return providers.getOrDefault(name, Set.of());
  }

  /** The names of packages of which some version is Essential, sorted. */
  public Set<String> essential() {
    return essential;
  }

  /** How many package names there are. */
  public int size() {
    return byName.size();
  }

  private record Entry(Stanza stanza, List<URI> mirrors) {}

  /** Gathers indexes. */
  public static final class Builder {
    private final Map<String, List<Entry>> byName = new HashMap<>();
    private final Map<String, Set<String>> providers = new HashMap<>();
    private final Set<String> essential = new TreeSet<>();

    /**
     * Adds a Packages index.
     *
     * @param index its uncompressed text; not closed
     * @param mirrors where its packages are to be had
     */
    public Builder add(InputStream index, List<URI> mirrors) throws IOException {
      Stanzas.forEach(index, s -> add(s, mirrors));
      return this;
    }

    private void add(Stanza stanza, List<URI> mirrors) {
      String name = stanza.need("Package");
      byName.computeIfAbsent(name, n -> new ArrayList<>(1)).add(new Entry(stanza, mirrors));
      for (String provided : stanza.fieldOrEmpty("Provides").split(",")) {
        String virtual = nameOf(provided);
        if (!virtual.isEmpty()) {
          providers.computeIfAbsent(virtual, n -> new TreeSet<>()).add(name);
        }
      }
      if (stanza.fieldOrEmpty("Essential").equals("yes")) {
        essential.add(name);
      }
    }

    /** What precedes a version or an architecture. */
    private static String nameOf(String provided) {
      String text = provided.trim();
      int end = 0;
      while (end < text.length() && " (:\t\n".indexOf(text.charAt(end)) < 0) {
        end++;
      }
      return text.substring(0, end);
    }

    public PackageIndex build() {
      return new PackageIndex(byName, providers, essential);
    }
  }
}
