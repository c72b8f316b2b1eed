package io.github.weepython.maven.trust;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.weepython.maven.debian.rootfs.InstalledPackages;
import io.github.weepython.maven.digest.Digest;
import io.github.weepython.maven.spec.Suite;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Compares what is stated about an image with what its layers hold. */
final class ContentCheck {
  private static final int SHOWN = 3;
  private static final Pattern DEB = Pattern.compile("pkg:deb/debian/([^@?]+)@([^?]+).*");

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

  /** An SBOM lists exactly the packages that dpkg records, and each file that it hashes is so. */
  TrustCheck sbom(JsonNode sbom) {
    Set<String> listed = new TreeSet<>();
    List<String> wrong = new ArrayList<>();
    int files = 0;
    List<JsonNode> components = new ArrayList<>();
    sbom.path("components").forEach(components::add);
    sbom.at("/metadata/component/components").forEach(components::add); // wee's files.
    for (JsonNode component : components) {
      debian(component.path("purl").asText()).ifPresent(listed::add);
      if (component.path("type").asText().equals("file")) {
        files++;
        file(component).ifPresent(wrong::add);
      }
    }
    wrong.addAll(difference(listed));
    return wrong.isEmpty()
        ? TrustCheck.ok(
            subject,
            "sbom content",
            "%d packages as dpkg records them, %d files".formatted(listed.size(), files))
        : TrustCheck.failed(subject, "sbom content", shown(wrong));
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

  private Optional<String> file(JsonNode component) {
    String path = component.path("name").asText().replaceFirst("^\\.?/", "");
    for (JsonNode hash : component.path("hashes")) {
      if (hash.path("alg").asText().equals("SHA-256")) {
        String said = hash.path("content").asText();
        Digest found = contents.files().get(path);
        if (found == null) {
          return Optional.of("it lists the file /%s, which the image lacks".formatted(path));
        }
        if (!found.hex().equals(said)) {
          return Optional.of("it says /%s is %s, but it is %s".formatted(path, said, found.hex()));
        }
      }
    }
    return Optional.empty();
  }

  /** Provenance names each package that is in the image, by digest, and the image's platform. */
  TrustCheck provenance(JsonNode provenance, JsonNode config) {
    JsonNode definition = provenance.path("buildDefinition");
    if (!definition.path("buildType").asText().startsWith("https://github.com/weepython/")) {
      return TrustCheck.none(
          subject, "inputs", "another builder's provenance; inputs not compared");
    }
    List<String> wrong = new ArrayList<>();
    Set<String> named = new TreeSet<>();
    for (JsonNode resolvedDependency : definition.path("resolvedDependencies")) {
      debian(resolvedDependency.path("uri").asText()).ifPresent(named::add);
      if (!resolvedDependency.at("/digest/sha256").asText().matches("[0-9a-f]{64}")) {
        wrong.add("the input %s has no digest".formatted(resolvedDependency.path("uri").asText()));
      }
    }
    installed.stream()
        .filter(each -> !named.contains(each))
        .forEach(each -> wrong.add("no input is %s, which is in the image".formatted(each)));
    String platform = config.path("os").asText() + "/" + config.path("architecture").asText();
    String said = definition.at("/externalParameters/platform").asText();
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

  private static Optional<String> debian(String purl) {
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

  private static String shown(List<String> wrong) {
    String first = String.join("; ", wrong.subList(0, Math.min(SHOWN, wrong.size())));
    return wrong.size() > SHOWN ? first + "; and " + (wrong.size() - SHOWN) + " more" : first;
  }
}
