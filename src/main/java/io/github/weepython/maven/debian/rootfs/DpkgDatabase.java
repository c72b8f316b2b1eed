package io.github.weepython.maven.debian.rootfs;

import io.github.weepython.maven.archive.Entry;
import io.github.weepython.maven.archive.FileTree;
import io.github.weepython.maven.debian.archive.Stanza;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What dpkg knows of a root, as {@code dpkg --unpack} leaves it: {@code status}, and of each
 * package its list of files, its scripts and what it wants to be told of (dpkg(1),
 * deb-triggers(5)).
 */
final class DpkgDatabase {
  private static final Pattern TRIGGER =
      Pattern.compile("(interest|interest-await|interest-noawait)\\s+(\\S+)");
  private static final Set<String> SCRIPTS =
      Set.of("preinst", "postinst", "prerm", "postrm", "config");

  /** Conffiles that a package no longer has are marked so (deb-conffiles(5)). */
  private static final String REMOVED = "remove-on-upgrade ";

  private final Path admin;
  private final FileTree tree;

  /**
   * @param tree what is unpacked
   */
  private DpkgDatabase(Path root, FileTree tree) {
    this.admin = root.resolve("var/lib/dpkg");
    this.tree = tree;
  }

  /**
   * Writes the database.
   *
   * @param paths each package's files, as the package names them
   * @param tree what was unpacked
   */
  static void write(Path root, Map<DebFile, List<String>> paths, FileTree tree) throws IOException {
    DpkgDatabase database = new DpkgDatabase(root, tree);
    for (String name : List.of("info", "triggers", "updates", "alternatives", "parts")) {
      Files.createDirectories(database.admin.resolve(name));
    }
    // Names of packages that may be there in several architectures have theirs in it.
    database.write("info/format", "1\n");
    database.write("available", "");
    for (Map.Entry<DebFile, List<String>> entry : paths.entrySet()) {
      database.add(entry.getKey(), entry.getValue());
    }
  }

  private void add(DebFile deb, List<String> paths) throws IOException {
    Stanza control = ControlFields.stanza(deb);
    boolean several = control.fieldOrEmpty("Multi-Arch").equals("same");
    String name = control.need("Package") + (several ? ":" + control.need("Architecture") : "");
    StringBuilder list = new StringBuilder("/.\n");
    paths.forEach(path -> list.append('/').append(path).append('\n'));
    write("info/" + name + ".list", list.toString());
    for (Map.Entry<String, byte[]> entry : deb.controlFiles().entrySet()) {
      if (!entry.getKey().equals("control")) {
        controlFile(
            name + "." + entry.getKey(), entry.getValue(), SCRIPTS.contains(entry.getKey()));
      }
    }
    if (!deb.controlFiles().containsKey("md5sums")) {
      write("info/" + name + ".md5sums", sums(paths, lines(deb, "conffiles")));
    }
    triggers(deb, name);
    append("status", deb.control().stripTrailing() + "\nStatus: install ok unpacked\n");
    append("status", conffiles(deb) + "\n");
  }

  private void controlFile(String name, byte[] bytes, boolean script) throws IOException {
    Path file = Files.write(admin.resolve("info").resolve(name), bytes);
    String mode = script ? "rwxr-xr-x" : "rw-r--r--";
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
  }

  /** What dpkg writes at once for a package that has none, and misses otherwise. */
  private String sums(List<String> paths, List<String> conffiles) throws IOException {
    StringBuilder sums = new StringBuilder();
    for (String path : paths) {
      Optional<Entry> file = tree.get(UsrMergeUnpacker.merged(path));
      if (file.isPresent()
          && file.get().type() == Entry.Type.FILE
          && !conffiles.contains("/" + path)) {
        sums.append(md5(file.get())).append("  ").append(path).append('\n');
      }
    }
    return sums.toString();
  }

  private static String md5(Entry file) throws IOException {
    MessageDigest md5 = md5();
    try (InputStream in = new DigestInputStream(file.content().open(), md5)) {
      in.transferTo(OutputStream.nullOutputStream());
    }
    return HexFormat.of().formatHex(md5.digest());
  }

  /** The status field with the MD5 sums of the files that a person may change. */
  private String conffiles(DebFile deb) throws IOException {
    StringBuilder field = new StringBuilder();
    for (String line : lines(deb, "conffiles")) {
      Optional<Entry> file = line.startsWith(REMOVED) ? Optional.empty() : tree.follow(line);
      if (file.isPresent()) {
        String sum = md5(file.get());
        field.append(' ').append(line).append(' ').append(sum).append('\n');
      }
    }
    return field.isEmpty() ? "" : "Conffiles:\n" + field;
  }

  private void triggers(DebFile deb, String name) throws IOException {
    for (String line : lines(deb, "triggers")) {
      Matcher m = TRIGGER.matcher(line);
      if (m.matches()) {
        String who = name + (m.group(1).equals("interest-noawait") ? "/noawait" : "");
        String what = m.group(2);
        boolean file = what.startsWith("/");
        append("triggers/" + (file ? "File" : what), (file ? what + " " : "") + who + "\n");
      }
    }
  }

  private static List<String> lines(DebFile deb, String controlFile) {
    byte[] bytes = deb.controlFiles().getOrDefault(controlFile, new byte[0]);
    return new String(bytes, StandardCharsets.UTF_8)
        .lines()
        .map(String::strip)
        .filter(line -> !line.isEmpty())
        .toList();
  }

  private static MessageDigest md5() {
    try {
      return MessageDigest.getInstance("MD5");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has MD5", e);
    }
  }

  private void write(String path, String text) throws IOException {
    Files.writeString(admin.resolve(path), text);
  }

  private void append(String path, String text) throws IOException {
    Files.writeString(
        admin.resolve(path), text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }
}
