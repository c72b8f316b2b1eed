package io.github.weepython.maven.http;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.security.Security;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.http.conn.DnsResolver;

/**
 * Asks for a name a second time where the resolver did not answer. What Java was told of a name is
 * kept by it for a while, a failure too, so that nobody else's retries would ask again.
 */
final class PatientDns implements DnsResolver {
  /** The words of getaddrinfo(3), in glibc and in musl, where a server knows that there is none. */
  private static final Set<String> CERTAIN =
      Set.of(
          "Name or service not known",
          "No address associated with hostname",
          "Name does not resolve",
          "Name has no usable address");

  /** As long does Java remember failures if nobody says otherwise (its java.security). */
  private static final int REMEMBERED = 10;

  private final DnsResolver lookup;
  private final Backoff.Pause pause;
  private final Set<String> givenUp = ConcurrentHashMap.newKeySet();

  PatientDns(DnsResolver lookup, Backoff.Pause pause) {
    this.lookup = lookup;
    this.pause = pause;
  }

  @Override
  public InetAddress[] resolve(String host) throws UnknownHostException {
    try {
      return lookup.resolve(host);
    } catch (UnknownHostException e) {
      if (isCertain(e)) {
        givenUp.add(host); // Java gives no reason when it only remembers.
      }
      if (givenUp.contains(host)) {
        throw e;
      }
      return again(host, e);
    }
  }

  private InetAddress[] again(String host, UnknownHostException first) throws UnknownHostException {
    try {
      pause.pause(untilForgotten());
      return lookup.resolve(host);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw first;
    } catch (UnknownHostException e) {
      givenUp.add(host); // Later requests to this host do not wait again.
      throw e;
    }
  }

  private static boolean isCertain(UnknownHostException e) {
    String message = String.valueOf(e.getMessage());
    return CERTAIN.stream().anyMatch(message::endsWith);
  }

  private static Duration untilForgotten() {
    String set = Security.getProperty("networkaddress.cache.negative.ttl");
    int seconds = set != null && set.matches("\\d{1,4}") ? Integer.parseInt(set) : REMEMBERED;
    return Duration.ofSeconds(Math.min(seconds, REMEMBERED) + 1);
  }
}
