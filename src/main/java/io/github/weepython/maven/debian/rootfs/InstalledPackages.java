package io.github.weepython.maven.debian.rootfs;

import io.github.weepython.maven.archive.Entry;
import io.github.weepython.maven.debian.archive.Stanza;
import io.github.weepython.maven.debian.archive.Stanzas;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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

    private final Map<String, Stanza> stanzas = new TreeMap<>();
    private final Map<String, String> owners = new TreeMap<>();
    private final Map<String, List<String>> licences = new TreeMap<>();
    private final Map<String, String> docLinks = new TreeMap<>();

    public void hear(Entry entry, byte[] bytes) throws IOException {
      String path = entry.path();
      if (path.startsWith(DOC)) {
        document(path.substring(DOC.length()), entry, bytes);
      } else if (path.startsWith(DPKG) && entry.type() == Entry.Type.FILE) {
        record(path.substring(DPKG.length()), bytes);
      }
    }

    private void document(String path, Entry entry, byte[] bytes) throws IOException {
      int slash = path.indexOf('/');
      if (slash < 0 && entry.type() == Entry.Type.SYMLINK) {
        docLinks.put(path, entry.link());
      } else if (path.endsWith("/copyright") && entry.type() == Entry.Type.FILE) {
        licences.put(path.substring(0, slash), Copyright.licences(bytes));
      } else if (path.endsWith("/copyright") && entry.type() == Entry.Type.SYMLINK) {
        docLinks.put(path.substring(0, slash), entry.link().replaceAll("^\\.\\./|/copyright$", ""));
      }
    }

    private void record(String path, byte[] bytes) throws IOException {
      if (path.endsWith(".md5sums")) {
        String name = name(path, ".md5sums");
        text(bytes).lines().filter(l -> l.length() > 34).forEach(l -> own(name, l.substring(34)));
      } else if (path.startsWith("info/") && path.endsWith(".list")) {
        String name = name(path, ".list");
        text(bytes).lines().filter(l -> l.length() > 1).forEach(l -> own(name, l.substring(1)));
      } else if (path.equals("status") || path.startsWith("status.d/")) {
        for (Stanza each : Stanzas.list(new ByteArrayInputStream(bytes))) {
          stanzas.put(each.need("Package"), each);
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

    private static String text(byte[] bytes) {
      return new String(bytes, StandardCharsets.UTF_8);
    }

    /** What was heard. */
    public InstalledPackages read() {
      List<Installed> all = new ArrayList<>();
      InstalledNeeds needs = new InstalledNeeds(stanzas.values());
      for (Stanza each : stanzas.values()) {
        String name = each.need("Package");
        // "gcc-14 (14.2.0-19)", and nothing where both are the package's own (deb-control(5)).
        String[] source = each.fieldOrEmpty("Source").split("[ ()]+");
        all.add(
            new Installed(
                name,
                each.need("Version"),
                each.fieldOrEmpty("Architecture"),
                source[0].isEmpty() ? name : source[0],
                source.length > 1 ? source[1] : each.need("Version"),
                licences.getOrDefault(docLinks.getOrDefault(name, name), List.of()),
                needs.of(each)));
      }
      return new InstalledPackages(all, owners);
    }
  }
}
