package io.github.weepython.maven.compile;

import static java.util.stream.Collectors.toList;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.weepython.maven.publish.Tool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.AnnotatedElementContext;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.io.TempDirFactory;

/** templates/compile/files.c and memory.c, loaded into this machine's Python. */
class TrainingLibraryIT {
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

  /** Where an object of Python lies, and what is allocated from C after a folder was read. */
  private static final String ALLOCATES =
      """
      import ctypes, os, sys
      print(hex(id(object()) >> 32), sorted(os.listdir(sys.argv[1])) == os.listdir(sys.argv[1]))
      malloc = ctypes.CDLL(None).malloc
      malloc.restype = ctypes.c_void_p
      print([malloc(size) for size in range(24, 400, 8) for _ in range(3)])
      """;

  /** Of all sizes, by several threads and beside a child that allocates as well. */
  private static final String FILLS =
      """
      import ctypes, os, random, threading
      c = ctypes.CDLL(None)
      for name in ("malloc", "calloc", "realloc"):
          getattr(c, name).restype = ctypes.c_void_p
      c.malloc_usable_size.restype = ctypes.c_size_t
      c.malloc_usable_size.argtypes = c.free.argtypes = [ctypes.c_void_p]
      c.realloc.argtypes = [ctypes.c_void_p, ctypes.c_size_t]
      c.calloc.argtypes = [ctypes.c_size_t, ctypes.c_size_t]
      def work(seed):
          choose = random.Random(seed)
          held = {}
          for _ in range(1500):
              size = choose.choice((choose.randrange(1, 2000), choose.randrange(1, 3_000_000)))
              if len(held) > 40:
                  at, (length, byte) = held.popitem()
                  assert ctypes.string_at(at, length) == bytes([byte]) * length
                  c.free(at)
              at = c.calloc(size, 1)
              assert at % 16 == 0 and size <= c.malloc_usable_size(at)
              assert ctypes.string_at(at, size) == bytes(size)
              byte = choose.randrange(256)
              ctypes.memset(at, byte, size)
              more = choose.randrange(1, 2 * size + 1)
              at = c.realloc(at, more)
              least = min(size, more)
              assert ctypes.string_at(at, least) == bytes([byte]) * least and at not in held
              held[at] = (least, byte)
      threads = [threading.Thread(target=work, args=(seed,)) for seed in range(4)]
      [each.start() for each in threads]
      for _ in range(20):
          child = os.fork()
          if not child:
              bytearray(100_000), [object() for _ in range(1000)], c.calloc(70, 70), os._exit(0)
          assert os.waitpid(child, 0)[1] == 0
      [each.join() for each in threads]
      assert c.calloc(1 << 40, 1 << 40) is None and c.malloc_usable_size(None) == 0
      c.free(None), c.free(c.realloc(None, 20))
      print("filled")
      """;

  @TempDir static Path library;
  @TempDir Path disk;

  @TempDir(factory = InMemory.class)
  Path memory;

  /** A tmpfs. */
  static final class InMemory implements TempDirFactory {
    @Override
    public Path createTempDirectory(AnnotatedElementContext element, ExtensionContext extension)
        throws IOException {
      return Files.createTempDirectory(Path.of("/dev/shm"), "wee");
    }
  }

  @BeforeAll
  static void compile() throws Exception {
    String to = library.resolve("held.so").toString();
    Tool.run(
        "gcc",
        "-Wall",
        "-Wextra",
        "-Werror",
        "-O1",
        "-shared",
        "-fPIC",
        "-o",
        to,
        "templates/compile/files.c",
        "templates/compile/memory.c",
        "-ldl",
        "-lpthread");
  }

  private static List<String> looksAt(Path folder) throws Exception {
    for (String name : List.of("c", "b", "d", "a")) {
      Files.writeString(folder.resolve(name), "x".repeat(5000));
    }
    return python(LOOKS, folder);
  }

  private static List<String> python(String program, Path folder) throws Exception {
    String loaded = "LD_PRELOAD=" + library.resolve("held.so");
    byte[] said =
        Tool.run(
            "env",
            "PYTHONHASHSEED=1",
            loaded,
            "/usr/bin/python3",
            "-c",
            program,
            folder.toString());
    return new String(said).lines().toList();
  }

  @Test
  void filesOnADiskAreThoseOfEveryFileSystem() throws Exception {
    assertThat(looksAt(disk)).isEqualTo(SAME);
  }

  @Test
  void memoryHoldsWhatIsWrittenThere() throws Exception {
    assertThat(python(FILLS, disk)).containsExactly("filled");
  }

  /** A tmpfs lists names in the order in which they were made, or the other way round. */
  @Test
  void theOrderOfNamesInAFolderMovesNothing() throws Exception {
    List<String> names =
        IntStream.range(0, 200).mapToObj(i -> i + "x".repeat(i % 97)).collect(toList());
    List<String> one = allocates(memory.resolve("one"), names);
    Collections.reverse(names);
    assertThat(allocates(memory.resolve("two"), names)).isEqualTo(one);
    assertThat(one).first().isEqualTo("0x20 True");
  }

  private static List<String> allocates(Path folder, List<String> names) throws Exception {
    Files.createDirectory(folder);
    for (String name : names) {
      Files.createFile(folder.resolve(name));
    }
    return python(ALLOCATES, folder);
  }

  @Test
  void filesInMemoryAreThoseOfEveryFileSystem() throws Exception {
    assertThat(looksAt(memory)).isEqualTo(SAME);
  }
}
