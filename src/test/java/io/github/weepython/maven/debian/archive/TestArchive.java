package io.github.weepython.maven.debian.archive;

import io.github.weepython.maven.digest.Digest;
import io.github.weepython.maven.fetch.Fetcher;
import io.github.weepython.maven.openpgp.Keyring;
import io.github.weepython.maven.openpgp.OpenPgpException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.tukaani.xz.LZMA2Options;
import org.tukaani.xz.XZOutputStream;

/** Archives in folders, with the indexes of src/test/resources/debian. */
public final class TestArchive {
  private static final Path FILES = Path.of("src/test/resources/debian");

  /** Takes all for signed but what says that it is evil. */
  static final Keyring TRUSTING = new TrustingKeyring();

  /** When {@link #trixie} was made. */
  public static final String DATE = "Date: Sat, 28 Nov 2026 02:00:00 UTC\n";

  private TestArchive() {}

  /**
   * Real indexes of trixie and its security suite, in {@code debian} and {@code debian-security}
   * below a folder, changed by the caller.
   */
  public static DebianArchive trixie(Path folder, Fetcher fetcher, Instant now, Change change)
      throws IOException {
    return trixie(folder, fetcher, IndexTexts.NONE, now, change);
  }

  /** As above, where texts of indexes are kept. */
  public static DebianArchive trixie(
      Path folder, Fetcher fetcher, IndexTexts texts, Instant now, Change change)
      throws IOException {
    Path main = folder.resolve("debian");
    Path security = folder.resolve("debian-security");
    String packages =
        text("trixie-amd64.Packages") + "\n" + text("trixie-build-root-amd64.Packages");
    suite(main, "trixie", DATE, ".xz", change.of(packages));
    suite(
        security,
        "trixie-security",
        DATE,
        ".xz",
        change.of(text("trixie-security-amd64.Packages")));
    return new DebianArchive(
        fetcher,
        texts,
        TRUSTING,
        new Mirrors(List.of(main.toUri()), List.of(security.toUri())),
        List.of("main"),
        InstantSource.fixed(now),
        true);
  }

  /** Changes an index. */
  public interface Change {
    Change NONE = packages -> packages;

    String of(String packages);
  }

  static void suite(Path mirror, String suite, String head, String suffix, String packages)
      throws IOException {
    StringBuilder release = new StringBuilder("Codename: " + suite + "\n" + head + "SHA256:\n");
    String sources = suite.equals("trixie") ? text("trixie.Sources") : "";
    release.append(index(mirror, suite, "main/binary-amd64/Packages" + suffix, packages));
    release.append(index(mirror, suite, "main/source/Sources" + suffix, sources));
    Files.writeString(mirror.resolve("dists/" + suite + "/InRelease"), release);
  }

  private static String index(Path mirror, String suite, String path, String text)
      throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (OutputStream out =
        path.endsWith(".xz")
            ? new XZOutputStream(bytes, new LZMA2Options(0))
            : new GZIPOutputStream(bytes)) {
      out.write(text.getBytes(StandardCharsets.UTF_8));
    }
    Path file = mirror.resolve("dists/" + suite + "/" + path);
    Files.createDirectories(file.getParent());
    Files.write(file, bytes.toByteArray());
    return " " + Digest.of(file).hex() + " " + bytes.size() + " " + path + "\n";
  }

  /** A file of src/test/resources/debian. */
  static String text(String name) throws IOException {
    return Files.readString(FILES.resolve(name));
  }

  private static final class TrustingKeyring implements Keyring {
    @Override
    public Signed verifyClearSigned(String name, byte[] message) {
      if (new String(message, StandardCharsets.UTF_8).contains("EVIL")) {
        throw new OpenPgpException("bad signature", null);
      }
      return new Signed(message, List.of(new Signer("00", "tester")));
    }

    @Override
    public Signer verifyDetached(String name, Path data, byte[] signature) {
      throw new UnsupportedOperationException();
    }
  }
}
