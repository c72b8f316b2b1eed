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
 * @param filename the .deb's path below each mirror
 * @param depends Pre-Depends, then Depends
 * @param priority {@code required}, {@code important}, {@code standard}, {@code optional}...
 * @param source the source package it was built from
 * @param sourceVersion that one's version
 * @param control its paragraph of the index as found, for dpkg's status file
 * @param mirrors where that archive is to be had
 */
public record Package(
    String name,
    DebianVersion version,
    String architecture,
    String filename,
    long size,
    Digest sha256,
    List<Dependency> depends,
    List<Relation> provides,
    List<Relation> breaks,
    List<Relation> conflicts,
    boolean essential,
    String priority,
    String source,
    DebianVersion sourceVersion,
    String control,
    List<URI> mirrors) {
  /** Nothing that leaves the mirror's folder, nothing that a URI would read otherwise. */
  private static final Pattern PATH =
      Pattern.compile("(?!/)(?!.*(?:^|/)\\.\\.?(?:/|$))[A-Za-z0-9.+~_/-]+");

  private static final Pattern SOURCE = Pattern.compile("(\\S+)(?:\\s+\\((\\S+)\\))?");

  public Package {
    depends = List.copyOf(depends);
    provides = List.copyOf(provides);
    breaks = List.copyOf(breaks);
    conflicts = List.copyOf(conflicts);
    mirrors = List.copyOf(mirrors);
  }

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
    List<Dependency> depends = new ArrayList<>();
    depends.addAll(Dependency.parse(stanza.fieldOrEmpty("Pre-Depends"), architecture));
    depends.addAll(Dependency.parse(stanza.fieldOrEmpty("Depends"), architecture));
    String version = stanza.need("Version");
    Matcher source = SOURCE.matcher(stanza.field("Source").orElse(name));
    if (!source.matches()) {
      throw new DebianException("its Source is '" + stanza.fieldOrEmpty("Source") + "'.");
    }
    return new Package(
        name,
        DebianVersion.parse(version),
        architecture,
        path(stanza.need("Filename")),
        Long.parseLong(stanza.need("Size")),
        new Digest(stanza.need("SHA256")),
        depends,
        relations(stanza, "Provides", architecture),
        relations(stanza, "Breaks", architecture),
        relations(stanza, "Conflicts", architecture),
        stanza.fieldOrEmpty("Essential").equals("yes"),
        stanza.field("Priority").orElse("optional"),
        source.group(1),
        DebianVersion.parse(source.group(2) == null ? version : source.group(2)),
        stanza.text(),
        mirrors);
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
}
