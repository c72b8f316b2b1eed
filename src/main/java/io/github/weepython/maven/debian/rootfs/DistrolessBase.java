package io.github.weepython.maven.debian.rootfs;

import io.github.weepython.maven.archive.Content;
import io.github.weepython.maven.archive.Entry;
import io.github.weepython.maven.archive.FileTree;
import java.io.ByteArrayOutputStream;
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
  private static final String BUNDLE = "etc/ssl/certs/ca-certificates.crt";
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
          "libc6",
          "libgssapi-krb5-2",
          "libssl1.1",
          "netbase",
          "tzdata");

  private DistrolessBase() {}

  /**
   * Unpacks the packages and adds what their scripts would have.
   *
   * @param root an empty directory, which must stay while the result is used
   * @param debs in the order of their names
   * @param pruned paths that are left out
   */
  public static FileTree tree(Path root, List<Path> debs, Predicate<String> pruned)
      throws IOException {
    UsrMergeUnpacker unpacker = new UsrMergeUnpacker(root, path -> true);
    TreeMap<String, DebFile> packages = new TreeMap<>();
    for (Path each : debs) {
      DebFile deb = DebFile.open(each);
      unpacker.unpack(deb);
      packages.put(ControlFields.field(deb, "Package"), deb);
    }
    FileTree tree = unpacker.tree();
    certificates(tree);
    Predicate<String> licences = Licences.named(tree);
    tree.removeIf(e -> pruned.test(e.path()) && !licences.test(e.path()));
    Licences.share(tree);
    FILES.forEach((path, text) -> tree.put(Entry.file(path, 0644, Content.of(text))));
    tree.put(Entry.directory("root", 0700));
    tree.put(Entry.directory("home/nonroot", 0700).withOwner(65532, 65532));
    tree.put(Entry.symlink("etc/localtime", "/usr/share/zoneinfo/Etc/UTC"));
    packages.forEach((name, deb) -> record(tree, name, deb));
    return tree;
  }

  /** As update-ca-certificates(8), with every certificate in use; then openssl's links to it. */
  private static void certificates(FileTree tree) throws IOException {
    ByteArrayOutputStream bundle = new ByteArrayOutputStream();
    for (Entry entry : tree.entries()) {
      if (entry.path().startsWith("usr/share/ca-certificates/") && entry.path().endsWith(".crt")) {
        bundle.write(entry.content().readAll());
      }
    }
    if (bundle.size() > 0) {
      tree.put(Entry.file(BUNDLE, 0644, Content.of(bundle.toByteArray())));
      tree.put(Entry.directory("usr/lib/ssl", 0755));
      tree.put(Entry.symlink("usr/lib/ssl/cert.pem", "/" + BUNDLE));
      tree.put(Entry.symlink("usr/lib/ssl/certs", "/etc/ssl/certs"));
    }
    if (tree.get("etc/ssl/openssl.cnf").isEmpty()) {
      tree.put(Entry.file("etc/ssl/openssl.cnf", 0644, Content.of(OPENSSL)));
      tree.put(Entry.symlink("usr/lib/ssl/openssl.cnf", "/etc/ssl/openssl.cnf"));
    }
  }

  /** Names of packages that have a script to configure them, of which nothing is done here. */
  public static List<String> unconfigured(List<Path> debs) throws IOException {
    List<String> names = new ArrayList<>();
    for (Path each : debs) {
      DebFile deb = DebFile.open(each);
      String name = ControlFields.field(deb, "Package");
      if (deb.controlFiles().containsKey("postinst") && !WITHOUT_SCRIPTS.contains(name)) {
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
