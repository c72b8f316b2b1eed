package io.github.weepython.maven.publish;

import io.github.weepython.maven.http.HttpClients;
import io.github.weepython.maven.http.TrustStores;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;
import org.apache.http.HttpRequestInterceptor;
import org.apache.http.HttpResponseInterceptor;
import org.apache.http.conn.socket.LayeredConnectionSocketFactory;
import org.apache.http.conn.ssl.SSLConnectionSocketFactory;
import org.apache.http.conn.util.PublicSuffixMatcher;
import org.apache.http.impl.client.HttpClientBuilder;

/** HTTP clients for registries: all ask through the proxy and are guarded. */
final class RegistryClients {
  private RegistryClients() {}

  /**
   * With TLS that is verified by what Java trusts and the transport's authority.
   *
   * @throws io.github.weepython.maven.http.HttpException at the first use of TLS, if the
   *     authority's file can't be used
   */
  static HttpClientBuilder verifying(RegistryTransport way, CredentialGuard guard) {
    return builder(way, guard, () -> tls(way.authority().map(TrustStores::with)));
  }

  /** Else Java's own, which may hold a client's certificate (javax.net.ssl.keyStore). */
  static LayeredConnectionSocketFactory tls(Optional<SSLContext> own) {
    return own.map(SSLConnectionSocketFactory::new)
        .orElseGet(SSLConnectionSocketFactory::getSystemSocketFactory);
  }

  static HttpClientBuilder builder(
      RegistryTransport way, CredentialGuard guard, Supplier<LayeredConnectionSocketFactory> tls) {
    return HttpClients.builder(way.proxy())
        .addInterceptorLast((HttpRequestInterceptor) guard)
        .addInterceptorLast((HttpResponseInterceptor) guard)
        .setSSLSocketFactory(new LazySslSocketFactory(tls))
        // Of use for cookies, and there are none.
        .setPublicSuffixMatcher(new PublicSuffixMatcher(List.of(), List.of()));
  }
}
