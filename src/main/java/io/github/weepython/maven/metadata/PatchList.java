package io.github.weepython.maven.metadata;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.weepython.maven.compile.PatchSeries;
import io.github.weepython.maven.inputs.Lock;
import io.github.weepython.maven.inputs.LockedFile;
import io.github.weepython.maven.source.SecurityPatches;
import io.github.weepython.maven.spec.ImageSpec;
import io.github.weepython.maven.spec.SourceBuildOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The patches of a build, told to people, to scanners and in the image's label.
 *
 * @param packaging what has Debian's; empty where there are none
 * @param patches Debian's, then the user's own
 * @param own how many of them are the user's
 * @param backports whether Debian's are there, and if not, why
 */
public record PatchList(
    List<LockedFile> packaging,
    List<SourceBuildOptions.Patch> patches,
    int own,
    Backports backports) {
  static final String LABEL = "io.github.weepython.patches";
  static final String FILE = "patches.json";
  private static final ObjectMapper JSON = new ObjectMapper();

  public static PatchList of(ImageSpec spec, Lock lock, PatchSeries series, Backports backports) {
    return new PatchList(
        lock.securityPatches(), series.patches(), spec.recipe().patches().size(), backports);
  }

  /** Their names, separated by spaces. */
  String label() {
    return patches.stream().map(SourceBuildOptions.Patch::name).collect(Collectors.joining(" "));
  }

  /** A line for the log. */
  public String line() {
    String from =
        packaging.stream()
            .map(p -> ", %d of them from Debian's %s".formatted(patches.size() - own, p.version()))
            .collect(Collectors.joining());
    return "%d patches to CPython%s: %s".formatted(patches.size(), from, label());
  }

  /** Each with its digest and the CVE numbers that it tells. */
  public void write(Path folder) throws IOException {
    ArrayNode all = JSON.createArrayNode();
    for (int i = 0; i < patches.size(); i++) {
      SourceBuildOptions.Patch each = patches.get(i);
      ObjectNode node = all.addObject();
      node.put("name", each.name());
      node.put("from", debian(i) ? "Debian " + packaging.get(0).version() : "pom");
      node.put("sha256", PatchSeries.digest(each).hex());
      SecurityPatches.cves(each).forEach(node.putArray("cves")::add);
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
    for (int i = 0; i < patches.size(); i++) {
      ObjectNode node = all.addObject();
      node.put("type", debian(i) ? "backport" : "unofficial");
      ArrayNode resolves = node.putArray("resolves");
      resolves.addObject().put("type", "defect").put("name", patches.get(i).name());
      SecurityPatches.cves(patches.get(i))
          .forEach(cve -> resolves.addObject().put("type", "security").put("id", cve));
    }
  }

  private boolean debian(int index) {
    return index < patches.size() - own;
  }
}
