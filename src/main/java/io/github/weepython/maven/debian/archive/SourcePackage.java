package io.github.weepython.maven.debian.archive;

import io.github.weepython.maven.fetch.Download;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;

/**
 * A source package of an archive.
 *
 * @param directory its files' folder below each mirror
 * @param mirrors where that archive is to be had
 */
public record SourcePackage(
    String name,
    DebianVersion version,
    String directory,
    List<ChecksumEntry> files,
    List<URI> mirrors) {
  public SourcePackage {
    files = List.copyOf(files);
    mirrors = List.copyOf(mirrors);
  }

  /**
   * Reads a paragraph of a Sources index.
   *
   * @throws DebianException when a field is missing or malformed
   */
  public static SourcePackage parse(Stanza stanza, List<URI> mirrors) {
    return new SourcePackage(
        stanza.need("Package"),
        DebianVersion.parse(stanza.need("Version")),
        Package.path(stanza.need("Directory")),
        ChecksumEntry.table(stanza, "Checksums-Sha256"),
        mirrors);
  }

  /** Its files, to be fetched. */
  public List<Download> downloads() {
    List<Download> downloads = new ArrayList<>();
    for (ChecksumEntry file : files) {
      String path = directory + "/" + file.path();
      downloads.add(
          new Download(
              file.path(),
              mirrors.stream().map(m -> Mirrors.below(m, path)).toList(),
              file.sha256(),
              file.size()));
    }
    return downloads;
  }
}
