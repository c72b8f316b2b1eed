package io.github.weepython.maven.site;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Enumeration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * Compares a wheel with its RECORD, which has a hash of every file but of itself and its signatures
 * (the binary distribution format of packaging.python.org, "The .dist-info directory").
 */
final class WheelRecord {
  /** "sha256 or better", by Java's names for them. */
  private static final Map<String, String> ALGORITHMS =
      Map.of("sha256", "SHA-256", "sha384", "SHA-384", "sha512", "SHA-512");

  private final String origin;
  private final ZipFile zip;
  private final Set<String> unhashed;

  /**
   * @param origin what messages call the wheel
   * @param info its folder {@code *.dist-info}
   */
  WheelRecord(String origin, ZipFile zip, String info) {
    this.origin = origin;
    this.zip = zip;
    this.unhashed = Set.of(info + "/RECORD", info + "/RECORD.jws", info + "/RECORD.p7s");
  }

  /**
   * Compares them.
   *
   * @param record its text
   * @throws SiteException when a file is not in it, or has another hash, none or a weak one, or
   *     when it names a file that is not there
   */
  void check(String record) throws IOException {
    Map<String, String> hashes = new HashMap<>();
    RecordRow.parse(record).forEach(row -> hashes.put(row.path(), row.hash()));
    Set<String> seen = new HashSet<>();
    Enumeration<? extends ZipEntry> all = zip.entries();
    while (all.hasMoreElements()) {
      ZipEntry each = all.nextElement();
      if (!seen.add(each.getName())) {
        throw new SiteException(
            "%s is damaged: it has %s twice, and programs differ in which one they take. Build it anew."
                .formatted(origin, each.getName()));
      }
      if (!each.isDirectory() && !unhashed.contains(each.getName())) {
        check(each, Optional.ofNullable(hashes.remove(each.getName())));
      }
    }
    hashes.keySet().removeAll(unhashed);
    if (!hashes.isEmpty()) {
      throw new SiteException(
          "%s is damaged: its RECORD names %s, which is not in it. Build it anew."
              .formatted(origin, new TreeSet<>(hashes.keySet())));
    }
  }

  private void check(ZipEntry entry, Optional<String> recorded) throws IOException {
    String hash =
        recorded.orElseThrow(
            () ->
                new SiteException(
                    "%s is damaged: %s is not in its RECORD. Build it anew."
                        .formatted(origin, entry.getName())));
    String algorithm = hash.replaceFirst("=.*", "");
    if (!ALGORITHMS.containsKey(algorithm)) {
      throw new SiteException(
          "%s: its RECORD has %s for %s; expected a hash by one of %s. Build it anew with a current build backend."
              .formatted(
                  origin,
                  hash.isEmpty() ? "no hash" : "a hash by " + algorithm,
                  entry.getName(),
                  ALGORITHMS.keySet().stream().sorted().collect(Collectors.joining(", "))));
    }
    String found = algorithm + "=" + digest(entry, ALGORITHMS.getOrDefault(algorithm, ""));
    if (!found.equals(hash)) {
      throw new SiteException(
          "%s is damaged, or was changed after it was built: %s has the hash %s, and RECORD says %s. Build it anew."
              .formatted(origin, entry.getName(), found, hash));
    }
  }

  private String digest(ZipEntry entry, String algorithm) throws IOException {
    MessageDigest digest;
    try {
      digest = MessageDigest.getInstance(algorithm);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("the Java platform lacks " + algorithm, e);
    }
    try (InputStream in = zip.getInputStream(entry);
        OutputStream out = new DigestOutputStream(OutputStream.nullOutputStream(), digest)) {
      in.transferTo(out);
    }
    return Base64.getUrlEncoder().withoutPadding().encodeToString(digest.digest());
  }
}
