package io.github.weepython.maven.http;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Logins of a {@code .netrc} (ftp(1), curl(1)), which pip and uv read too. They are sent by https
 * or to this machine only. The entry {@code default} counts for no host: it would give a password
 * to every server there is.
 */
public final class Netrc implements Function<URI, Optional<Credential>> {
  private static final Pattern WORD = Pattern.compile("\"((?:[^\"\\\\]|\\\\.)*)\"|(\\S+)");

  private final Path file;
  private final AtomicReference<Map<String, Credential>> read = new AtomicReference<>();

  /**
   * Reads the file when it is first asked for anything; one that can't be read has no logins.
   *
   * @param file which may be missing
   */
  public Netrc(Path file) {
    this.file = file;
  }

  /**
   * The user's own.
   *
   * @param variables of the environment, where {@code NETRC} names another file
   */
  public static Netrc of(Map<String, String> variables, Path home) {
    String named = variables.getOrDefault("NETRC", "");
    return new Netrc(named.isBlank() ? home.resolve(".netrc") : Path.of(named));
  }

  @Override
  public Optional<Credential> apply(URI uri) {
    if (uri.getHost() == null || !Origin.of(uri).confidential()) {
      return Optional.empty();
    }
    String host = Origin.of(uri).host();
    Map<String, Credential> all = logins();
    return Optional.ofNullable(all.get(host + ":" + uri.getPort()))
        .or(() -> Optional.ofNullable(all.get(host)));
  }

  private Map<String, Credential> logins() {
    Map<String, Credential> known = read.get();
    if (known == null) {
      known = parse(lines());
      read.set(known);
    }
    return known;
  }

  private List<String> lines() {
    try {
      return Files.isRegularFile(file)
          ? new String(Files.readAllBytes(file), StandardCharsets.UTF_8).lines().toList()
          : List.of();
    } catch (IOException e) {
      return List.of();
    }
  }

  private Map<String, Credential> parse(List<String> lines) {
    Map<String, Credential> logins = new TreeMap<>();
    List<String> words = words(lines);
    for (int i = 0; i < words.size(); i++) {
      if (words.get(i).equals("machine") && i + 1 < words.size()) {
        String host = words.get(++i).toLowerCase(Locale.ROOT);
        Map<String, String> fields = new TreeMap<>();
        while (i + 2 < words.size() && words.get(i + 1).matches("login|password|account")) {
          fields.put(words.get(i + 1), words.get(i + 2));
          i += 2;
        }
        if (fields.containsKey("password")) {
          logins.putIfAbsent(
              host,
              new Credential(
                  file + ", machine " + host,
                  fields.getOrDefault("login", ""),
                  fields.getOrDefault("password", "")));
        }
      }
    }
    return logins;
  }

  /** Without comments, and without macros, which end with an empty line. */
  private static List<String> words(List<String> lines) {
    List<String> words = new ArrayList<>();
    boolean macro = false;
    for (String line : lines) {
      macro = macro && !line.isBlank();
      if (!macro && !line.strip().startsWith("#")) {
        macro = line.strip().startsWith("macdef");
        Matcher m = WORD.matcher(macro ? "" : line);
        while (m.find()) {
          words.add(m.group(2) != null ? m.group(2) : m.group(1).replaceAll("\\\\(.)", "$1"));
        }
      }
    }
    return words;
  }
}
