package io.github.weepython.maven.trust;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;

/**
 * What an SBOM says that an image holds.
 *
 * @param packages Debian's: name, a space, version
 * @param files SHA-256 in hexadecimal by path without a leading slash; empty where none is given
 * @param all whether the files are said to be all that the image has
 */
record StatedContent(Set<String> packages, Map<String, String> files, boolean all) {
  private static final Pattern DEB = Pattern.compile("pkg:deb/debian/([^@?]+)@([^?]+).*");

  /**
   * Of CycloneDX: files that are parts of the image's own component are all that it has, as wee
   * writes them; among the other components stand some of them.
   */
  static StatedContent ofCycloneDx(JsonNode sbom) {
    Set<String> packages = new TreeSet<>();
    Map<String, String> files = new TreeMap<>();
    List<JsonNode> own = list(sbom.at("/metadata/component/components"));
    List<JsonNode> components = new ArrayList<>(own);
    components.addAll(list(sbom.path("components")));
    for (JsonNode component : components) {
      debian(component.path("purl").asText("")).ifPresent(packages::add);
      if (isFile(component)) {
        files.put(
            path(component.path("name").asText("")),
            sum(component.path("hashes"), "alg", "SHA-256", "content"));
      }
    }
    return new StatedContent(packages, files, own.stream().anyMatch(StatedContent::isFile));
  }

  private static boolean isFile(JsonNode component) {
    return component.path("type").asText("").equals("file");
  }

  /**
   * Of SPDX: the files are all that there is where the package that the document describes has some
   * and was analyzed (SPDX 2.3, 7.8).
   */
  static StatedContent ofSpdx(JsonNode sbom) {
    Set<String> packages = new TreeSet<>();
    Map<String, String> files = new TreeMap<>();
    boolean all = false;
    Set<String> described = described(sbom);
    for (JsonNode item : sbom.path("packages")) {
      for (JsonNode reference : item.path("externalRefs")) {
        debian(reference.path("referenceLocator").asText("")).ifPresent(packages::add);
      }
      all |=
          described.contains(item.path("SPDXID").asText(""))
              && item.path("filesAnalyzed").asBoolean()
              && !item.path("hasFiles").isEmpty();
    }
    for (JsonNode file : sbom.path("files")) {
      files.put(
          path(file.path("fileName").asText("")),
          sum(file.path("checksums"), "algorithm", "SHA256", "checksumValue"));
    }
    return new StatedContent(packages, files, all);
  }

  private static Set<String> described(JsonNode sbom) {
    Set<String> described = new TreeSet<>();
    sbom.path("documentDescribes").forEach(id -> described.add(id.asText("")));
    for (JsonNode relation : sbom.path("relationships")) {
      if (relation.path("relationshipType").asText("").equals("DESCRIBES")) {
        described.add(relation.path("relatedSpdxElement").asText(""));
      }
    }
    return described;
  }

  private static String sum(JsonNode sums, String name, String algorithm, String value) {
    return list(sums).stream()
        .filter(sum -> sum.path(name).asText("").equals(algorithm))
        .map(sum -> sum.path(value).asText(""))
        .findFirst()
        .orElse("");
  }

  private static String path(String name) {
    return name.replaceFirst("^\\.?/", "");
  }

  private static List<JsonNode> list(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false).toList();
  }

  /** Name and version of one of Debian's packages by its package URL; empty for others. */
  static Optional<String> debian(String purl) {
    Matcher deb = DEB.matcher(purl);
    return deb.matches()
        ? Optional.of(decoded(deb.group(1)) + " " + decoded(deb.group(2)))
        : Optional.empty();
  }

  private static String decoded(String text) {
    try {
      // A plus sign stands for itself in a package URL.
      return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return text;
    }
  }
}
