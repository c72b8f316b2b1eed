package io.github.weepython.maven.http;

import io.github.weepython.maven.Causes;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Collection;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;

/** Certificates of a company's own authority, trusted beside those that Java trusts. */
public final class TrustStores {
  private TrustStores() {}

  /**
   * @param pem one or more certificates, as PEM
   * @throws HttpException when the file is none
   */
  public static SSLContext with(Path pem) {
    try (InputStream in = Files.newInputStream(pem)) {
      Collection<? extends Certificate> own =
          CertificateFactory.getInstance("X.509").generateCertificates(in);
      if (own.isEmpty()) {
        throw new GeneralSecurityException("it holds no certificate");
      }
      KeyStore all = KeyStore.getInstance(KeyStore.getDefaultType());
      all.load(null, null);
      int n = 0;
      for (Certificate certificate : own) {
        all.setCertificateEntry("own-" + n++, certificate);
      }
      for (X509Certificate x509Certificate : javas()) {
        all.setCertificateEntry("java-" + n++, x509Certificate);
      }
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, managers(all), null);
      return context;
    } catch (IOException | GeneralSecurityException e) {
      throw new HttpException(
          "%s can't be used as certificates to trust: %s.%nExpected a file of PEM certificates; see"
                  .formatted(pem, Causes.of(e))
              + " <registryCa> or -Dwee.registryCa.",
          e);
    }
  }

  private static X509Certificate[] javas() throws GeneralSecurityException {
    for (TrustManager trustManager : managers(null)) {
      if (trustManager instanceof X509TrustManager manager) {
        return manager.getAcceptedIssuers();
      }
    }
    return new X509Certificate[0];
  }

  private static TrustManager[] managers(@Nullable KeyStore store) throws GeneralSecurityException {
    TrustManagerFactory factory =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init(store);
    return factory.getTrustManagers();
  }
}
