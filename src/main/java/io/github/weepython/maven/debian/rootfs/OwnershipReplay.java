package io.github.weepython.maven.debian.rootfs;

import io.github.weepython.maven.archive.Entry;
import io.github.weepython.maven.archive.FileTree;
import io.github.weepython.maven.debian.archive.DebianException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Gives files to whom maintainer scripts gave them, by what the recorders in templates/base wrote
 * down, whose form record.h tells.
 */
final class OwnershipReplay {
  private static final int FIELDS = 4;

  /** The group of the folder in which a file was made. */
  private static final int OF_FOLDER = -2;

  private final FileTree tree;
  private final FileTree unpacked;
  private final Map<String, int[]> users = new HashMap<>();
  private final Map<String, Integer> groups = new HashMap<>();
  private final TreeMap<String, Owner> owners = new TreeMap<>();
  private final Set<String> lost = new TreeSet<>();

  /** What files without a name were called before they got the one that they have now. */
  private final Map<String, String> named = new HashMap<>();

  /** Who made which named pipe. */
  private final Map<String, String> pipes = new HashMap<>();

  /** The pipes that are there in the end. */
  private final Set<String> left = new TreeSet<>();

  /** Numbers of user and group; -1 for what stays. */
  private record Owner(int uid, int gid) {
    Owner over(Owner earlier) {
      return new Owner(uid < 0 ? earlier.uid : uid, gid < 0 ? earlier.gid : gid);
    }

    boolean isRoot() {
      return uid <= 0 && gid <= 0;
    }
  }

  /**
   * @param tree to be changed; its passwd and group say who is who
   * @param unpacked what the packages brought
   */
  OwnershipReplay(FileTree tree, FileTree unpacked) throws IOException {
    this.tree = tree;
    this.unpacked = unpacked;
    for (String[] fields : table("etc/passwd")) {
      users.put(fields[0], new int[] {Integer.parseInt(fields[2]), Integer.parseInt(fields[3])});
    }
    for (String[] fields : table("etc/group")) {
      groups.put(fields[0], Integer.parseInt(fields[2]));
    }
  }

  private List<String[]> table(String path) throws IOException {
    Optional<Entry> file = tree.follow(path);
    List<String[]> rows = new ArrayList<>();
    if (file.isPresent()) {
      String text = new String(file.get().content().readAll(), StandardCharsets.UTF_8);
      text.lines().map(line -> line.split(":", -1)).filter(f -> f.length > 3).forEach(rows::add);
    }
    return rows;
  }

  /**
   * Follows the recorded calls, then dpkg-statoverride(1); users own the homes that were made for
   * them.
   *
   * @param calls fields that end in NUL, four a call
   */
  void restore(Path calls) throws IOException {
    homes();
    if (Files.exists(calls)) {
      String[] fields = Files.readString(calls, StandardCharsets.ISO_8859_1).split("\0", -1);
      for (int at = 0; at + FIELDS < fields.length; at += FIELDS) {
        follow(fields[at], utf8(fields[at + 1]), utf8(fields[at + 2]), utf8(fields[at + 3]));
      }
    }
    if (!lost.isEmpty()) {
      throw new DebianException(
          ("Scripts of Debian packages changed owners in a way that can't be recorded:\n  %s\nLeave"
                  + " the package out of <packages> and install it in a Dockerfile, or use base"
                  + " distroless, which runs no scripts.")
              .formatted(String.join("\n  ", lost)));
    }
    if (!left.isEmpty()) {
      throw new DebianException(
          ("Scripts of Debian packages made named pipes, which the layers of wee can't hold:\n  %s\n"
                  + "Leave the package out of <packages> and install it in a Dockerfile, or use base"
                  + " distroless, which runs no scripts, and make the pipe when the container"
                  + " starts.")
              .formatted(String.join("\n  ", left)));
    }
    owners.forEach((path, owner) -> tree.get(path).ifPresent(entry -> give(entry, owner)));
    hardLinks();
    overrides();
  }

  private static String utf8(String bytes) {
    return new String(bytes.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
  }

  private void follow(String call, String first, String second, String third) {
    switch (call) {
      case "own" -> {
        Owner owner = new Owner(Integer.parseInt(first), Integer.parseInt(second));
        String path = third.substring(1);
        owners.merge(
            named.getOrDefault(path, path), owner, (earlier, later) -> later.over(earlier));
      }
      case "made" -> made(third.substring(1), Integer.parseInt(first), Integer.parseInt(second));
      case "gone" -> gone(third.substring(1));
      case "move" -> move(first.substring(1), second.substring(1));
      case "link" -> name(first.substring(1), second.substring(1));
      case "pipe" -> pipes.put(third, maker(first, second));
      case "left" -> left.add(third + pipes.getOrDefault(third, ""));
      case "lost" -> lost.add(third + maker(first, second));
      default -> throw new DebianException("The record of owners has an unknown call: " + call);
    }
  }

  /** What a user creates is that user's, and of the group of a folder that hands its own on. */
  private void made(String path, int uid, int gid) {
    owners.put(path, new Owner(uid, gid == OF_FOLDER ? folderGroup(path) : gid));
  }

  /** What gets that name afterwards is another file. */
  private void gone(String path) {
    owners.remove(path);
    named.values().removeIf(path::equals);
  }

  /** Whoever a file was given to before it got a name has it rather than the user that made it. */
  private void name(String from, String to) {
    Owner given = owners.remove(from);
    if (given != null) {
      owners.merge(to, given, (made, later) -> later.over(made));
    }
    named.put(from, to);
  }

  private int folderGroup(String path) {
    String folder = path.substring(0, Math.max(0, path.lastIndexOf('/')));
    Owner given = owners.get(folder);
    return given != null && given.gid >= 0
        ? given.gid
        : unpacked.get(folder).map(Entry::gid).orElse(0);
  }

  private static String maker(String program, String owningPackage) {
    return ", by %s of %s"
        .formatted(program, owningPackage.isEmpty() ? "no package's script" : owningPackage);
  }

  /**
   * A file keeps its owner under a new name. Over a file that was given to somebody, one of root's
   * takes that owner: programs such as sed(1) write anew, with the owner that they saw, and in the
   * sandbox all files seem to be root's.
   */
  private void move(String from, String to) {
    String below = from + "/";
    named.replaceAll(
        (old, now) ->
            now.equals(from) || now.startsWith(below) ? to + now.substring(from.length()) : now);
    String maker = pipes.remove("/" + from);
    if (maker != null) {
      pipes.put("/" + to, maker);
    }
    Owner moved = owners.remove(from);
    if (moved != null && (!moved.isRoot() || !owners.containsKey(to))) {
      owners.put(to, moved);
    }
    for (String path : List.copyOf(owners.tailMap(below).keySet())) {
      if (!path.startsWith(below)) {
        break;
      }
      Owner owner = owners.remove(path);
      if (owner != null) {
        owners.put(to + path.substring(from.length()), owner);
      }
    }
  }

  private void give(Entry entry, Owner owner) {
    Owner now = owner.over(new Owner(entry.uid(), entry.gid()));
    tree.put(entry.withOwner(now.uid(), now.gid()));
  }

  /** Names of one file have one owner, by whichever of them it was given away. */
  private void hardLinks() {
    List<Entry> links =
        tree.entries().stream().filter(e -> e.type() == Entry.Type.HARDLINK).toList();
    for (Entry link : links) {
      Owner owner = owners.get(link.path());
      if (owner != null) {
        tree.get(link.link()).ifPresent(file -> give(file, owner));
      }
    }
    for (Entry link : links) {
      tree.get(link.link()).ifPresent(file -> give(link, new Owner(file.uid(), file.gid())));
    }
  }

  private void homes() throws IOException {
    for (String[] fields : table("etc/passwd")) {
      String home = fields.length > 5 ? fields[5].replaceFirst("^/+", "") : "";
      Optional<Entry> entry = home.isEmpty() ? Optional.empty() : tree.get(home);
      if (entry.isPresent() && unpacked.get(home).isEmpty()) {
        Owner owner = new Owner(Integer.parseInt(fields[2]), Integer.parseInt(fields[3]));
        List<Entry> given = new ArrayList<>(List.of(entry.get()));
        tree.entries().stream().filter(e -> e.path().startsWith(home + "/")).forEach(given::add);
        given.forEach(each -> give(each, owner));
      }
    }
  }

  /** Lines of user, group, mode and path; numbers begin with {@code #}. */
  private void overrides() throws IOException {
    Optional<Entry> file = tree.get("var/lib/dpkg/statoverride");
    if (file.isEmpty()) {
      return;
    }
    for (String line :
        new String(file.get().content().readAll(), StandardCharsets.UTF_8).lines().toList()) {
      String[] fields = line.split(" ", 4);
      Optional<Entry> entry = fields.length == 4 ? tree.follow(fields[3]) : Optional.empty();
      if (entry.isPresent()) {
        int mode = Integer.parseInt(fields[2], 8);
        give(entry.get().withMode(mode), new Owner(user(fields[0]), group(fields[1])));
      }
    }
  }

  private int user(String name) {
    int[] known = users.get(name);
    return known != null ? known[0] : number("user", name);
  }

  private int group(String name) {
    Integer known = groups.get(name);
    return known != null ? known : number("group", name);
  }

  private static int number(String what, String name) {
    if (!name.matches("#?\\d{1,9}")) {
      throw new DebianException(
          "A package's script gave a file to the %s '%s', which is not in etc/passwd or etc/group."
              .formatted(what, name));
    }
    return Integer.parseInt(name.replace("#", ""));
  }
}
