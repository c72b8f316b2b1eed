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
import io.github.weepython.maven.spec.Suite;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.TreeSet;
import java.util.UUID;
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
    root.put("serialNumber", "urn:uuid:" + uuid(image.digest().oci()));
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
    system(components.addObject(), spec.suite());
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
    boolean same =
        installed.source().equals(installed.name())
            && installed.sourceVersion().equals(installed.version());
    String source =
        installed.sourceVersion().equals(installed.version())
            ? installed.source()
            : installed.source() + "@" + installed.sourceVersion();
    String purl =
        "pkg:deb/debian/%s@%s?arch=%s&distro=debian-%d%s"
            .formatted(
                Purl.encoded(installed.name()),
                Purl.encoded(installed.version()),
                installed.architecture(),
                spec.suite().release(),
                same ? "" : "&upstream=" + Purl.encoded(source));
    component(node, "library", installed.name(), installed.version(), purl);
    if (!installed.licences().isEmpty()) {
      // Debian's short names are not always SPDX's, so they stand as names.
      ArrayNode licences = node.putArray("licenses");
      installed.licences().forEach(l -> licences.addObject().putObject("license").put("name", l));
    }
    // What Trivy finds Debian's advisories by.
    ArrayNode properties = node.putArray("properties");
    property(properties, "PkgType", "debian");
    property(properties, "SrcName", installed.source());
    property(properties, "SrcVersion", installed.sourceVersion());
  }

  private static void property(ArrayNode properties, String name, String value) {
    properties.addObject().put("name", "aquasecurity:trivy:" + name).put("value", value);
  }

  private static void system(ObjectNode node, Suite suite) {
    node.put("type", "operating-system");
    node.put("bom-ref", "debian-" + suite.release());
    node.put("name", "debian");
    node.put("version", Integer.toString(suite.release()));
    property(node.putArray("properties"), "Class", "os-pkgs");
    property((ArrayNode) node.path("properties"), "Type", "debian");
  }

  /** A UUID of version 5 in the namespace of URLs (RFC 9562). */
  private static UUID uuid(String name) {
    try {
      MessageDigest sha1 = MessageDigest.getInstance("SHA-1");
      sha1.update(HexFormat.of().parseHex("6ba7b8119dad11d180b400c04fd430c8"));
      ByteBuffer bytes = ByteBuffer.wrap(sha1.digest(name.getBytes(StandardCharsets.UTF_8)));
      long high = (bytes.getLong() & ~0xf000L) | 0x5000L;
      return new UUID(high, (bytes.getLong() & ~(3L << 62)) | (1L << 63));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-1", e);
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
