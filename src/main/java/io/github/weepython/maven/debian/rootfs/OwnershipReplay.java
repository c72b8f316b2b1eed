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

/** Gives files to whom maintainer scripts gave them. */
final class OwnershipReplay {
  private final FileTree tree;
  private final FileTree unpacked;
  private final Map<String, int[]> users = new HashMap<>();
  private final Map<String, Integer> groups = new HashMap<>();

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
   * Follows the recorded calls of chown, chgrp and install, then dpkg-statoverride(1); users own
   * the homes that were made for them.
   *
   * @param calls each call's lines: program, working directory, arguments, and an empty one
   */
  void restore(Path calls) throws IOException {
    homes();
    if (Files.exists(calls)) {
      List<String> call = new ArrayList<>();
      for (String line : Files.readAllLines(calls, StandardCharsets.UTF_8)) {
        if (!line.isEmpty()) {
          call.add(line);
        } else if (!call.isEmpty()) {
          RecordedChown.parse(call).forEach(this::give);
          call.clear();
        }
      }
    }
    overrides();
  }

  private void homes() throws IOException {
    for (String[] fields : table("etc/passwd")) {
      String home = fields.length > 5 ? fields[5].replaceFirst("^/+", "") : "";
      Optional<Entry> entry = home.isEmpty() ? Optional.empty() : tree.get(home);
      if (entry.isPresent() && unpacked.get(home).isEmpty()) {
        give(new RecordedChown("/" + home, fields[0] + ":" + fields[3], true));
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
      if (fields.length == 4) {
        String owner = (fields[0] + ":" + fields[1]).replace("#", "");
        give(new RecordedChown(fields[3], owner, false));
        int mode = Integer.parseInt(fields[2], 8);
        tree.follow(fields[3]).ifPresent(e -> tree.put(e.withMode(mode)));
      }
    }
  }

  private void give(RecordedChown call) {
    Optional<Entry> top = tree.follow(call.path());
    if (top.isEmpty()) {
      return; // Made, and removed or renamed again.
    }
    String below = top.get().path() + "/";
    List<Entry> given = new ArrayList<>(List.of(top.get()));
    if (call.recursive()) {
      tree.entries().stream().filter(e -> e.path().startsWith(below)).forEach(given::add);
    }
    Optional<Entry> model =
        call.owner().startsWith("/") ? tree.follow(call.owner()) : Optional.empty();
    for (Entry each : given) {
      tree.put(
          model.isPresent()
              ? each.withOwner(model.get().uid(), model.get().gid())
              : owned(each, call));
    }
  }

  private Entry owned(Entry entry, RecordedChown call) {
    int uid = call.user().isEmpty() ? entry.uid() : user(call.user())[0];
    int gid = entry.gid();
    if (call.group().isPresent()) {
      String group = call.group().get();
      gid = group.isEmpty() ? user(call.user())[1] : group(group);
    }
    return entry.withOwner(uid, gid);
  }

  private int[] user(String name) {
    int[] known = users.get(name);
    return known != null ? known : new int[] {number("user", name), 0};
  }

  private int group(String name) {
    Integer known = groups.get(name);
    return known != null ? known : number("group", name);
  }

  private static int number(String what, String name) {
    if (!name.matches("\\d{1,9}")) {
      throw new DebianException(
          "A package's script gave a file to the %s '%s', which is not in etc/passwd or etc/group."
              .formatted(what, name));
    }
    return Integer.parseInt(name);
  }
}
