package io.github.weepython.maven.publish;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/** A certificate for 127.0.0.1 that nobody vouches for but itself, and its key, as PEM. */
public record TestCertificate(Path certificate, Path key) {
  public static TestCertificate make(Path dir) throws IOException, InterruptedException {
    TestCertificate made = new TestCertificate(dir.resolve("ca.pem"), dir.resolve("key.pem"));
    Tool.run(
        "openssl",
        "req",
        "-x509",
        "-newkey",
        "ec",
        "-pkeyopt",
        "ec_paramgen_curve:prime256v1",
        "-nodes",
        "-days",
        "2",
        "-subj",
        "/CN=wee test",
        "-addext",
        "subjectAltName=IP:127.0.0.1",
        "-keyout",
        made.key.toString(),
        "-out",
        made.certificate.toString());
    return made;
  }

  /** What a server needs to speak by it. */
  public SSLContext tls() throws IOException, GeneralSecurityException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    char[] password = new char[0];
    PrivateKey open =
        KeyFactory.getInstance("EC").generatePrivate(new PKCS8EncodedKeySpec(der(key)));
    try (InputStream in = Files.newInputStream(certificate)) {
      Certificate own = CertificateFactory.getInstance("X.509").generateCertificate(in);
      store.setKeyEntry("own", open, password, new Certificate[] {own});
    }
    KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keys.init(store, password);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keys.getKeyManagers(), null, null);
    return context;
  }

  private static byte[] der(Path pem) throws IOException {
    return Base64.getMimeDecoder()
        .decode(Files.readString(pem).replaceAll("-----[A-Z ]+-----", ""));
  }
}
