package io.github.weepython.maven.site;

import io.github.weepython.maven.http.Netrc;
import io.github.weepython.maven.spec.Architecture;
import io.github.weepython.maven.spec.PythonVersion;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** This room's readers, for the fuzzer. */
public final class SiteReaders {
  private SiteReaders() {}

  private static final WheelTarget TARGET =
      new WheelTarget(PythonVersion.parse("3.13.5"), Architecture.AMD64, 41);

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }

  public static void wheelName(byte[] bytes, Path root) {
    Wheel.parse(text(bytes)).ifPresent(wheel -> TARGET.prefers(wheel, wheel) /* reads its tags */);
  }

  public static void requirements(byte[] bytes, Path root) {
    Requirements.parse("requirements.txt", text(bytes)).requirePinned("index");
  }

  public static void marker(byte[] bytes, Path root) {
    Marker.holds(text(bytes), Marker.Environment.of(TARGET, Set.of("a"), Set.of("dev")));
  }

  public static void versions(byte[] bytes, Path root) {
    PackageVersion python = PackageVersion.parse("3.13.5").orElseThrow();
    for (String line : text(bytes).split("\n")) {
      VersionSpecifier.parse(line).ifPresent(each -> each.admits(python));
      PackageVersion.parse(line).ifPresent(each -> each.compareTo(python));
    }
  }

  public static void lock(byte[] bytes, Path root) throws IOException {
    Path file = Files.write(root.resolve("pylock.toml"), bytes);
    PyLock.read("<lock>", file, TARGET, List.of()).choose(List.of(), Optional.empty());
  }

  public static void uvLock(byte[] bytes, Path root) throws IOException {
    Path file = Files.write(root.resolve("uv.lock"), bytes);
    PyLock.read("<lock>", file, TARGET, List.of()).choose(List.of(), Optional.of(List.of("dev")));
  }

  public static void buildSystem(byte[] bytes, Path root) {
    BuildSystem.parse("pyproject.toml", bytes).requireTools("sources", TARGET, List.of());
  }

  /** A tar.gz, or a zip if it begins like one. */
  public static void sourceArchive(byte[] bytes, Path root) throws IOException {
    boolean zip = bytes.length > 1 && bytes[0] == 'P' && bytes[1] == 'K';
    String name = "acme-1.0." + (zip ? "zip" : "tar.gz");
    Path file = Files.write(root.resolve(name), bytes);
    SourceArchive.OnDisk archive =
        new SourceArchive.OnDisk(SourceArchive.parse(name).orElseThrow(), file, "");
    archive.system();
    archive.unpack(Files.createDirectory(root.resolve("sources")));
  }

  public static void netrc(byte[] bytes, Path root) throws IOException {
    Path file = Files.write(root.resolve("netrc"), bytes);
    new Netrc(file).apply(URI.create("https://index.example/simple/"));
  }

  public static void indexPage(byte[] bytes, Path root) {
    IndexPage.links(URI.create("https://index.example/simple/a/"), bytes);
  }

  /** A zip archive. */
  public static void wheel(byte[] bytes, Path root) throws IOException {
    WheelArchive.read("a wheel", Files.write(root.resolve("acme-1.0-py3-none-any.whl"), bytes));
  }

  /** The bytes are the RECORD of a wheel that is sound otherwise. */
  public static void wheelRecord(byte[] bytes, Path root) throws IOException {
    Path file = root.resolve("acme-1.0-py3-none-any.whl");
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
      put(zip, "acme.py", "x = 1\n".getBytes(StandardCharsets.UTF_8));
      put(
          zip,
          "acme-1.0.dist-info/METADATA",
          "Metadata-Version: 2.1\nName: acme\nVersion: 1.0\n".getBytes(StandardCharsets.UTF_8));
      put(
          zip,
          "acme-1.0.dist-info/WHEEL",
          "Wheel-Version: 1.0\nTag: py3-none-any\n".getBytes(StandardCharsets.UTF_8));
      put(zip, "acme-1.0.dist-info/RECORD", bytes);
    }
    RecordRow.text(RecordRow.parse(text(bytes)).stream());
    WheelArchive.read("a wheel", file);
  }

  private static void put(ZipOutputStream zip, String name, byte[] content) throws IOException {
    ZipEntry entry = new ZipEntry(name);
    entry.setTime(0);
    zip.putNextEntry(entry);
    zip.write(content);
  }
}
