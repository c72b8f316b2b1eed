package io.github.weepython.maven.spec;

import io.github.weepython.maven.FileUrl;
import io.github.weepython.maven.Secrets;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.URI;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The proxy of package and source downloads, and of nothing else: usually one that keeps what it
 * has fetched. What comes through it is verified as anything is, so it changes no result.
 *
 * @param address the proxy's
 */
public record PackageProxy(InetSocketAddress address) implements Function<URI, Proxy> {
  private static final Pattern FORM =
      Pattern.compile("(?:http://)?([A-Za-z0-9._-]+|\\[[0-9A-Fa-f:]+]):(\\d{1,5})/?");

  /**
   * Reads {@code http://proxy.example.com:3128}.
   *
   * @throws SpecException when it is none
   */
  public static PackageProxy parse(String text) {
    Matcher m = FORM.matcher(text.strip());
    if (!m.matches() || Integer.parseInt(m.group(2)) > 65535) {
      throw new SpecException(
          "<pkgProxy> or -Dwee.pkgProxy is '"
              + Secrets.maskUrl(text)
              + "'; expected an HTTP proxy such as http://proxy.example.com:3128. One that requires"
              + " a login belongs in the <proxies> of settings.xml.");
    }
    return new PackageProxy(
        InetSocketAddress.createUnresolved(m.group(1), Integer.parseInt(m.group(2))));
  }

  @Override
  public Proxy apply(URI uri) {
    return FileUrl.is(uri) ? Proxy.NO_PROXY : new Proxy(Proxy.Type.HTTP, address);
  }
}
