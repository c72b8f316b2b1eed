package io.github.weepython.maven.debian.archive;

import io.github.weepython.maven.digest.Digest;
import io.github.weepython.maven.publish.Tool;
import io.github.weepython.maven.spec.Architecture;
import io.github.weepython.maven.spec.Platform;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;
import org.tukaani.xz.XZInputStream;

/**
 * The snapshot archive's state of two months ago, in which one package had an older version: this
 * machine's mirrors as they are today, but for that package and the indexes and Release files that
 * list it, which a key of this archive signs.
 */
public final class OlderArchive implements AutoCloseable {
  private static final Duration AGE = Duration.ofDays(61);
  private static final Pattern IN_RELEASE = Pattern.compile("dists/([^/]+)/InRelease");
  private static final DateTimeFormatter DATE =
      DateTimeFormatter.RFC_1123_DATE_TIME.withZone(ZoneOffset.UTC);
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

  private final Mirrors mirrors = HostMirrors.ofHost(Path.of("/etc"));
  private final TestSigner signer = new TestSigner();
  private final Instant then = Instant.now().minus(AGE);
  private final Map<String, byte[]> own = new ConcurrentHashMap<>();
  private final String index;
  private final Pattern stanza;
  private final String version;
  private final Path folder;
  private final SnapshotStandIn server;

  /**
   * @param name of a package of trixie
   * @param version that it had
   * @param folder for what is written
   */
  public OlderArchive(String name, String version, Path folder) throws IOException {
    Architecture here = Platform.host(System.getProperty("os.arch")).architecture();
    this.index = "main/binary-" + here.debian() + "/Packages";
    this.stanza = Pattern.compile("(?m)^Package: " + Pattern.quote(name) + "\\n(?:.+\\n)+\\n?");
    this.version = version;
    this.folder = folder;
    this.server = new SnapshotStandIn(this::file);
  }

  /** As the property {@code wee.snapshotArchive} has it. */
  public URI archive() {
    return server.at("/archive");
  }

  /** A mirror that has moved on: whatever it is asked for, it has it no more. */
  public URI goneMirror() {
    return server.at("/gone");
  }

  /** As the property {@code wee.snapshot} has it. */
  public String time() {
    return TIME.format(then);
  }

  /** The certificate of the key that signs the Release files. */
  public byte[] keyring() {
    return signer.certificate();
  }

  /** The paths asked for since it was last asked. */
  public List<String> asked() {
    return server.asked();
  }

  private Optional<byte[]> file(String archive, String path) throws IOException {
    Matcher release = IN_RELEASE.matcher(path);
    if (release.matches() && !own.containsKey(archive + "/" + path)) {
      release(archive, release.group(1), path);
    }
    return Optional.ofNullable(own.get(archive + "/" + path));
  }

  private synchronized void release(String archive, String suite, String path) throws IOException {
    String message = new String(today(archive, path), StandardCharsets.UTF_8);
    int begin = message.indexOf("\n\n") + 2;
    String text = message.substring(begin, message.indexOf("-----BEGIN PGP SIGNATURE"));
    text = text.replaceFirst("(?m)^Date: .*", "Date: " + DATE.format(then));
    text = text.replaceFirst("(?m)^Valid-Until: .*\n", "");
    String packages = packages(archive, suite);
    Matcher found = stanza.matcher(packages);
    if (found.find()) {
      // Elsewhere than in the suite itself are later versions of it, an update's or a fix's.
      String older = suite.contains("-") ? "" : older(archive, found.group());
      text = listed(archive, suite, text, found.replaceFirst(Matcher.quoteReplacement(older)));
    }
    own.put(archive + "/" + path, signer.clearSign(text));
  }

  private String packages(String archive, String suite) throws IOException {
    String path = "dists/" + suite + "/" + index + ".xz";
    URI uri = SnapshotStandIn.today(mirrors, archive, path);
    try (InputStream in = new XZInputStream(uri.toURL().openStream())) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  /** The Release with another index, of which there is one form only. */
  private String listed(String archive, String suite, String release, String packages)
      throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (OutputStream out = new FastGzip(bytes)) {
      out.write(packages.getBytes(StandardCharsets.UTF_8));
    }
    String digest = Digest.of(bytes.toByteArray()).hex();
    String path = "dists/" + suite + "/" + index;
    own.put(archive + "/" + path + ".gz", bytes.toByteArray());
    String byHash = path.replaceFirst("Packages$", "by-hash/SHA256/" + digest);
    own.put(archive + "/" + byHash, bytes.toByteArray());
    return release
        .replaceAll("(?m)^ \\w+ +\\d+ " + index + "\\.xz\n", "")
        .replaceAll(
            "(?m)^ [0-9a-f]{64} +\\d+ " + index + "\\.gz$",
            " %s %d %s.gz".formatted(digest, bytes.size(), index));
  }

  /** Packs the package anew, and puts it into the pool. */
  private String older(String archive, String paragraph) throws IOException {
    String now = field(paragraph, "Version");
    String path = field(paragraph, "Filename");
    Path work = Files.createTempDirectory(folder, "older");
    Path deb = Files.write(work.resolve("now.deb"), today(archive, path));
    Path root = work.resolve("root");
    Path old = work.resolve("old.deb");
    try {
      Tool.run("dpkg-deb", "-R", deb.toString(), root.toString());
      Path control = root.resolve("DEBIAN/control");
      Files.writeString(control, Files.readString(control).replace(now, version));
      Tool.run("dpkg-deb", "--root-owner-group", "-Zgzip", "-b", root.toString(), old.toString());
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
    byte[] bytes = Files.readAllBytes(old);
    String place = path.replace("_" + now.replaceFirst("^\\d+:", "") + "_", "_" + version + "_");
    own.put(archive + "/" + place, bytes);
    return paragraph
        .replace(now, version)
        .replaceFirst("(?m)^Filename: .*", "Filename: " + place)
        .replaceFirst("(?m)^Size: .*", "Size: " + bytes.length)
        .replaceFirst("(?m)^SHA256: .*", "SHA256: " + Digest.of(bytes).hex())
        .replaceFirst("(?m)^MD5sum: .*\n", "");
  }

  /** Fifty megabytes of an index go by in less than a second. */
  private static final class FastGzip extends GZIPOutputStream {
    FastGzip(OutputStream out) throws IOException {
      super(out, 1 << 16);
      def.setLevel(Deflater.BEST_SPEED);
    }
  }

  private static String field(String paragraph, String name) {
    Matcher found = Pattern.compile("(?m)^" + name + ": (.*)$").matcher(paragraph);
    if (!found.find()) {
      throw new AssertionError("no " + name + " in " + paragraph);
    }
    return found.group(1);
  }

  private byte[] today(String archive, String path) throws IOException {
    try (InputStream in = SnapshotStandIn.today(mirrors, archive, path).toURL().openStream()) {
      return in.readAllBytes();
    }
  }

  @Override
  public void close() {
    server.close();
  }
}
