package io.github.weepython.maven.layers;

import io.github.weepython.maven.archive.Content;
import io.github.weepython.maven.archive.Entry;
import io.github.weepython.maven.archive.FileTree;
import io.github.weepython.maven.spec.Variant;
import io.github.weepython.maven.templates.Templates;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Optional;

/** What a variant's layer holds: all that differs from the base that lies at the bottom. */
final class VariantTree {
  private static final String APPLETS = "layers/busybox.list";
  private static final String TOOLS = "busybox";
  private static final String BUSYBOX = "usr/bin/busybox";
  private static final String SHELL = "usr/bin/sh";

  private VariantTree() {}

  /** What it depends on beside the files. */
  static String key(Variant variant) {
    return "variant 1 " + variant + "\n" + (variant == Variant.DEBUG ? applets() : "");
  }

  private static String applets() {
    return Templates.text(APPLETS);
  }

  /**
   * The layer's files.
   *
   * @param below the base's
   * @param all those of the base with the variant's packages
   */
  static FileTree of(Variant variant, FileTree below, FileTree all) throws IOException {
    FileTree tree = new FileTree();
    for (Entry entry : all.entries()) {
      if (!same(below.get(entry.path()), entry)) {
        tree.put(entry);
      }
    }
    // A hard link needs its other name in the same layer.
    for (Entry entry : tree.entries().stream().toList()) {
      if (entry.type() == Entry.Type.HARDLINK) {
        all.get(entry.link()).ifPresent(tree::put);
      }
    }
    if (variant == Variant.DEBUG) {
      tools(tree, all);
    }
    return tree;
  }

  private static void tools(FileTree tree, FileTree all) {
    tree.put(Entry.directory(TOOLS, 0755));
    for (String applet : Templates.list(APPLETS)) {
      tree.put(Entry.symlink(TOOLS + "/" + applet, "/" + BUSYBOX));
    }
    if (all.get(SHELL).isEmpty()) {
      tree.put(Entry.symlink(SHELL, "busybox"));
    }
  }

  private static boolean same(Optional<Entry> old, Entry entry) throws IOException {
    return old.isPresent() && sameHeader(old.get(), entry) && sameBytes(old.get(), entry);
  }

  /** Times of folders are no one's: they change with what is put there. */
  private static boolean sameHeader(Entry old, Entry entry) {
    boolean folder = entry.type() == Entry.Type.DIRECTORY;
    Entry like = entry.withContent(old.content());
    return old.equals(folder ? like.withMtime(old.mtime()) : like);
  }

  private static boolean sameBytes(Entry old, Entry entry) throws IOException {
    Content one = old.content();
    Content other = entry.content();
    if (one.size() != other.size()) {
      return false;
    }
    try (InputStream first = one.open();
        InputStream second = other.open()) {
      byte[] a = first.readNBytes(1 << 16);
      while (a.length > 0) {
        if (!Arrays.equals(a, second.readNBytes(1 << 16))) {
          return false;
        }
        a = first.readNBytes(1 << 16);
      }
      return true;
    }
  }
}
