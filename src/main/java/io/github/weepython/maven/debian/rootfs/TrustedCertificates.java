package io.github.weepython.maven.debian.rootfs;

import io.github.weepython.maven.archive.Content;
import io.github.weepython.maven.archive.Entry;
import io.github.weepython.maven.archive.FileTree;
import io.github.weepython.maven.debian.archive.DebianException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.List;

/**
 * What update-ca-certificates(8) makes of the certificates of a root: one file with all of them,
 * and a folder in which OpenSSL finds one by the hash of its name. A link there leads to the file
 * of all, which OpenSSL reads as well: another copy of each would cost 130 kB. The links name no
 * folder, so that Go, which reads every file of {@code /etc/ssl/certs}, passes over them.
 */
final class TrustedCertificates {
  private static final String FOLDER = "etc/ssl/certs/";
  private static final String BUNDLE = "ca-certificates.crt";
  private static final String DEBIAN = "usr/share/ca-certificates/";

  private TrustedCertificates() {}

  /**
   * Writes the file and the links.
   *
   * @param own certificates in PEM, trusted beside those of the package ca-certificates
   */
  static void write(FileTree tree, List<String> own) throws IOException {
    ByteArrayOutputStream bundle = new ByteArrayOutputStream();
    for (Entry entry : List.copyOf(tree.entries())) {
      if (entry.path().startsWith(DEBIAN) && entry.path().endsWith(".crt")) {
        add(tree, bundle, entry.path(), entry.content().readAll());
      }
    }
    for (String name : own) {
      add(tree, bundle, "<caCertificates>", name.getBytes(StandardCharsets.US_ASCII));
    }
    if (bundle.size() > 0) {
      tree.put(Entry.file(FOLDER + BUNDLE, 0644, Content.of(bundle.toByteArray())));
      tree.put(Entry.directory("usr/lib/ssl", 0755));
      tree.put(Entry.symlink("usr/lib/ssl/cert.pem", "/" + FOLDER + BUNDLE));
      tree.put(Entry.symlink("usr/lib/ssl/certs", "/etc/ssl/certs"));
    }
  }

  private static void add(FileTree tree, ByteArrayOutputStream bundle, String name, byte[] pem)
      throws IOException {
    bundle.write(pem);
    tree.put(Entry.symlink(FOLDER + SubjectHash.of(certificate(name, pem)) + ".0", BUNDLE));
  }

  private static X509Certificate certificate(String name, byte[] pem) {
    try {
      return (X509Certificate)
          CertificateFactory.getInstance("X.509")
              .generateCertificate(new ByteArrayInputStream(pem));
    } catch (CertificateException e) {
      throw new DebianException(
          "%s can't be read as a certificate: %s".formatted(name, e.getMessage()), e);
    }
  }
}
