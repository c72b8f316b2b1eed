package io.github.weepython.maven.site;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.weepython.maven.digest.Digest;
import io.github.weepython.maven.fetch.Download;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The files that a lock names (PEP 751: tables with {@code name}, {@code url}, {@code path}, {@code
 * size} and {@code hashes}).
 *
 * @param what messages call the lock
 * @param file the lock; paths are relative to it
 */
record LockedFiles(String what, Path file) {
  /** The field {@code name}; else the last part of path or URL. */
  String name(String project, JsonNode table) {
    String name = table.path("name").asText("");
    if (name.isEmpty()) {
      String place =
          table.has("path")
              ? table.path("path").asText("")
              : String.valueOf(uri(project, table.path("url").asText("")).getPath());
      name = place.substring(place.lastIndexOf('/') + 1);
    }
    return name;
  }

  /**
   * Where the file is, and its digest.
   *
   * @throws SiteException when the lock does not fix it by a SHA-256
   */
  Download download(String name, JsonNode table) {
    String sha256 = table.path("hashes").path("sha256").asText("");
    if (!sha256.matches("[0-9a-f]{64}")) {
      throw new SiteException(
          "%s %s has no SHA-256 for %s; wee installs nothing that isn't fixed by one. Lock again with a tool that writes it."
              .formatted(what, file, name));
    }
    long size = table.path("size").asLong(Download.UNKNOWN_SIZE);
    return new Download(name, List.of(place(name, table)), new Digest(sha256), size);
  }

  /** The path; the URL where there is no path, or nothing at it on this machine. */
  private URI place(String name, JsonNode table) {
    if (table.has("path")) {
      Path path = file.toAbsolutePath().resolveSibling(table.path("path").asText("")).normalize();
      if (Files.exists(path) || !table.has("url")) {
        return path.toUri();
      }
    }
    return uri(name, table.path("url").asText(""));
  }

  private URI uri(String of, String text) {
    try {
      URI uri = URI.create(text);
      if (String.valueOf(uri.getScheme()).matches("https?|file")
          && !String.valueOf(uri.getRawAuthority()).contains("@")) {
        return uri;
      }
    } catch (IllegalArgumentException e) {
      // Told below, with where it stands.
    }
    throw new SiteException(
        "%s %s names no http, https or file URL without a login for %s.".formatted(what, file, of));
  }
}
