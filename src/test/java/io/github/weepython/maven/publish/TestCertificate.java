package io.github.weepython.maven.publish;

import java.io.IOException;
import java.nio.file.Path;

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
}
