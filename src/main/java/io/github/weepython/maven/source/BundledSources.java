package io.github.weepython.maven.source;

import static io.github.weepython.maven.Jackson.JSON;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import io.github.weepython.maven.Causes;
import io.github.weepython.maven.archive.ArchiveException;
import io.github.weepython.maven.archive.TarReader;
import io.github.weepython.maven.digest.Digest;
import io.github.weepython.maven.fetch.Download;
import io.github.weepython.maven.fetch.Fetcher;
import io.github.weepython.maven.store.Store;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What other projects' sources a CPython tarball brings along. The facts are CPython's own {@code
 * Misc/sbom.spdx.json} (from 3.12 on), and version numbers in headers of what that leaves out.
 * expat is left out: wee links Debian's.
 */
public final class BundledSources {
  private static final Pattern WHEEL =
      Pattern.compile("Lib/ensurepip/_bundled/([^/-]+)-([^/-]+)-[^/]+\\.whl");
  private static final Set<String> LINKED_FROM_DEBIAN = Set.of("expat");

  /** Headers that say a version, and of what. */
  private static final Map<String, Header> HEADERS =
      Map.of(
          "Include/internal/mimalloc/mimalloc.h",
          new Header("mimalloc", Pattern.compile("#define MI_MALLOC_VERSION (\\d)(\\d)(\\d+)")),
          "Modules/_decimal/libmpdec/mpdecimal.h",
          new Header(
              "mpdecimal", Pattern.compile("#define MPD_VERSION \"(\\d+)\\.(\\d+)\\.(\\d+)")));

  private final Store store;
  private final Fetcher fetcher;

  /** Such as {@code MPD_VERSION}: three numbers. */
  private record Header(String name, Pattern version) {}

  /**
   * One project's source.
   *
   * @param name such as {@code mpdecimal}
   * @param version its release, or the commit
   * @param sha256 of what was taken over; empty where nobody says
   * @param url where it was taken from; empty where nobody says
   * @param cpe by which the NVD names it; empty for none
   * @param purl empty for none
   * @param library the modules of CPython's library that it is; empty for what is compiled in
   */
  public record Bundled(
      String name,
      String version,
      String sha256,
      String url,
      String cpe,
      String purl,
      List<String> library) {
    public Bundled {
      library = List.copyOf(library);
    }
  }

  public BundledSources(Store store, Fetcher fetcher) {
    this.store = store;
    this.fetcher = fetcher;
  }

  /**
   * What a tarball brings along, sorted by name; looked for once.
   *
   * @throws io.github.weepython.maven.fetch.FetchException when it can't be had
   */
  public List<Bundled> of(Download tarball) {
    Path known =
        store.file(
            "bundled",
            Digest.of("bundled 1\n" + tarball.digest().hex()),
            target -> JSON.writeValue(target.toFile(), read(fetcher.fetch(tarball))));
    try {
      return JSON.readValue(Files.readAllBytes(known), new TypeReference<>() {});
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static List<Bundled> read(Path tarball) {
    Map<String, Bundled> all = new TreeMap<>();
    try (InputStream in = SourceTree.decompressed(tarball)) {
      TarReader.read(
          String.valueOf(tarball.getFileName()),
          in,
          TarReader.Devices.REFUSE,
          (entry, size, body) ->
              look(entry.path().substring(entry.path().indexOf('/') + 1), body, all));
    } catch (IOException | ArchiveException e) {
      throw new SourceException(
          "The source "
              + tarball
              + " can't be read: "
              + Causes.ownOr(e)
              + ". Remove the file to have it downloaded again.",
          e);
    }
    return all.values().stream().sorted(Comparator.comparing(Bundled::name)).toList();
  }

  private static void look(String path, InputStream body, Map<String, Bundled> all)
      throws IOException {
    Matcher wheel = WHEEL.matcher(path);
    Header header = HEADERS.get(path);
    if (path.equals("Misc/sbom.spdx.json")) {
      spdx(JSON.readTree(body.readAllBytes()), all);
    } else if (wheel.matches()) {
      String name = wheel.group(1);
      String purl = "pkg:pypi/" + name + "@" + wheel.group(2);
      String sha256 = Digest.of(body).hex();
      all.put(
          name,
          new Bundled(name, wheel.group(2), sha256, "", "", purl, List.of(path.substring(4))));
    } else if (header != null) {
      Matcher found =
          header.version().matcher(new String(body.readAllBytes(), StandardCharsets.UTF_8));
      if (found.find()) {
        String version = found.group(1) + "." + found.group(2) + "." + found.group(3);
        all.putIfAbsent(
            header.name(), new Bundled(header.name(), version, "", "", "", "", List.of()));
      }
    }
  }

  private static void spdx(JsonNode document, Map<String, Bundled> all) {
    for (JsonNode node : document.path("packages")) {
      String name = node.path("name").asText("");
      if (!LINKED_FROM_DEBIAN.contains(name)) {
        Bundled found = bundled(node, library(document, node.path("SPDXID").asText("")));
        all.merge(name, found, (old, now) -> old.library().isEmpty() ? now : old);
      }
    }
  }

  private static Bundled bundled(JsonNode found, List<String> library) {
    String url = found.path("downloadLocation").asText("");
    return new Bundled(
        found.path("name").asText(""),
        found.path("versionInfo").asText(""),
        found.path("checksums").path(0).path("checksumValue").asText(""),
        url.startsWith("http") ? url : "",
        reference(found, "cpe23Type"),
        reference(found, "purl"),
        library);
  }

  private static String reference(JsonNode found, String type) {
    for (JsonNode externalRef : found.path("externalRefs")) {
      if (externalRef.path("referenceType").asText("").equals(type)) {
        return externalRef.path("referenceLocator").asText("");
      }
    }
    return "";
  }

  /** Its files, where all of them are below Lib. */
  private static List<String> library(JsonNode document, String id) {
    Set<String> files = new HashSet<>();
    for (JsonNode relationship : document.path("relationships")) {
      if (relationship.path("spdxElementId").asText("").equals(id)
          && relationship.path("relationshipType").asText("").equals("CONTAINS")) {
        files.add(relationship.path("relatedSpdxElement").asText(""));
      }
    }
    List<String> names = new ArrayList<>();
    for (JsonNode file : document.path("files")) {
      if (files.contains(file.path("SPDXID").asText(""))) {
        names.add(file.path("fileName").asText(""));
      }
    }
    return names.isEmpty() || names.stream().anyMatch(name -> !name.startsWith("Lib/"))
        ? List.of()
        : names.stream().map(name -> name.substring(4)).sorted().toList();
  }
}
