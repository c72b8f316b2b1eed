package io.github.weepython.maven.debian.rootfs;

import io.github.weepython.maven.archive.Entry;
import io.github.weepython.maven.archive.TarReader;
import io.github.weepython.maven.debian.archive.Stanza;
import io.github.weepython.maven.debian.archive.Stanzas;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * The packages that a root file system records: in {@code status} and {@code info/*.list} as dpkg
 * does, or in {@code status.d} where there is no dpkg.
 *
 * @param all sorted by name
 * @param owners each file's package, by the file's path in a merged /usr
 */
public record InstalledPackages(List<Installed> all, Map<String, String> owners) {
  public InstalledPackages {
    all = List.copyOf(all);
    owners = Map.copyOf(owners);
  }

  /**
   * One package.
   *
   * @param source the source package it was built from, under which Debian files its advisories
   * @param sourceVersion that one's version
   * @param licences short names from its copyright file; empty where that is not in a form that a
   *     program can read
   * @param needs the installed packages by which its Depends and Pre-Depends are met, sorted
   */
  public record Installed(
      String name,
      String version,
      String architecture,
      String source,
      String sourceVersion,
      List<String> licences,
      List<String> needs) {
    public Installed {
      licences = List.copyOf(licences);
      needs = List.copyOf(needs);
    }
  }

  /** The package a file came with. */
  public Optional<String> ownerOf(String path) {
    return Optional.ofNullable(owners.get(path));
  }

  /** Hears each entry of a root and picks out the records. */
  public static final class Reader {
    private static final String DPKG = "var/lib/dpkg/";
    private static final String DOC = "usr/share/doc/";
    private static final String COPYRIGHT = "/copyright";
    private static final String SUMS = ".md5sums";
    private static final String LIST = ".list";

    /** In bytes: dpkg's status of all Debian has about 60 MB. */
    private static final int LARGEST = 64 << 20;

    /** The length of a sum and the two blanks after it. */
    private static final int SUM = 34;

    private final Map<String, Stanza> stanzas = new TreeMap<>();
    private final Map<String, String> owners = new TreeMap<>();
    private final Map<String, List<String>> licences = new TreeMap<>();
    private final Map<String, String> docLinks = new TreeMap<>();

    /** Whether an entry says what package is there, and with which licence. */
    public static boolean describes(Entry entry) {
      String path = entry.path();
      boolean file = entry.type() == Entry.Type.FILE;
      if (path.startsWith(DOC)) {
        boolean link = entry.type() == Entry.Type.SYMLINK;
        int slash = path.indexOf('/', DOC.length());
        // Not those of examples.
        boolean own = path.endsWith(COPYRIGHT) && slash == path.length() - COPYRIGHT.length();
        return ((file || link) && own) || (link && slash < 0);
      }
      return file
          && !isList(entry)
          && (path.equals(DPKG + "status") || path.startsWith(DPKG + "status.d/"));
    }

    /** Whether an entry lists a package's files. */
    public static boolean isList(Entry entry) {
      String path = entry.path();
      return entry.type() == Entry.Type.FILE
          && path.startsWith(DPKG)
          && (path.endsWith(SUMS) || (path.startsWith(DPKG + "info/") && path.endsWith(LIST)));
    }

    /**
     * Hears an entry; what is no record is not read.
     *
     * @param body of a file; lists of hundreds of thousands of files are read by and by
     * @throws io.github.weepython.maven.archive.ArchiveException when another record is huge
     */
    public void hear(Entry entry, InputStream body) throws IOException {
      if (isList(entry)) {
        list(entry.path().substring(DPKG.length()), body);
      } else if (describes(entry)) {
        byte[] bytes = TarReader.bytes(entry, body, LARGEST);
        if (entry.path().startsWith(DOC)) {
          document(entry.path().substring(DOC.length()), entry, bytes);
        } else {
          record(bytes);
        }
      }
    }

    private void document(String path, Entry entry, byte[] bytes) throws IOException {
      int slash = path.indexOf('/');
      if (slash < 0 && entry.type() == Entry.Type.SYMLINK) {
        docLinks.put(path, entry.link());
      } else if (path.endsWith(COPYRIGHT) && entry.type() == Entry.Type.FILE) {
        licences.put(path.substring(0, slash), Copyright.licences(bytes));
      } else if (path.endsWith(COPYRIGHT) && entry.type() == Entry.Type.SYMLINK) {
        docLinks.put(path.substring(0, slash), entry.link().replaceAll("^\\.\\./|/copyright$", ""));
      }
    }

    private void record(byte[] bytes) throws IOException {
      for (Stanza stanza : Stanzas.list(new ByteArrayInputStream(bytes))) {
        String status = stanza.fieldOrEmpty("Status");
        // What was removed stays listed for its configuration (dpkg(1), "Package states").
        if (status.isEmpty() || status.endsWith(" installed")) {
          stanzas.put(stanza.need("Package"), stanza);
        }
      }
    }

    /** Paths, each after a sum and two blanks or after a slash. */
    private void list(String path, InputStream body) throws IOException {
      boolean sums = path.endsWith(SUMS);
      String name = name(path, sums ? SUMS : LIST);
      int head = sums ? SUM : 1;
      BufferedReader lines =
          new BufferedReader(new InputStreamReader(body, StandardCharsets.UTF_8));
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.length() > head) {
          own(name, line.substring(head));
        }
      }
    }

    /** {@code libc6} of {@code info/libc6:amd64.list}. */
    private static String name(String path, String end) {
      String file = path.substring(path.lastIndexOf('/') + 1, path.length() - end.length());
      int colon = file.indexOf(':');
      return colon < 0 ? file : file.substring(0, colon);
    }

    private void own(String name, String path) {
      owners.putIfAbsent(UsrMergeUnpacker.merged(path), name);
    }

    /** The package whose copyright file is that one's: links may follow each other. */
    private String documented(String name) {
      String at = name;
      Set<String> seen = new HashSet<>();
      while (!licences.containsKey(at) && seen.add(at)) {
        at = docLinks.getOrDefault(at, at);
      }
      return at;
    }

    /** What was heard. */
    public InstalledPackages read() {
      List<Installed> all = new ArrayList<>();
      InstalledNeeds needs = new InstalledNeeds(stanzas.values());
      for (Stanza value : stanzas.values()) {
        String name = value.need("Package");
        // "gcc-14 (14.2.0-19)", and nothing where both are the package's own (deb-control(5)).
        String[] source = value.fieldOrEmpty("Source").split("[ ()]+");
        all.add(
            new Installed(
                name,
                value.need("Version"),
                value.fieldOrEmpty("Architecture"),
                source[0].isEmpty() ? name : source[0],
                source.length > 1 ? source[1] : value.need("Version"),
                licences.getOrDefault(documented(name), List.of()),
                needs.of(value)));
      }
      return new InstalledPackages(all, owners);
    }
  }
}
