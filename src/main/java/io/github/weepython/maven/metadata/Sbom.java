package io.github.weepython.maven.metadata;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.weepython.maven.archive.Entry;
import io.github.weepython.maven.archive.TarReader;
import io.github.weepython.maven.debian.rootfs.InstalledPackages;
import io.github.weepython.maven.image.Image;
import io.github.weepython.maven.image.Layer;
import io.github.weepython.maven.spec.ImageSpec;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What an image is made of, as CycloneDX 1.6 JSON: CPython, every Debian package that the image
 * records, every Python distribution. Read from the image's own layers, so it can't say what is not
 * there; the same image gives the same bytes.
 */
public final class Sbom {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Of the metadata that pip and others leave (PEP 376). */
  private static final Pattern DISTRIBUTION =
      Pattern.compile(".*/([A-Za-z0-9._]+)-([^/-]+)\\.dist-info/METADATA");

  /** Stands beside a layer's blob in the store: the tar of what {@link #tells} chooses. */
  public static final String RECORDS = "records.tar";

  private final InstalledPackages.Reader debian = new InstalledPackages.Reader();
  private final TreeSet<String> distributions = new TreeSet<>();

  private Sbom() {}

  /**
   * @param tag the image's first
   */
  public static byte[] of(ImageSpec spec, Image image, String tag, PatchList patches)
      throws IOException {
    Sbom sbom = new Sbom();
    for (Layer layer : image.layers()) {
      sbom.read(layer);
    }
    ObjectNode root = JSON.createObjectNode();
    root.put("bomFormat", "CycloneDX");
    root.put("specVersion", "1.6");
    root.put("version", 1);
    ObjectNode metadata = root.putObject("metadata");
    metadata.put("timestamp", spec.created().toString());
    ObjectNode subject = metadata.putObject("component");
    subject.put("type", "container");
    subject.put("bom-ref", image.digest().oci());
    subject.put("name", spec.image().toString());
    subject.put("version", tag);
    ArrayNode components = root.putArray("components");
    ObjectNode python = components.addObject();
    python(python, spec);
    patches.pedigree(python);
    patches.backports().write(python);
    for (InstalledPackages.Installed each : sbom.debian.read().all()) {
      debian(components.addObject(), each, spec);
    }
    for (String each : sbom.distributions) {
      distribution(components.addObject(), each);
    }
    return JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(root);
  }

  private void read(Layer layer) throws IOException {
    Path records = layer.blob().resolveSibling(RECORDS);
    try (InputStream tar =
        Files.exists(records)
            ? new BufferedInputStream(Files.newInputStream(records), 1 << 16)
            : layer.open()) {
      TarReader.read(
          "Layer " + layer.title(),
          tar,
          TarReader.Devices.SKIP,
          (entry, size, body) -> {
            Matcher distribution = DISTRIBUTION.matcher(entry.path());
            if (distribution.matches()) {
              distributions.add(distribution.group(1) + "@" + distribution.group(2));
            } else if (tells(entry)) {
              debian.hear(entry, body.readNBytes(Math.toIntExact(size)));
            }
          });
    }
  }

  /** Whether an entry says what is in the image. */
  public static boolean tells(Entry entry) {
    String path = entry.path();
    boolean record =
        path.startsWith("var/lib/dpkg/")
            || path.startsWith("usr/share/doc/")
            || DISTRIBUTION.matcher(path).matches();
    return record && entry.type() != Entry.Type.HARDLINK;
  }

  private static void python(ObjectNode node, ImageSpec spec) {
    String version = spec.python().toString();
    String purl = "pkg:generic/python@" + version;
    component(node, "application", "python", version, purl);
    node.put("cpe", "cpe:2.3:a:python:python:" + version + ":*:*:*:*:*:*:*");
    node.putArray("licenses").addObject().putObject("license").put("id", "PSF-2.0");
  }

  private static void debian(
      ObjectNode node, InstalledPackages.Installed installed, ImageSpec spec) {
    String purl =
        "pkg:deb/debian/%s@%s?arch=%s&distro=debian-%s"
            .formatted(
                Purl.encoded(installed.name()),
                Purl.encoded(installed.version()),
                installed.architecture(),
                spec.suite().codename());
    component(node, "library", installed.name(), installed.version(), purl);
    if (!installed.licences().isEmpty()) {
      // Debian's short names are not always SPDX's, so they stand as names.
      ArrayNode licences = node.putArray("licenses");
      installed.licences().forEach(l -> licences.addObject().putObject("license").put("name", l));
    }
  }

  private static void distribution(ObjectNode node, String nameAndVersion) {
    int at = nameAndVersion.indexOf('@');
    String name = nameAndVersion.substring(0, at);
    String normal = name.toLowerCase(Locale.ROOT).replaceAll("[-_.]+", "-");
    String version = nameAndVersion.substring(at + 1);
    component(node, "library", name, version, "pkg:pypi/" + normal + "@" + Purl.encoded(version));
  }

  private static void component(
      ObjectNode node, String type, String name, String version, String purl) {
    node.put("type", type);
    node.put("bom-ref", purl);
    node.put("name", name);
    node.put("version", version);
    node.put("purl", purl);
  }
}
