package io.github.weepython.maven.debian.archive;

import io.github.weepython.maven.digest.Digest;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A binary package of an archive.
 *
 * @param architecture Debian's name of it, or {@code all}
 * @param source what it was built from
 * @param relations what it says of other packages
 * @param file its .deb
 * @param priority {@code required}, {@code important}, {@code standard}, {@code optional}...
 */
public record Package(
    String name,
    DebianVersion version,
    String architecture,
    Source source,
    Relations relations,
    ArchiveFile file,
    String priority) {
  /** A source package. */
  public record Source(String name, DebianVersion version) {}

  /**
   * Fields of deb-control(5) that name other packages.
   *
   * @param depends Pre-Depends, then Depends
   */
  public record Relations(
      List<Dependency> depends,
      List<Relation> provides,
      List<Relation> breaks,
      List<Relation> conflicts) {
    public Relations {
      depends = List.copyOf(depends);
      provides = List.copyOf(provides);
      breaks = List.copyOf(breaks);
      conflicts = List.copyOf(conflicts);
    }
  }

  /**
   * A .deb where an archive has it.
   *
   * @param path below each mirror
   * @param size in bytes
   * @param mirrors where that archive is to be had
   */
  public record ArchiveFile(String path, long size, Digest sha256, List<URI> mirrors) {
    public ArchiveFile {
      mirrors = List.copyOf(mirrors);
    }

    /** Without its folders. */
    public String name() {
      return path.substring(path.lastIndexOf('/') + 1);
    }
  }

  /** Nothing that leaves the mirror's folder, nothing that a URI would read otherwise. */
  private static final Pattern PATH =
      Pattern.compile("(?!/)(?!.*(?:^|/)\\.\\.?(?:/|$))[A-Za-z0-9.+~_/-]+");

  private static final Pattern SOURCE = Pattern.compile("(\\S+)(?:\\s+\\((\\S+)\\))?");

  /**
   * Reads a paragraph of a Packages index.
   *
   * @param mirrors the archive's that it came from
   * @throws DebianException when a field is missing or malformed
   */
  public static Package parse(Stanza stanza, List<URI> mirrors) {
    String name = stanza.need("Package");
    try {
      return parse(name, stanza, mirrors);
    } catch (DebianException | IllegalArgumentException e) {
      throw new DebianException(
          "The archive's entry of package " + name + " is malformed: " + e.getMessage(), e);
    }
  }

  private static Package parse(String name, Stanza stanza, List<URI> mirrors) {
    String architecture = stanza.need("Architecture");
    DebianVersion version = DebianVersion.parse(stanza.need("Version"));
    return new Package(
        name,
        version,
        architecture,
        source(name, version, stanza),
        relations(stanza, architecture),
        new ArchiveFile(
            path(stanza.need("Filename")),
            Long.parseLong(stanza.need("Size")),
            new Digest(stanza.need("SHA256")),
            mirrors),
        stanza.field("Priority").orElse("optional"));
  }

  /** It is named where its name or version differ from the package's own. */
  private static Source source(String name, DebianVersion version, Stanza stanza) {
    Matcher source = SOURCE.matcher(stanza.field("Source").orElse(name));
    if (!source.matches()) {
      throw new DebianException("its Source is '" + stanza.fieldOrEmpty("Source") + "'.");
    }
    return new Source(
        source.group(1), source.group(2) == null ? version : DebianVersion.parse(source.group(2)));
  }

  private static Relations relations(Stanza stanza, String architecture) {
    List<Dependency> depends = new ArrayList<>();
    depends.addAll(Dependency.parse(stanza.fieldOrEmpty("Pre-Depends"), architecture));
    depends.addAll(Dependency.parse(stanza.fieldOrEmpty("Depends"), architecture));
    return new Relations(
        depends,
        relations(stanza, "Provides", architecture),
        relations(stanza, "Breaks", architecture),
        relations(stanza, "Conflicts", architecture));
  }

  private static List<Relation> relations(Stanza stanza, String field, String architecture) {
    return Dependency.parse(stanza.fieldOrEmpty(field), architecture).stream()
        .flatMap(d -> d.alternatives().stream())
        .toList();
  }

  /** The path, if it stays below the mirror. */
  static String path(String path) {
    if (!PATH.matcher(path).matches()) {
      throw new DebianException("'" + path + "' is not a path below a mirror.");
    }
    return path;
  }

  /** {@code name version}, for messages. */
  public String label() {
    return name + " " + version;
  }

  /** Whether this is, or provides, one of the alternatives. */
  public boolean meets(Dependency dependency) {
    return dependency.alternatives().stream().anyMatch(this::meets);
  }

  /** Whether this is meant, in such a version, or provides what is (Debian Policy, 7.5). */
  public boolean meets(Relation relation) {
    return isNamedBy(relation)
        || (relation.fits(architecture)
            && relations.provides().stream().anyMatch(relation::isMetBy));
  }

  /** Whether this package itself is meant, not one that provides it. */
  public boolean isNamedBy(Relation relation) {
    return name.equals(relation.name()) && relation.fits(architecture) && relation.allows(version);
  }
}
