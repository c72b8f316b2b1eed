package io.github.weepython.maven.trust;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.weepython.maven.debian.rootfs.InstalledPackages;
import io.github.weepython.maven.digest.Digest;
import io.github.weepython.maven.spec.Suite;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Compares what is stated about an image with what its layers hold. */
final class ContentCheck {
  private static final int SHOWN = 3;

  private final String subject;
  private final LayerContents contents;
  private final Set<String> installed = new TreeSet<>();

  ContentCheck(String subject, LayerContents contents) {
    this.subject = subject;
    this.contents = contents;
    for (InstalledPackages.Installed item : contents.packages().all()) {
      installed.add(item.name() + " " + item.version());
    }
  }

  /** What CycloneDX says is so. */
  TrustCheck sbom(JsonNode sbom) {
    return content("sbom content", StatedContent.ofCycloneDx(sbom));
  }

  /** What SPDX says is so. */
  TrustCheck spdx(JsonNode sbom) {
    return content("spdx content", StatedContent.ofSpdx(sbom));
  }

  /**
   * An SBOM lists exactly the packages that dpkg records, each file that it hashes is so, and where
   * it lists all files there are no others.
   */
  private TrustCheck content(String row, StatedContent stated) {
    List<String> wrong = new ArrayList<>();
    stated.files().forEach((path, sum) -> file(path, sum).ifPresent(wrong::add));
    if (stated.all()) {
      contents.files().keySet().stream()
          .filter(path -> !stated.files().containsKey(path))
          .forEach(
              path -> wrong.add("it lacks the file /%s, which is in the image".formatted(path)));
    }
    wrong.addAll(difference(stated.packages()));
    return wrong.isEmpty()
        ? TrustCheck.ok(
            subject,
            row,
            "%d packages as dpkg records them, %d files"
                .formatted(stated.packages().size(), stated.files().size()))
        : TrustCheck.failed(subject, row, shown(wrong));
  }

  private List<String> difference(Set<String> listed) {
    List<String> wrong = new ArrayList<>();
    listed.stream()
        .filter(each -> !installed.contains(each))
        .forEach(each -> wrong.add("it lists %s, which the image lacks".formatted(each)));
    installed.stream()
        .filter(each -> !listed.contains(each))
        .forEach(each -> wrong.add("it lacks %s, which is in the image".formatted(each)));
    return wrong;
  }

  private Optional<String> file(String path, String said) {
    if (said.isEmpty()) {
      return Optional.empty(); // It has no SHA-256 to compare.
    }
    Digest found = contents.files().get(path);
    if (found == null) {
      return Optional.of("it lists the file /%s, which the image lacks".formatted(path));
    }
    return found.hex().equals(said)
        ? Optional.empty()
        : Optional.of("it says /%s is %s, but it is %s".formatted(path, said, found.hex()));
  }

  /** Provenance names each package that is in the image, by digest, and the image's platform. */
  TrustCheck provenance(JsonNode provenance, JsonNode config) {
    JsonNode definition = provenance.path("buildDefinition");
    if (!definition.path("buildType").asText("").startsWith("https://github.com/weepython/")) {
      return TrustCheck.none(
          subject, "inputs", "another builder's provenance; inputs not compared");
    }
    List<String> wrong = new ArrayList<>();
    Set<String> named = new TreeSet<>();
    for (JsonNode resolvedDependency : definition.path("resolvedDependencies")) {
      StatedContent.debian(resolvedDependency.path("uri").asText("")).ifPresent(named::add);
      if (!resolvedDependency.at("/digest/sha256").asText("").matches("[0-9a-f]{64}")) {
        wrong.add(
            "the input %s has no digest".formatted(resolvedDependency.path("uri").asText("")));
      }
    }
    installed.stream()
        .filter(each -> !named.contains(each))
        .forEach(each -> wrong.add("no input is %s, which is in the image".formatted(each)));
    String platform = config.path("os").asText("") + "/" + config.path("architecture").asText("");
    String said = definition.at("/externalParameters/platform").asText("");
    if (!said.equals(platform)) {
      wrong.add("it is about %s, and the image is for %s".formatted(said, platform));
    }
    return wrong.isEmpty()
        ? TrustCheck.ok(
            subject, "inputs", definition.path("resolvedDependencies").size() + " inputs")
        : TrustCheck.failed(subject, "inputs", shown(wrong));
  }

  /** The image is made of no older Debian than that. */
  TrustCheck suite(Suite oldest) {
    Optional<Integer> found = contents.debian();
    String detail =
        "expected Debian %d (%s) or newer, found %s"
            .formatted(
                oldest.release(),
                oldest.codename(),
                found.map(n -> "Debian " + n).orElse("no VERSION_ID in usr/lib/os-release"));
    return found.filter(number -> number >= oldest.release()).isPresent()
        ? TrustCheck.ok(subject, "suite", "Debian " + found.get())
        : TrustCheck.failed(subject, "suite", detail);
  }

  private static String shown(List<String> wrong) {
    String first = String.join("; ", wrong.subList(0, Math.min(SHOWN, wrong.size())));
    return wrong.size() > SHOWN ? first + "; and " + (wrong.size() - SHOWN) + " more" : first;
  }
}
