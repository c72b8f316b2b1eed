package io.github.weepython.maven.sigstore;

import static io.github.weepython.maven.Jackson.JSON;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.cmp.PKIFailureInfo;
import org.bouncycastle.asn1.oiw.OIWObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.cert.jcajce.JcaCertStore;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.cms.jcajce.JcaSimpleSignerInfoGeneratorBuilder;
import org.bouncycastle.operator.DigestCalculator;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.operator.jcajce.JcaDigestCalculatorProviderBuilder;
import org.bouncycastle.tsp.TSPAlgorithms;
import org.bouncycastle.tsp.TSPException;
import org.bouncycastle.tsp.TimeStampRequest;
import org.bouncycastle.tsp.TimeStampRequestGenerator;
import org.bouncycastle.tsp.TimeStampResponse;
import org.bouncycastle.tsp.TimeStampResponseGenerator;
import org.bouncycastle.tsp.TimeStampTokenGenerator;

/**
 * A timestamp authority by the protocol of RFC 3161 over HTTP (its 3.4), with a chain of its own.
 */
public final class TimestampServer implements AutoCloseable {
  private static final ASN1ObjectIdentifier POLICY = new ASN1ObjectIdentifier("1.2.3.4.1");
  private static final X500Principal ROOT = new X500Principal("CN=self-made timestamps");

  /** What it answers with. */
  public enum Mood {
    TIMESTAMPS,
    /** Only to JSON, as Sigstore's mock. */
    TIMESTAMPS_FOR_JSON,
    REFUSALS,
    ANOTHER_TIMESTAMP,
    NOISE
  }

  private final KeyPair authority = keys();
  private final KeyPair signer = keys();
  private final X509Certificate root;
  private final X509Certificate leaf;
  private final HttpServer server;
  private final Mood mood;
  private long serial;

  public TimestampServer(Mood mood) throws Exception {
    this.mood = mood;
    this.root = issued(ROOT, authority, new BasicConstraints(1));
    this.leaf = issued(new X500Principal("CN=stamp"), signer, new BasicConstraints(false));
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/api/v1/timestamp", this::answer);
    server.start();
  }

  public URI uri() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/api/v1/timestamp");
  }

  private static KeyPair keys() throws GeneralSecurityException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(new ECGenParameterSpec("secp256r1"));
    return generator.generateKeyPair();
  }

  private X509Certificate issued(X500Principal name, KeyPair keys, BasicConstraints constraints)
      throws IOException, GeneralSecurityException, OperatorCreationException {
    Instant now = Instant.now();
    JcaX509v3CertificateBuilder builder =
        new JcaX509v3CertificateBuilder(
            ROOT,
            BigInteger.valueOf(++serial),
            Date.from(now.minus(Duration.ofDays(9))),
            Date.from(now.plus(Duration.ofDays(9))),
            name,
            keys.getPublic());
    builder.addExtension(Extension.basicConstraints, true, constraints);
    if (!constraints.isCA()) {
      builder.addExtension(
          Extension.extendedKeyUsage, true, new ExtendedKeyUsage(KeyPurposeId.id_kp_timeStamping));
    }
    return new JcaX509CertificateConverter()
        .getCertificate(
            builder.build(
                new JcaContentSignerBuilder("SHA256withECDSA").build(authority.getPrivate())));
  }

  private void answer(HttpExchange exchange) throws IOException {
    byte[] body = exchange.getRequestBody().readAllBytes();
    String type = exchange.getRequestHeaders().getFirst("Content-Type");
    try (exchange) {
      if (type.equals("application/timestamp-query") == (mood == Mood.TIMESTAMPS_FOR_JSON)) {
        exchange.sendResponseHeaders(415, -1);
        return;
      }
      byte[] bytes = mood == Mood.NOISE ? body : response(request(type, body)).getEncoded();
      exchange.getResponseHeaders().add("Content-Type", "application/timestamp-reply");
      exchange.sendResponseHeaders(mood == Mood.TIMESTAMPS_FOR_JSON ? 201 : 200, bytes.length);
      exchange.getResponseBody().write(bytes);
    } catch (GeneralSecurityException | OperatorCreationException | TSPException e) {
      throw new IOException(e);
    }
  }

  private TimeStampRequest request(String type, byte[] body) throws IOException, TSPException {
    if (mood == Mood.ANOTHER_TIMESTAMP) {
      return new TimeStampRequestGenerator().generate(TSPAlgorithms.SHA256, new byte[32]);
    }
    if (type.equals("application/timestamp-query")) {
      return new TimeStampRequest(body);
    }
    JsonNode asked = JSON.readTree(body);
    TimeStampRequestGenerator generator = new TimeStampRequestGenerator();
    generator.setCertReq(asked.path("certificates").asBoolean());
    return generator.generate(TSPAlgorithms.SHA256, asked.path("artifactHash").binaryValue());
  }

  private synchronized TimeStampResponse response(TimeStampRequest request)
      throws GeneralSecurityException, OperatorCreationException, TSPException {
    DigestCalculator sha1 =
        new JcaDigestCalculatorProviderBuilder()
            .build()
            .get(new AlgorithmIdentifier(OIWObjectIdentifiers.idSHA1));
    TimeStampTokenGenerator tokens =
        new TimeStampTokenGenerator(
            new JcaSimpleSignerInfoGeneratorBuilder()
                .build("SHA256withECDSA", signer.getPrivate(), leaf),
            sha1,
            POLICY);
    tokens.addCertificates(new JcaCertStore(List.of(leaf)));
    TimeStampResponseGenerator generator =
        new TimeStampResponseGenerator(tokens, TSPAlgorithms.ALLOWED);
    return mood == Mood.REFUSALS
        ? generator.generateFailResponse(2, PKIFailureInfo.systemFailure, "the clock is lost")
        : generator.generate(request, BigInteger.valueOf(++serial), new Date());
  }

  /** The root's certificate in PEM. */
  public String rootPem() throws GeneralSecurityException {
    return "-----BEGIN CERTIFICATE-----\n%s\n-----END CERTIFICATE-----\n"
        .formatted(Base64.getMimeEncoder().encodeToString(root.getEncoded()));
  }

  /** A trusted_root.json with this authority too. */
  public String in(String trustedRoot) throws GeneralSecurityException {
    Base64.Encoder base64 = Base64.getEncoder();
    return trustedRoot.replace(
        "\"timestampAuthorities\": []",
        """
        "timestampAuthorities": [{"uri": "%s", "certChain": {"certificates":
          [{"rawBytes": "%s"}, {"rawBytes": "%s"}]}, "validFor": {"start": "2020-01-01T00:00:00Z"}}]
        """
            .formatted(
                uri(),
                base64.encodeToString(leaf.getEncoded()),
                base64.encodeToString(root.getEncoded())));
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
