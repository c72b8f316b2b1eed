package io.github.weepython.maven.debian.rootfs;

import io.github.weepython.maven.archive.Content;
import io.github.weepython.maven.archive.Entry;
import io.github.weepython.maven.archive.FileTree;
import io.github.weepython.maven.debian.archive.DebianException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What maintainer scripts generated at random: keys, identities of machines, seeds. */
final class GeneratedSecrets {
  /** No key is larger. */
  private static final long LIMIT = 1 << 16;

  /**
   * A key itself (RFC 7468, with the headers of RFC 1421 and RFC 9580), also as a string of JSON:
   * lists of what files begin with, such as {@code /usr/share/mime/magic}, have its first line.
   */
  private static final Pattern PRIVATE_KEY =
      Pattern.compile(
          "-----BEGIN (?:[A-Z0-9]+ )*PRIVATE KEY(?: BLOCK)?-----(?:\\s|\\\\[nr])*"
              + "(?:[A-Za-z0-9-]+: [^\\n\\\\]*(?:\\s|\\\\[nr])+)*[A-Za-z0-9+/]{16}");

  /** Names under which one token, or bytes that are no text, are a secret or an identity. */
  private static final Pattern NAME =
      Pattern.compile(
          "(.*[._-])?(key|keys|cookie|secret|secrets|token|seed|password|passwd|machine-id|hostid)"
              + "([._-].*)?");

  /** Modules that scripts compile have names of the library, such as Python's token and secrets. */
  private static final Pattern COMPILED = Pattern.compile(".*\\.(pyc|pyo|elc|mo)");

  private static final Pattern TOKEN = Pattern.compile("\\s*[A-Za-z0-9+/=_-]{16,}\\s*");

  /** As in named.conf(5). */
  private static final Pattern SECRET = Pattern.compile("(?i)secret\\s+\"[A-Za-z0-9+/=]{16,}\"");

  /** A secret among settings, such as {@code $config['des_key'] = 'bX9...'}. */
  private static final Pattern ASSIGNED =
      Pattern.compile(
          "(?im)^(?!\\s*(?:#|;|//)).*?(?:pass(?:word|wd)?|secret|secret_?key|(?:des|api|auth|archiver"
              + "|encryption|hmac|blowfish|private)[_-]?(?:key|secret)|salt|token|cookie|host_?id|uuid|seed)"
              + "[\"'\\]]*\\s*(?:=>|=|:)\\s*[\"']?([A-Za-z0-9+=_~-][A-Za-z0-9/+=_~-]{15,})");

  private static final Pattern DIGIT = Pattern.compile("[0-9]");
  private static final Pattern LETTER = Pattern.compile("[A-Za-z]");

  private final FileTree tree;
  private final FileTree unpacked;

  /**
   * What was found, as sorted absolute paths.
   *
   * @param removed what is listed, and was taken out
   * @param doubtful files with settings that may have been made at random
   */
  record Findings(List<String> removed, List<String> doubtful) {
    Findings {
      removed = List.copyOf(removed);
      doubtful = List.copyOf(doubtful);
    }
  }

  /**
   * @param tree after the scripts; changed
   * @param unpacked before them
   */
  GeneratedSecrets(FileTree tree, FileTree unpacked) {
    this.tree = tree;
    this.unpacked = unpacked;
  }

  /**
   * Takes what is known out of the tree, with the links to it.
   *
   * @param known paths of a list with reasons
   * @throws DebianException naming other files that look generated
   */
  Findings remove(Predicate<String> known) throws IOException {
    Set<String> removed = new TreeSet<>();
    List<String> suspected = new ArrayList<>();
    List<String> doubtful = new ArrayList<>();
    ContentIndex packaged = new ContentIndex(packaged());
    for (Entry entry : tree.entries()) {
      if (entry.type() == Entry.Type.FILE && isOfScript(entry)) {
        if (known.test(entry.path())) {
          removed.add(entry.path());
        } else {
          boolean secret = isSecret(entry);
          // A copy of what a package has, as ucf(1) makes them, was not generated.
          if ((secret || hasAssigned(entry)) && !packaged.has(entry.content().readAll())) {
            (secret ? suspected : doubtful).add("/" + entry.path());
          }
        }
      }
    }
    refuse(suspected);
    Set<String> links = new TreeSet<>();
    for (Entry item : tree.entries()) {
      Optional<String> target =
          switch (item.type()) {
            case SYMLINK -> tree.follow(item.path()).map(Entry::path);
            case HARDLINK -> Optional.of(item.link());
            default -> Optional.empty();
          };
      target.filter(removed::contains).ifPresent(t -> links.add(item.path()));
    }
    tree.removeIf(item -> removed.contains(item.path()) || links.contains(item.path()));
    return new Findings(removed.stream().map(path -> "/" + path).toList(), doubtful);
  }

  private boolean isOfScript(Entry file) {
    Optional<Entry> before = unpacked.get(file.path());
    return before.filter(packaged -> isUnchanged(packaged, file)).isEmpty();
  }

  /** By size and time, as make(1) would tell: to compare bytes, all would have to be kept twice. */
  private static boolean isUnchanged(Entry packaged, Entry now) {
    return packaged.type() == Entry.Type.FILE
        && now.type() == Entry.Type.FILE
        && packaged.content().size() == now.content().size()
        && packaged.mtime() == now.mtime();
  }

  /** What stands on disk as a package brought it; scripts may have changed and removed the rest. */
  private Stream<Content> packaged() {
    return unpacked.entries().stream()
        .filter(entry -> file(entry.path()).filter(now -> isUnchanged(entry, now)).isPresent())
        .map(Entry::content);
  }

  /** Of hard links the first alone has the bytes. */
  private Optional<Entry> file(String path) {
    return tree.get(path)
        .flatMap(
            entry ->
                entry.type() == Entry.Type.HARDLINK ? tree.get(entry.link()) : Optional.of(entry));
  }

  private static boolean isSecret(Entry file) throws IOException {
    if (file.content().size() == 0 || file.content().size() > LIMIT) {
      return false;
    }
    byte[] bytes = file.content().readAll();
    String text = new String(bytes, StandardCharsets.ISO_8859_1);
    String name = file.path().substring(file.path().lastIndexOf('/') + 1);
    boolean binary = text.chars().anyMatch(c -> c < 9 || c == 127);
    boolean named = NAME.matcher(name).matches() && !COMPILED.matcher(name).matches();
    return PRIVATE_KEY.matcher(text).find()
        || SECRET.matcher(text).find()
        || (named && ((binary && bytes.length >= 16) || TOKEN.matcher(text).matches()));
  }

  private static boolean hasAssigned(Entry file) throws IOException {
    if (file.content().size() == 0 || file.content().size() > LIMIT) {
      return false;
    }
    String text = new String(file.content().readAll(), StandardCharsets.ISO_8859_1);
    return ASSIGNED
        .matcher(text)
        .results()
        .map(found -> found.group(1))
        .anyMatch(
            value -> DIGIT.matcher(value).results().count() > 1 && LETTER.matcher(value).find());
  }

  private static void refuse(List<String> suspected) {
    if (!suspected.isEmpty()) {
      throw new DebianException(
          ("Scripts of Debian packages generated what look like keys or IDs of one"
                  + " machine:\n  %s\nIn an image they would not be secret, and they would differ in"
                  + " each build. Leave the package out of <packages> and install it where the"
                  + " container runs, or ask at https://github.com/weepython/wee/issues that wee"
                  + " leaves the file out: it goes by templates/base/generated.list.")
              .formatted(String.join("\n  ", suspected)));
    }
  }
}
