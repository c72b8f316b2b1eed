package io.github.weepython.maven.debian.archive;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** This room's readers, for the fuzzer. */
public final class ArchiveReaders {
  private ArchiveReaders() {}

  private static final List<URI> MIRRORS = List.of(URI.create("http://mirror.example/debian"));

  public static void release(byte[] bytes, Path root) {
    Release.parse(bytes);
  }

  public static void packages(byte[] bytes, Path root) throws IOException {
    PackageIndex index =
        new PackageIndex.Builder().add(new ByteArrayInputStream(bytes), MIRRORS).build();
    List<String> names = new ArrayList<>();
    Stanzas.forEach(new ByteArrayInputStream(bytes), each -> names.add(each.need("Package")));
    names.forEach(index::versions);
    names.forEach(index::providers);
    Stanzas.forEachNamed(new ByteArrayInputStream(bytes), "a", each -> each.need("Package"));
  }

  public static void sources(byte[] bytes, Path root) throws IOException {
    Stanzas.forEach(
        new ByteArrayInputStream(bytes), each -> SourcePackage.parse(each, MIRRORS).downloads());
  }

  public static void versions(byte[] bytes, Path root) {
    List<DebianVersion> all = new ArrayList<>();
    new String(bytes, StandardCharsets.UTF_8)
        .lines()
        .forEach(each -> all.add(DebianVersion.parse(each)));
    Collections.sort(all);
    all.forEach(DebianVersion::hashCode);
  }

  public static void dependencies(byte[] bytes, Path root) {
    Dependency.parse(new String(bytes, StandardCharsets.UTF_8), "amd64");
  }
}
