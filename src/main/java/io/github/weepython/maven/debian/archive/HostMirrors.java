package io.github.weepython.maven.debian.archive;

import io.github.weepython.maven.FileUrl;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The mirrors that a Debian host takes its own packages from (sources.list(5)). */
public final class HostMirrors {
  private static final Pattern ONE_LINE =
      Pattern.compile("deb\\s+(?:\\[([^]]*)\\]\\s+)?(\\S+)\\s+(\\S+)\\s+(.+)");
  private static final Pattern SIGNED_BY = Pattern.compile("(?i)signed-by=(\\S+)");
  private static final Pattern SUITE =
      Pattern.compile(
          "(bullseye|bookworm|trixie|forky|sid|(?:old){0,2}stable|testing|unstable)"
              + "(-updates|-security|/updates)?");

  /** What apt takes for no (StringToBool in apt-pkg/contrib/strutl.cc). */
  private static final Pattern OFF = Pattern.compile("(?i)no|false|without|off|disable|0");

  private final Set<URI> main = new LinkedHashSet<>();
  private final Set<URI> security = new LinkedHashSet<>();

  private HostMirrors() {}

  /**
   * The mirrors of a host by its configuration folder, {@code /etc}: see {@link #read(Path,
   * String)}; what it is, os-release(5) says.
   */
  public static Mirrors ofHost(Path etc) {
    Properties osRelease = new Properties();
    Path file = etc.resolve("os-release");
    if (Files.isReadable(file)) {
      try (InputStream in = Files.newInputStream(file)) {
        osRelease.load(in);
      } catch (IOException e) {
        throw new DebianException(file + " is unreadable.", e);
      }
    }
    return read(etc.resolve("apt"), osRelease.getProperty("ID", ""));
  }

  /**
   * The host's mirrors of Debian's archives, for each archive Debian's own where the host names
   * none. Archives of others are left out: those signed with keys that aren't Debian's.
   *
   * @param etcApt the folder, such as {@code /etc/apt}; it may be missing
   * @param osId the {@code ID} of the host's os-release
   */
  public static Mirrors read(Path etcApt, String osId) {
    if (!osId.equals("debian")) {
      return Mirrors.DEFAULT;
    }
    HostMirrors found = new HostMirrors();
    for (Path file : files(etcApt)) {
      found.read(file);
    }
    return new Mirrors(
        found.main.isEmpty() ? Mirrors.DEFAULT.main() : List.copyOf(found.main),
        found.security.isEmpty() ? Mirrors.DEFAULT.security() : List.copyOf(found.security));
  }

  private static List<Path> files(Path etcApt) {
    List<Path> files = new ArrayList<>(List.of(etcApt.resolve("sources.list")));
    Path parts = etcApt.resolve("sources.list.d");
    if (Files.isDirectory(parts)) {
      try (Stream<Path> listed = Files.list(parts)) {
        listed.sorted().forEach(files::add);
      } catch (IOException e) {
        throw new DebianException(parts + " is unreadable.", e);
      }
    }
    return files.stream().filter(Files::isReadable).filter(Files::isRegularFile).toList();
  }

  private void read(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      if (file.toString().endsWith(".sources")) {
        Stanzas.forEach(in, this::add);
      } else if (file.toString().endsWith(".list")) {
        new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().forEach(this::add);
      }
    } catch (IOException e) {
      throw new DebianException(file + " is unreadable.", e);
    }
  }

  private void add(Stanza entry) {
    if (!words(entry, "Types").contains("deb")
        || OFF.matcher(entry.fieldOrEmpty("Enabled")).matches()
        || !words(entry, "Components").contains("main")) {
      return;
    }
    for (String uri : words(entry, "URIs")) {
      for (String suite : words(entry, "Suites")) {
        add(uri, suite, entry.fieldOrEmpty("Signed-By"));
      }
    }
  }

  private static List<String> words(Stanza entry, String field) {
    return List.of(entry.fieldOrEmpty(field).trim().split("\\s+"));
  }

  private void add(String line) {
    Matcher m = ONE_LINE.matcher(line.replaceFirst("#.*", "").trim());
    if (m.matches() && List.of(m.group(4).split("\\s+")).contains("main")) {
      Matcher signedBy = SIGNED_BY.matcher(m.group(1) == null ? "" : m.group(1));
      add(m.group(2), m.group(3), signedBy.find() ? signedBy.group(1) : "");
    }
  }

  private void add(String uri, String suite, String signedBy) {
    Matcher m = SUITE.matcher(suite);
    boolean debians = signedBy.isEmpty() || signedBy.contains("debian-archive-");
    if (!m.matches() || !debians || !uri.matches("(?:https?|file)://?[^\\s\\[\\]]+")) {
      return;
    }
    boolean updates = m.group(2) == null || m.group(2).equals("-updates");
    try {
      URI mirror = new URI(uri.replaceFirst("/+$", ""));
      FileUrl.orServer(mirror).ifPresent(updates ? main::add : security::add);
    } catch (URISyntaxException e) {
      // What apt takes and Java does not is passed over, as cdrom and others are.
    }
  }
}
