package io.github.weepython.maven.sbom;

import io.github.weepython.maven.archive.Entry;
import io.github.weepython.maven.debian.rootfs.InstalledPackages;
import io.github.weepython.maven.debian.rootfs.InstalledPackages.Installed;
import io.github.weepython.maven.metadata.Metadata;
import io.github.weepython.maven.metadata.Purl;
import io.github.weepython.maven.sbom.Part.Kind;
import io.github.weepython.maven.source.BundledSources.Bundled;
import io.github.weepython.maven.spec.ImageSpec;
import io.github.weepython.maven.spec.PythonVersion;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;

/** Gathers parts from the records of layers, bottom first. */
final class InventoryReader implements LayerRecords.Hearer {
  private final InstalledPackages.Reader debian = new InstalledPackages.Reader();
  private final Map<String, Distribution> distributions = new TreeMap<>();
  private final Map<String, List<Part>> embedded = new TreeMap<>();
  private final ImageFiles files = new ImageFiles();
  private final LinkedLibraries libraries = new LinkedLibraries();

  @Override
  public void record(Entry entry, byte[] bytes) throws IOException {
    String path = entry.path();
    if (Distribution.is(path)) {
      distributions.put(Distribution.folder(path), Distribution.read(path, bytes));
    } else if (path.contains(".dist-info/sboms/")) {
      String owner = Distribution.folder(path);
      embedded
          .computeIfAbsent(owner, any -> new ArrayList<>())
          .addAll(WheelSbom.read(owner, bytes));
    } else {
      debian.hear(entry, new ByteArrayInputStream(bytes));
    }
  }

  @Override
  public void files(Map<String, FileDigest> all) {
    files.add(all);
  }

  @Override
  public void libraries(LinkedLibraries layer) {
    libraries.add(layer);
  }

  SortedMap<String, FileDigest> files() {
    return files.all();
  }

  SortedSet<String> links() {
    return files.links();
  }

  List<Installed> debian() {
    return debian.read().all();
  }

  List<Part> parts(ImageSpec spec, InputDigests origins) {
    List<Part> parts = new ArrayList<>();
    List<Part> bundled = bundled(spec, origins);
    List<Installed> packages = debian();
    parts.add(
        python(spec, origins)
            .needing(bundled.stream().map(Part::ref).toList())
            .needing(linked(spec, packages)));
    parts.addAll(bundled);
    packages.forEach(each -> parts.add(DebianPart.of(each, packages, spec.suite(), origins)));
    parts.addAll(distributions(origins));
    parts.addAll(embedded());
    parts.add(
        DebianPart.system(spec.suite())
            .needing(
                parts.stream().filter(part -> part.kind() == Kind.DEBIAN).map(Part::ref).toList()));
    return distinct(parts);
  }

  /** What is both bundled and installed, such as pip, is one part. */
  private static List<Part> distinct(List<Part> parts) {
    Map<String, Part> all = new LinkedHashMap<>();
    for (Part part : parts) {
      all.merge(part.ref(), part, (old, now) -> now.kind() == Kind.DISTRIBUTION ? now : old);
    }
    return List.copyOf(all.values());
  }

  private static Part python(ImageSpec spec, InputDigests origins) {
    String version = spec.python().toString();
    String purl = "pkg:generic/python@" + version;
    return Part.of(Kind.INTERPRETER, purl, "python", version, purl)
        .licensed(List.of(), "PSF-2.0")
        .from(origins.source(), "")
        .named(cpe(spec.python()), threading(spec), "");
  }

  /** NVD has the stage of a pre-release in a field of its own, {@code update}. */
  static String cpe(PythonVersion python) {
    String stage = python.suffix().replaceFirst("^a", "alpha").replaceFirst("^b", "beta");
    return "cpe:2.3:a:python:python:%s:%s:*:*:*:*:*:*"
        .formatted(python.release(), stage.isEmpty() ? "*" : stage);
  }

  /** The packages whose libraries the interpreter and its extension modules are linked to. */
  private List<String> linked(ImageSpec spec, List<Installed> packages) {
    Set<String> names = libraries.packages(spec.platform().architecture(), files::has);
    return packages.stream()
        .filter(each -> names.contains(each.name()))
        .map(each -> DebianPart.purl(each, spec.suite()))
        .toList();
  }

  private static Map<String, String> threading(ImageSpec spec) {
    return spec.optimization().freeThreading() ? Map.of(Metadata.FREE_THREADING, "true") : Map.of();
  }

  private List<Part> bundled(ImageSpec spec, InputDigests origins) {
    String library = "usr/local/lib/python" + spec.abiSeries() + "/";
    List<Part> parts = new ArrayList<>();
    for (Bundled bundled : origins.bundled()) {
      if (bundled.library().isEmpty()
          || bundled.library().stream().anyMatch(file -> files.has(library + file))) {
        String purl =
            bundled.purl().isEmpty()
                ? "pkg:generic/%s@%s"
                    .formatted(Purl.encoded(bundled.name()), Purl.encoded(bundled.version()))
                : bundled.purl();
        parts.add(
            Part.of(Kind.BUNDLED, purl, bundled.name(), bundled.version(), purl)
                .from(bundled.sha256(), bundled.url())
                .named(bundled.cpe(), Map.of(), ""));
      }
    }
    return parts;
  }

  private List<Part> distributions(InputDigests origins) {
    Map<String, String> refs = new TreeMap<>();
    distributions.values().forEach(each -> refs.put(normal(each), purl(each)));
    Map<String, Part> parts = new TreeMap<>();
    distributions.forEach(
        (folder, each) -> {
          List<String> needs = new ArrayList<>();
          each.requires().stream().filter(refs::containsKey).map(refs::get).forEach(needs::add);
          embedded.getOrDefault(folder, List.of()).forEach(part -> needs.add(part.ref()));
          parts.put(
              purl(each),
              Part.of(Kind.DISTRIBUTION, purl(each), each.name(), each.version(), purl(each))
                  .licensed(each.licences(), each.expression())
                  .from(wheel(each, origins), "")
                  .needing(needs));
        });
    return List.copyOf(parts.values());
  }

  /** Of the wheel, or of the one that CPython's ensurepip brings. */
  private static String wheel(Distribution each, InputDigests origins) {
    return origins
        .wheels()
        .getOrDefault(
            InputDigests.wheel(normal(each), each.version()),
            origins.bundled().stream()
                .filter(bundled -> bundled.purl().equals(purl(each)))
                .map(Bundled::sha256)
                .findFirst()
                .orElse(""));
  }

  private static String normal(Distribution each) {
    return Distribution.normalized(each.name());
  }

  private static String purl(Distribution each) {
    return "pkg:pypi/" + normal(each) + "@" + Purl.encoded(each.version());
  }

  private Collection<Part> embedded() {
    Map<String, Part> parts = new TreeMap<>();
    embedded.forEach((owner, list) -> list.forEach(part -> parts.putIfAbsent(part.ref(), part)));
    distributions.values().forEach(each -> parts.remove(purl(each)));
    return new LinkedHashMap<>(parts).values();
  }
}
