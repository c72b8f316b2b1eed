package io.github.weepython.maven.compile;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.weepython.maven.publish.Tool;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.codehaus.plexus.util.FileUtils;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** templates/compile/files.c, loaded into this machine's Python. */
class TrainingFilesIT {
  private static final String LOOKS =
      """
      import os, sys
      folder = sys.argv[1]
      print(os.listdir(folder), [each.name for each in os.scandir(folder)])
      at = os.open(folder, os.O_RDONLY)
      print(os.listdir(at), os.listdir(at))
      os.utime("c", (0, 0), dir_fd=at), os.utime("b", (1, 1 << 31), dir_fd=at), os.utime("a", (1, 1 << 31), dir_fd=at)
      os.utime(folder, (3, 1500000000))
      file = os.open("b", os.O_RDONLY, dir_fd=at)
      for seen in (os.stat(folder), os.lstat(folder + "/c"), os.fstat(file), os.stat("a", dir_fd=at)):
          print(seen.st_size, seen.st_dev, seen.st_blocks, seen.st_blksize, 256 < seen.st_ino < 2**30, seen.st_mtime_ns)
      print(os.path.samefile(folder + "/a", folder + "/b"), os.path.samefile(folder, folder))
      """;

  private static final List<String> SAME =
      List.of(
          "['a', 'b', 'c', 'd'] ['a', 'b', 'c', 'd']",
          "['a', 'b', 'c', 'd'] ['a', 'b', 'c', 'd']",
          "4096 65024 8 4096 True 1500000000500000000",
          "5000 65024 16 4096 True 1700000000500000000",
          "5000 65024 16 4096 True 2147483648500000000",
          "5000 65024 16 4096 True 2147483648500000000",
          "False True");

  @TempDir static Path library;
  @TempDir Path disk;

  @BeforeAll
  static void compile() throws Exception {
    String to = library.resolve("files.so").toString();
    String from = "templates/compile/files.c";
    Tool.run("gcc", "-O1", "-shared", "-fPIC", "-o", to, from, "-ldl", "-lpthread");
  }

  private static List<String> looksAt(Path folder) throws Exception {
    for (String name : List.of("c", "b", "d", "a")) {
      Files.writeString(folder.resolve(name), "x".repeat(5000));
    }
    String loaded = "LD_PRELOAD=" + library.resolve("files.so");
    byte[] said = Tool.run("env", loaded, "/usr/bin/python3", "-c", LOOKS, folder.toString());
    return new String(said).lines().toList();
  }

  @Test
  void filesOnADiskAreThoseOfEveryFileSystem() throws Exception {
    assertThat(looksAt(disk)).isEqualTo(SAME);
  }

  @Test
  void filesInMemoryAreThoseOfEveryFileSystem() throws Exception {
    Path memory = Files.createTempDirectory(Path.of("/dev/shm"), "wee");
    try {
      assertThat(looksAt(memory)).isEqualTo(SAME);
    } finally {
      FileUtils.deleteDirectory(memory.toFile());
    }
  }
}
