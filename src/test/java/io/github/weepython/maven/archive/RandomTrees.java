package io.github.weepython.maven.archive;

import io.github.weepython.maven.Property;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** File trees with names, sizes and owners that stand at the limits of tar's header. */
final class RandomTrees {
  /** What ustar's fields hold at most: names 100 and 155 bytes, ids 0777777 octal. */
  private static final int[] LENGTHS = {1, 2, 40, 99, 100, 101, 155, 156, 255};

  private static final Integer[] IDS = {
    0, 1, 42, 1000, 65534, 2_097_151, 2_097_152, Integer.MAX_VALUE
  };

  private RandomTrees() {}

  /**
   * Makes one.
   *
   * @param letters what names are made of; those of more than one byte shorten the name
   */
  static FileTree tree(Random random, String... letters) {
    FileTree tree = new FileTree();
    List<String> folders = new ArrayList<>(List.of(""));
    List<String> files = new ArrayList<>();
    for (int n = 1 + random.nextInt(12); n > 0; n--) {
      String path = folders.get(random.nextInt(folders.size())) + name(random, letters);
      if (tree.get(path).isPresent()) {
        continue;
      }
      Entry entry = entry(path, random, files, letters);
      tree.put(
          entry
              .withOwner(Property.any(random, IDS), Property.any(random, IDS))
              .withMode(entry.type() == Entry.Type.SYMLINK ? 0777 : random.nextInt(010000))
              .withMtime(random.nextInt(3) == 0 ? 0 : random.nextInt(Integer.MAX_VALUE)));
      if (entry.type() == Entry.Type.DIRECTORY && path.length() < 600) {
        folders.add(path + "/");
      }
      if (entry.type() == Entry.Type.FILE) {
        files.add(path);
      }
    }
    return tree;
  }

  private static Entry entry(String path, Random random, List<String> files, String[] letters) {
    return switch (random.nextInt(files.isEmpty() ? 3 : 4)) {
      case 0 -> Entry.directory(path, 0755);
      case 1 -> Entry.symlink(path, "../".repeat(random.nextInt(3)) + name(random, letters));
      case 2 -> {
        byte[] bytes = new byte[Property.any(random, 0, 1, 511, 512, 513, 1500)];
        random.nextBytes(bytes);
        yield Entry.file(path, 0644, Content.of(bytes));
      }
      default -> Entry.hardlink(path, files.get(random.nextInt(files.size())));
    };
  }

  private static String name(Random random, String[] letters) {
    int length = LENGTHS[random.nextInt(LENGTHS.length)];
    boolean plain = random.nextBoolean();
    StringBuilder name = new StringBuilder();
    int bytes = 0;
    while (bytes < length) {
      String letter = plain ? "n" : Property.any(random, letters);
      int size = letter.getBytes(StandardCharsets.UTF_8).length;
      name.append(bytes + size > length ? "x" : letter);
      bytes += bytes + size > length ? 1 : size;
    }
    return name.toString().matches("\\.{1,2}") ? "dots" : name.toString();
  }
}
