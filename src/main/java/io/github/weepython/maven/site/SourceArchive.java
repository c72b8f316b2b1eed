package io.github.weepython.maven.site;

import io.github.weepython.maven.archive.ArchiveException;
import io.github.weepython.maven.archive.Entry;
import io.github.weepython.maven.archive.TarReader;
import io.github.weepython.maven.archive.TreeUnpacker;
import io.github.weepython.maven.archive.ZipReader;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/**
 * A source archive's file name (PEP 625; older ones may be zip files).
 *
 * @param name the file's
 * @param project normalized
 * @param version as written; empty where only its build tells
 * @param subdirectory of the project's sources below the archive's one folder, without {@code .} or
 *     a slash at its end; usually empty
 */
public record SourceArchive(String name, String project, String version, String subdirectory) {
  private static final Pattern NAME = Pattern.compile("(.+)-([^-]+)\\.(?:tar\\.gz|tgz|zip)");
  private static final Pattern FIELD = Pattern.compile("(?mi)^(Name|Version):[ \\t]*(\\S+)\\s*$");
  private static final int SMALL = 16 << 20;

  /**
   * Normalizes the subdirectory.
   *
   * @throws SiteException when it is outside of the archive
   */
  public SourceArchive {
    subdirectory = inside(name, subdirectory);
  }

  private static String inside(String name, String subdirectory) {
    try {
      Path path = Path.of(subdirectory).normalize();
      if (!path.isAbsolute() && !path.startsWith("..")) {
        return path.toString();
      }
    } catch (InvalidPathException e) {
      // Told below.
    }
    throw new SiteException(
        "The subdirectory '%s' of %s is not a folder in it: expected a relative path such as src/python. Lock again."
            .formatted(subdirectory, name));
  }

  /** The name's parts; none where it is not a source archive's. */
  public static Optional<SourceArchive> parse(String name) {
    Matcher matcher = NAME.matcher(name);
    return matcher.matches()
        ? Optional.of(
            new SourceArchive(name, Wheel.normalized(matcher.group(1)), matcher.group(2), ""))
        : Optional.empty();
  }

  /** Whether wee can unpack an archive of that name. */
  static boolean isReadable(String name) {
    return name.matches(".+\\.(tar\\.gz|tgz|zip)");
  }

  /** Whether it is a zip file, and no tar. */
  boolean isZip() {
    return name.endsWith(".zip");
  }

  /** Whether this is the version that somebody wrote: 1.0 is 1.0.0 (PEP 440). */
  boolean isVersion(String written) {
    return Wheel.sameVersion(version, written);
  }

  /** Whether a requirement of that version admits this one. */
  boolean meets(String pinned) {
    return Wheel.meets(version, pinned);
  }

  /**
   * A source archive on this disk.
   *
   * @param file may be called otherwise
   * @param url where it came from; empty for a file of the user's
   */
  public record OnDisk(SourceArchive archive, Path file, String url) {
    /**
     * Who builds it.
     *
     * @throws SiteException when it is damaged, or holds another project or version than its name
     *     says
     */
    public BuildSystem system() throws IOException {
      Map<String, byte[]> texts = archive.read(file);
      Optional.ofNullable(texts.get("PKG-INFO"))
          .ifPresent(bytes -> archive.check(new String(bytes, StandardCharsets.UTF_8)));
      return Optional.ofNullable(texts.get("pyproject.toml"))
          .map(bytes -> BuildSystem.parse("pyproject.toml of " + archive.name, bytes))
          .orElse(BuildSystem.DEFAULT);
    }

    /** Whether it says of itself what it is, as every source archive does (PEP 643). */
    boolean hasMetadata() throws IOException {
      try {
        return archive.read(file).containsKey("PKG-INFO");
      } catch (ArchiveException | SiteException e) {
        return false;
      }
    }

    /**
     * Unpacks it.
     *
     * @param folder an empty one
     * @return the folder of its sources
     * @throws SiteException when not everything is below one folder, or the subdirectory is missing
     */
    public Path unpack(Path folder) throws IOException {
      TreeUnpacker unpacker = new TreeUnpacker(folder, any -> true);
      if (archive.isZip()) {
        ZipReader.read(file, unpacker::put);
      } else {
        try (InputStream tar = new GZIPInputStream(Files.newInputStream(file))) {
          unpacker.unpack(archive.name, tar, List::of);
        }
      }
      List<String> tops =
          unpacker.tree().entries().stream()
              .map(entry -> entry.path().replaceFirst("/.*", ""))
              .distinct()
              .toList();
      if (tops.size() != 1) {
        throw new SiteException(
            "%s has not one folder at its top, as a source archive does, but: %s."
                .formatted(archive.name, tops));
      }
      Path sources = folder.resolve(tops.get(0)).resolve(archive.subdirectory);
      if (!Files.isDirectory(sources, LinkOption.NOFOLLOW_LINKS)) {
        throw new SiteException(
            "%s has no folder '%s'.".formatted(archive.name, archive.subdirectory));
      }
      return sources;
    }
  }

  /** The texts at the top of the sources that say what they are. */
  private Map<String, byte[]> read(Path file) throws IOException {
    try {
      return isZip() ? zipped(file) : tarred(file);
    } catch (ZipException | EOFException | IllegalArgumentException e) {
      throw new SiteException(
          "%s is damaged: %s. Get it anew, or lock again.".formatted(name, e.getMessage()), e);
    }
  }

  private Map<String, byte[]> zipped(Path file) throws IOException {
    Map<String, byte[]> texts = new TreeMap<>();
    ZipReader.read(
        file,
        (entry, body) -> {
          if (entry.type() == Entry.Type.FILE && isTold(entry.path())) {
            texts.put(base(entry.path()), body.readNBytes(SMALL));
          }
        });
    return texts;
  }

  private Map<String, byte[]> tarred(Path file) throws IOException {
    Map<String, byte[]> texts = new TreeMap<>();
    try (InputStream tar = new GZIPInputStream(Files.newInputStream(file))) {
      TarReader.read(
          name,
          tar,
          TarReader.Devices.REFUSE,
          (entry, size, body) -> {
            if (entry.type() == Entry.Type.FILE && isTold(entry.path())) {
              texts.put(base(entry.path()), body.readNBytes(SMALL));
            }
          });
    }
    return texts;
  }

  private boolean isTold(String path) {
    String below = subdirectory.isEmpty() ? "" : subdirectory + "/";
    return path.matches("[^/]+/" + Pattern.quote(below) + "(pyproject\\.toml|PKG-INFO)");
  }

  private static String base(String path) {
    return path.substring(path.lastIndexOf('/') + 1);
  }

  private void check(String metadata) {
    Matcher m = FIELD.matcher(metadata.split("\r?\n\r?\n", 2)[0]);
    while (m.find()) {
      String value = m.group(2);
      boolean same =
          m.group(1).equalsIgnoreCase("Name")
              ? Wheel.normalized(value).equals(project)
              : version.isEmpty() || isVersion(value);
      if (!same) {
        throw new SiteException(
            "%s says in its PKG-INFO that its %s is %s, and its file name says otherwise. Lock again, or get the archive anew."
                .formatted(name, m.group(1).toLowerCase(Locale.ROOT), value));
      }
    }
  }

  /**
   * Sees that a wheel is what the archive promised.
   *
   * @throws SiteException when its name or version is another
   */
  public void check(Wheel wheel) {
    if (!wheel.project().equals(project) || !(version.isEmpty() || wheel.isVersion(version))) {
      throw new SiteException(
          "%s was built to %s: name and version of the wheel are not those of the source archive, which was locked. Its build finds out its version in another way (a repository, an environment variable); lock another version, or a wheel."
              .formatted(name, wheel.name()));
    }
  }
}
