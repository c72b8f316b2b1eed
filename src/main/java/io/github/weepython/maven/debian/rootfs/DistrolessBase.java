package io.github.weepython.maven.debian.rootfs;

import io.github.weepython.maven.archive.Content;
import io.github.weepython.maven.archive.Entry;
import io.github.weepython.maven.archive.FileTree;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * A root file system of shared libraries and data. No maintainer script runs: what they would leave
 * behind that matters is written here.
 */
public final class DistrolessBase {
  private static final Map<String, String> FILES =
      Map.of(
          "etc/passwd",
          """
          root:x:0:0:root:/root:/sbin/nologin
          nobody:x:65534:65534:nobody:/nonexistent:/sbin/nologin
          nonroot:x:65532:65532:nonroot:/home/nonroot:/sbin/nologin
          """,
          "etc/group",
          """
          root:x:0:
          tty:x:5:
          staff:x:50:
          nogroup:x:65534:
          nonroot:x:65532:
          """,
          "etc/nsswitch.conf",
          """
          passwd: files
          group: files
          hosts: files dns
          networks: files
          protocols: files
          services: files
          """);

  /** What Debian's own file says beyond OpenSSL's defaults; it is in the package openssl. */
  private static final String OPENSSL =
      """
      openssl_conf = openssl_init
      [openssl_init]
      ssl_conf = ssl_sect
      [ssl_sect]
      system_default = system_default_sect
      [system_default_sect]
      MinProtocol = TLSv1.2
      CipherString = DEFAULT@SECLEVEL=2
      """;

  /** Packages whose scripts leave nothing behind that is not written here. */
  private static final Set<String> WITHOUT_SCRIPTS =
      Set.of(
          "base-files",
          "ca-certificates",
          "libc-bin",
          "libc6",
          "libgssapi-krb5-2",
          "libssl1.1",
          "media-types",
          "netbase",
          "tzdata");

  private DistrolessBase() {}

  /**
   * Unpacks the packages and adds what their scripts would have.
   *
   * @param root an empty directory, which must stay while the result is used
   * @param debs in the order of their names
   * @param pruned paths that are left out
   * @param certificates in PEM, of authorities that are trusted beside Debian's
   */
  public static FileTree tree(
      Path root, List<Path> debs, Predicate<String> pruned, List<String> certificates)
      throws IOException {
    return tree(root, debs, pruned, certificates, new TreeMap<>());
  }

  /**
   * What tells the base from its packages' files, laid over each other.
   *
   * @param added files, directories and links that no package has, or not so
   * @param leftOut sorted paths of files and links of packages
   */
  public record Beyond(FileTree added, List<String> leftOut) {
    public Beyond {
      leftOut = List.copyOf(leftOut);
    }
  }

  /**
   * As {@link #tree(Path, List, Predicate, List)}, for those who unpack the packages themselves.
   */
  public static Beyond beyondPackages(
      Path root, List<Path> debs, Predicate<String> pruned, List<String> certificates)
      throws IOException {
    TreeMap<String, Entry> packaged = new TreeMap<>();
    FileTree made = tree(root, debs, pruned, certificates, packaged);
    FileTree added = new FileTree();
    for (Entry entry : made.entries()) {
      if (!entry.equals(packaged.get(entry.path()))) {
        added.put(entry);
      }
    }
    List<String> leftOut =
        packaged.values().stream()
            .filter(each -> each.type() != Entry.Type.DIRECTORY)
            .map(Entry::path)
            .filter(path -> made.get(path).isEmpty())
            .toList();
    return new Beyond(added, leftOut);
  }

  private static FileTree tree(
      Path root,
      List<Path> debs,
      Predicate<String> pruned,
      List<String> certificates,
      Map<String, Entry> packaged)
      throws IOException {
    UsrMergeUnpacker unpacker = UsrMergeUnpacker.spooled(root.resolve("files"));
    TreeMap<String, DebFile> packages = new TreeMap<>();
    Alternatives alternatives = new Alternatives();
    for (Path file : debs) {
      DebFile deb = DebFile.open(file);
      unpacker.unpack(deb);
      packages.put(ControlFields.field(deb, "Package"), deb);
      alternatives.add(String.valueOf(file.getFileName()), script(deb));
    }
    FileTree tree = unpacker.tree();
    tree.entries().forEach(each -> packaged.put(each.path(), each));
    TrustedCertificates.write(tree, certificates);
    configureOpenssl(tree);
    Predicate<String> licences = Licences.named(tree);
    tree.removeIf(e -> pruned.test(e.path()) && !licences.test(e.path()));
    Licences.share(tree);
    alternatives.link(tree);
    FILES.forEach((path, text) -> tree.put(Entry.file(path, 0644, Content.of(text))));
    tree.put(Entry.directory("root", 0700));
    tree.put(Entry.directory("home/nonroot", 0700).withOwner(65532, 65532));
    tree.put(Entry.symlink("etc/localtime", "/usr/share/zoneinfo/Etc/UTC"));
    packages.forEach((name, deb) -> record(tree, name, deb));
    return tree;
  }

  /** As {@link #tree(Path, List, Predicate, List)}, with Debian's authorities alone. */
  public static FileTree tree(Path root, List<Path> debs, Predicate<String> pruned)
      throws IOException {
    return tree(root, debs, pruned, List.of());
  }

  private static void configureOpenssl(FileTree tree) {
    if (tree.get("etc/ssl/openssl.cnf").isEmpty()) {
      tree.put(Entry.file("etc/ssl/openssl.cnf", 0644, Content.of(OPENSSL)));
      tree.put(Entry.symlink("usr/lib/ssl/openssl.cnf", "/etc/ssl/openssl.cnf"));
    }
  }

  private static byte[] script(DebFile deb) {
    return deb.controlFiles().getOrDefault("postinst", new byte[0]);
  }

  /** Calls of update-alternatives(1) in the packages' scripts that can't be followed here. */
  public static List<String> unfollowedAlternatives(List<Path> debs) throws IOException {
    Alternatives alternatives = new Alternatives();
    for (Path path : debs) {
      DebFile deb = DebFile.open(path);
      alternatives.add(ControlFields.field(deb, "Package"), script(deb));
    }
    return alternatives.unfollowed();
  }

  /**
   * Names of packages that have a script to configure them, of which nothing is done here beyond
   * its alternatives.
   */
  public static List<String> unconfigured(List<Path> debs) throws IOException {
    List<String> names = new ArrayList<>();
    for (Path path : debs) {
      DebFile deb = DebFile.open(path);
      String name = ControlFields.field(deb, "Package");
      if (!WITHOUT_SCRIPTS.contains(name) && !AlternativeCalls.of(script(deb)).areAll()) {
        names.add(name);
      }
    }
    return names;
  }

  /** One file a package, as scanners read it where there is no dpkg. */
  private static void record(FileTree tree, String name, DebFile deb) {
    String record = deb.control().stripTrailing() + "\n";
    tree.put(Entry.file("var/lib/dpkg/status.d/" + name, 0644, Content.of(record)));
    byte[] sums = deb.controlFiles().get("md5sums");
    if (sums != null) {
      String text = ofFilesIn(tree, new String(sums, StandardCharsets.UTF_8));
      tree.put(Entry.file("var/lib/dpkg/status.d/" + name + ".md5sums", 0644, Content.of(text)));
    }
  }

  /** What is left out is not said to be there. */
  private static String ofFilesIn(FileTree tree, String md5sums) {
    return md5sums
        .lines()
        .filter(line -> tree.follow(line.replaceFirst("^\\S+\\s+", "")).isPresent())
        .map(line -> line + "\n")
        .collect(Collectors.joining());
  }
}
