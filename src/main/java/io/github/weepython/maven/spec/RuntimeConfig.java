package io.github.weepython.maven.spec;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What the config of an image says to whoever runs it, beside the command.
 *
 * @param healthcheck Docker's; OCI's config reserves its place
 * @param stopSignal what ends the container, such as {@code SIGINT} or a number
 * @param volumes absolute folders that the program writes to
 */
public record RuntimeConfig(
    Optional<Healthcheck> healthcheck, Optional<String> stopSignal, List<String> volumes) {
  /** Nothing is said. */
  public static final RuntimeConfig NONE =
      new RuntimeConfig(Optional.empty(), Optional.empty(), List.of());

  /** Names of signal(7), which are the same on all platforms of wee. */
  private static final Set<String> SIGNALS =
      Set.of(
          "HUP INT QUIT ILL TRAP ABRT BUS FPE KILL USR1 SEGV USR2 PIPE ALRM TERM STKFLT CHLD CONT STOP TSTP TTIN TTOU URG XCPU XFSZ VTALRM PROF WINCH IO PWR SYS"
              .split(" "));

  /** Real-time signals lie between SIGRTMIN (34 with glibc) and SIGRTMAX (64). */
  private static final Pattern REAL_TIME =
      Pattern.compile("RTMIN(\\+([1-9]|1[0-5]))?|RTMAX(-([1-9]|1[0-4]))?");

  private static final Pattern NUMBER = Pattern.compile("[1-9]|[1-5]\\d|6[0-4]");
  private static final Pattern PORT =
      Pattern.compile("(\\d{1,5})(?:-(\\d{1,5}))?(/(tcp|udp|sctp))?");

  public RuntimeConfig {
    volumes = List.copyOf(volumes);
    stopSignal.ifPresent(RuntimeConfig::checkSignal);
    Set<String> seen = new TreeSet<>();
    for (String volume : volumes) {
      if (!volume.startsWith("/")
          || volume.equals("/")
          || volume.matches(".*(//|/\\.\\.?(/.*)?$).*")) {
        throw new SpecException(
            "A <volume> of <volumes> is '%s': expected an absolute folder such as /var/lib/app."
                .formatted(volume));
      }
      if (!seen.add(volume)) {
        throw new SpecException("<volumes> has '%s' twice. Keep one.".formatted(volume));
      }
    }
  }

  /**
   * @throws SpecException where the health check needs a shell, and an image has none
   */
  void check(List<Base> bases) {
    if (bases.contains(Base.DISTROLESS)
        && healthcheck.filter(Healthcheck::needsShell).isPresent()) {
      throw new SpecException(
          "<test> of <healthcheck> is a command line for a shell, and base distroless has none."
              + " Write the command's words,"
              + " <test><arg>python3</arg><arg>/app/check.py</arg></test>, or set"
              + " <base>debian</base>.");
    }
  }

  private static void checkSignal(String text) {
    String name = text.replaceFirst("^SIG", "");
    if (!SIGNALS.contains(name)
        && !REAL_TIME.matcher(name).matches()
        && !NUMBER.matcher(text).matches()) {
      throw new SpecException(
          "<stopSignal> or -Dwee.stopSignal is '%s': expected a signal such as SIGTERM, SIGINT, SIGQUIT, SIGRTMIN+3 or a number from 1 to 64."
              .formatted(text));
    }
  }

  /**
   * Ports as they are exposed.
   *
   * @param ports such as {@code 8080}, {@code 8080/tcp} or {@code 8000-8010/udp}
   * @throws SpecException for anything else, and for one twice
   */
  public static List<String> ports(List<String> ports) {
    Set<String> seen = new TreeSet<>();
    for (String port : ports) {
      Matcher match = PORT.matcher(port);
      if (!match.matches() || !ascending(match.group(1), match.group(2))) {
        throw new SpecException(
            "A <port> of <ports> is '%s': expected a port from 1 to 65535, such as 8080/tcp, 8125/udp or 8000-8010."
                .formatted(port));
      }
      if (!seen.add(port.contains("/") ? port : port + "/tcp")) {
        throw new SpecException("<ports> has '%s' twice. Keep one.".formatted(port));
      }
    }
    return ports;
  }

  private static boolean ascending(String first, @Nullable String last) {
    return inRange(first)
        && (last == null || (inRange(last) && Integer.parseInt(first) <= Integer.parseInt(last)));
  }

  private static boolean inRange(String text) {
    int port = Integer.parseInt(text);
    return port >= 1 && port <= 65_535;
  }
}
