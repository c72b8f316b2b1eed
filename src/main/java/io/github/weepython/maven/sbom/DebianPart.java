package io.github.weepython.maven.sbom;

import io.github.weepython.maven.debian.rootfs.InstalledPackages.Installed;
import io.github.weepython.maven.metadata.Purl;
import io.github.weepython.maven.sbom.Part.Kind;
import io.github.weepython.maven.spec.Suite;
import java.util.List;
import java.util.Map;

/** A package of Debian as a part of an image, in the form by which scanners find its advisories. */
final class DebianPart {
  /** Of the properties that Trivy reads. */
  static final String TRIVY = "aquasecurity:trivy:";

  private DebianPart() {}

  static Part of(Installed each, List<Installed> all, Suite suite, InputDigests origins) {
    String purl = purl(each, suite);
    return Part.of(Kind.DEBIAN, purl, each.name(), each.version(), purl)
        .licensed(each.licences(), "")
        .from(
            origins
                .debs()
                .getOrDefault(
                    InputDigests.deb(each.name(), each.version(), each.architecture()), ""),
            "")
        .named(
            "",
            Map.of(
                TRIVY + "PkgType",
                "debian",
                TRIVY + "SrcName",
                each.source(),
                TRIVY + "SrcVersion",
                each.sourceVersion()),
            each.source() + " " + each.sourceVersion())
        .needing(
            all.stream()
                .filter(other -> each.needs().contains(other.name()))
                .map(other -> purl(other, suite))
                .toList());
  }

  static Part system(Suite suite) {
    String version = Integer.toString(suite.release());
    return Part.of(Kind.SYSTEM, "debian-" + version, "debian", version, "")
        .named("", Map.of(TRIVY + "Class", "os-pkgs", TRIVY + "Type", "debian"), "");
  }

  static String purl(Installed each, Suite suite) {
    boolean same = each.source().equals(each.name()) && each.sourceVersion().equals(each.version());
    String source =
        each.sourceVersion().equals(each.version())
            ? each.source()
            : each.source() + "@" + each.sourceVersion();
    return "pkg:deb/debian/%s@%s?arch=%s&distro=debian-%s%s"
        .formatted(
            Purl.encoded(each.name()),
            Purl.encoded(each.version()),
            each.architecture(),
            suite.release(),
            same ? "" : "&upstream=" + Purl.encoded(source));
  }
}
