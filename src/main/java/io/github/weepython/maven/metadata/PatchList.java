package io.github.weepython.maven.metadata;

import static io.github.weepython.maven.Jackson.JSON;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.weepython.maven.spec.Patch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The patches of a build, told to people, to scanners and in the image's label.
 *
 * @param patches Debian's, then the user's own
 * @param backports whether Debian's are there, and if not, why
 */
public record PatchList(List<Patch> patches, Backports backports) {
  static final String LABEL = "io.github.weepython.patches";
  static final String FILE = "patches.json";

  public PatchList {
    patches = List.copyOf(patches);
  }

  /** Their names, separated by spaces. */
  String label() {
    return patches.stream().map(Patch::name).collect(Collectors.joining(" "));
  }

  /** A line for the log. */
  public String line() {
    Map<String, Long> debian =
        patches.stream()
            .flatMap(patch -> patch.debian().stream())
            .collect(Collectors.groupingBy(version -> version, Collectors.counting()));
    String from =
        debian.entrySet().stream()
            .map(all -> ", %d of them from Debian's %s".formatted(all.getValue(), all.getKey()))
            .collect(Collectors.joining());
    return "%d patches to CPython%s: %s".formatted(patches.size(), from, label());
  }

  /** Writes each with its origin, its digest and the CVE numbers that it gives. */
  public void write(Path folder) throws IOException {
    ArrayNode all = JSON.createArrayNode();
    for (Patch patch : patches) {
      ObjectNode node = all.addObject();
      node.put("name", patch.name());
      node.put("from", patch.origin());
      node.put("sha256", patch.digest().hex());
      patch.cves().forEach(node.putArray("cves")::add);
    }
    Files.createDirectories(folder);
    Files.write(folder.resolve(FILE), JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(all));
  }

  /** CycloneDX's pedigree of the patched component. */
  public void pedigree(ObjectNode component) {
    if (patches.isEmpty()) {
      return;
    }
    ArrayNode all = component.putObject("pedigree").putArray("patches");
    for (Patch patch : patches) {
      ObjectNode node = all.addObject();
      node.put("type", patch.debian().isPresent() ? "backport" : "unofficial");
      ArrayNode resolves = node.putArray("resolves");
      resolves.addObject().put("type", "defect").put("name", patch.name());
      patch.cves().forEach(cve -> resolves.addObject().put("type", "security").put("id", cve));
    }
  }
}
