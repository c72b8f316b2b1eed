package io.github.weepython.maven.metadata;

import io.github.weepython.maven.archive.Entry;
import io.github.weepython.maven.archive.TarReader;
import io.github.weepython.maven.image.Layer;
import io.github.weepython.maven.spec.SpecException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * The user of an image's config as numbers: Kubernetes' {@code runAsNonRoot} takes no names, since
 * it does not look into the image. Names are those of the image's own {@code /etc/passwd} and
 * {@code /etc/group} (passwd(5), group(5)).
 */
public final class ImageUser {
  private static final String NUMBER = "\\d+";

  /** Linux' numbers of users have 32 bits. */
  private static final BigInteger HIGHEST = BigInteger.valueOf(0xffff_fffeL);

  /** In bytes, of each of the two files. */
  private static final int LARGEST = 16 << 20;

  private ImageUser() {}

  /**
   * The numbers of a user.
   *
   * @param user a name or number, perhaps with a colon and the name or number of a group
   * @param layers that may hold the two files, bottom first
   * @return {@code uid:gid}, or the user's own words where they are numbers already
   * @throws SpecException when the image has no such user or group
   */
  public static String numeric(String user, List<Layer> layers) {
    return numeric(user, () -> layers);
  }

  /** As {@link #numeric(String, List)}; the layers are asked for only where there is a name. */
  public static String numeric(String user, Supplier<List<Layer>> layers) {
    String[] parts = user.strip().split(":", -1);
    if (parts.length > 2 || parts[0].isEmpty() || (parts.length == 2 && parts[1].isEmpty())) {
      throw new SpecException(
          ("<user> or -Dwee.user is '%s'; expected a user's name or number, optionally"
                  + " followed by a colon and a group's.")
              .formatted(user));
    }
    for (String part : parts) {
      requireIsNumber(user, part);
    }
    boolean named = !parts[0].matches(NUMBER);
    if (!named && (parts.length == 1 || parts[1].matches(NUMBER))) {
      return String.join(":", parts);
    }
    Files files = Files.read(layers.get());
    String[] account = named ? files.account(parts[0]) : new String[] {parts[0], ""};
    String group = parts.length == 2 ? files.group(parts[1]) : account[1];
    return account[0] + ":" + group;
  }

  /** (uid_t) -1 stands for no user (chown(2)). */
  private static void requireIsNumber(String user, String part) {
    if (part.matches(NUMBER) && new BigInteger(part).compareTo(HIGHEST) > 0) {
      throw new SpecException(
          "<user> or -Dwee.user is '%s', and %s is no user's or group's number; expected one of 0 to %s."
              .formatted(user, part, HIGHEST));
    }
  }

  /**
   * Accounts and groups by their names: the fields of the two files. Of several lines of one name
   * the first counts, as for getpwnam(3).
   */
  private record Files(Map<String, String[]> accounts, Map<String, String> groups) {
    static Files read(List<Layer> layers) {
      Map<String, String> texts = texts(layers);
      Map<String, String[]> accounts = new TreeMap<>();
      for (String[] fields : lines(texts.getOrDefault("etc/passwd", ""), 4)) {
        accounts.putIfAbsent(fields[0], new String[] {fields[2], fields[3]});
      }
      Map<String, String> groups = new TreeMap<>();
      for (String[] fields : lines(texts.getOrDefault("etc/group", ""), 3)) {
        groups.putIfAbsent(fields[0], fields[2]);
      }
      return new Files(accounts, groups);
    }

    String[] account(String name) {
      String[] found = accounts.get(name);
      if (found == null) {
        throw new SpecException(
            ("<user> or -Dwee.user names '%s', which is not in the image's /etc/passwd. It"
                    + " has: %s. Set one of these, or a number.")
                .formatted(name, String.join(", ", accounts.keySet())));
      }
      return found;
    }

    String group(String name) {
      String found = name.matches(NUMBER) ? name : groups.get(name);
      if (found == null) {
        throw new SpecException(
            ("<user> or -Dwee.user names the group '%s', which is not in the image's"
                    + " /etc/group. It has: %s. Set one of these, or a number.")
                .formatted(name, String.join(", ", groups.keySet())));
      }
      return found;
    }
  }

  private static List<String[]> lines(String text, int fields) {
    return text.lines()
        .map(line -> line.split(":", -1))
        .filter(parts -> parts.length >= fields)
        .toList();
  }

  /** The two files' texts by their paths, of the topmost layers that have them. */
  private static Map<String, String> texts(List<Layer> layers) {
    Map<String, String> texts = new TreeMap<>();
    for (int i = layers.size() - 1; i >= 0 && texts.size() < 2; i--) {
      Layer layer = layers.get(i);
      Map<String, String> found = new TreeMap<>();
      try {
        layer.read(
            TarReader.Devices.SKIP,
            (entry, size, body) -> {
              boolean table = entry.path().equals("etc/passwd") || entry.path().equals("etc/group");
              if (table && entry.type() == Entry.Type.FILE) {
                byte[] bytes = TarReader.bytes(entry, body, LARGEST);
                found.put(entry.path(), new String(bytes, StandardCharsets.UTF_8));
              }
            });
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      found.forEach(texts::putIfAbsent);
    }
    return texts;
  }
}
