package io.github.weepython.maven.sandbox.namespaces;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The files of a job that are in memory: {@code /tmp}, {@code /dev/shm} and {@code /usr/src} are
 * tmpfs(5), each of which the kernel lets grow to half of all memory. No process has them.
 */
final class MemoryFiles {
  private static final String TYPE = " - tmpfs ";

  /** As proc_pid_mountinfo(5) writes what would end a field. */
  private static final Pattern OCTAL = Pattern.compile("\\\\([0-7]{3})");

  /** By device: what the job sees of the host's, if anything, is not its own. */
  private final Map<String, String> hosts;

  /** Before the job begins. */
  MemoryFiles() {
    this.hosts = mounts(Path.of("/proc/self"));
  }

  /**
   * The bytes that they take, deleted ones included that are open; 0 before there are any.
   *
   * @param processes of the job, the outermost first; that one may be in the host's namespace
   */
  long bytes(List<ProcessHandle> processes) {
    for (ProcessHandle process : processes) {
      Path proc = Path.of("/proc", Long.toString(process.pid()));
      Map<String, String> own = mounts(proc);
      own.keySet().removeAll(hosts.keySet());
      if (!own.isEmpty()) { // Of all the others too: none can make a mount namespace of its own.
        return own.values().stream().mapToLong(at -> used(proc, at)).sum();
      }
    }
    return 0;
  }

  /** Not by FileStore, which looks for the path among this process's own mounts; see statvfs(3). */
  private static long used(Path proc, String mount) {
    File at = new File(proc + "/root" + mount);
    return Math.max(0, at.getTotalSpace() - at.getFreeSpace());
  }

  /**
   * Of proc_pid_mountinfo(5): each tmpfs once, by its device. Where it is mounted is text, since
   * the host may have names that are no path in this locale.
   */
  static Map<String, String> mounts(Path proc) {
    Map<String, String> found = new TreeMap<>();
    try (Stream<String> lines =
        Files.lines(proc.resolve("mountinfo"), StandardCharsets.ISO_8859_1)) {
      lines
          .filter(line -> line.contains(TYPE))
          .map(line -> line.split(" "))
          .forEach(fields -> found.put(fields[2], name(fields[4])));
    } catch (IOException | UncheckedIOException e) {
      // It has just ended.
    }
    return found;
  }

  /**
   * @param field its bytes, one a character
   */
  private static String name(String field) {
    String bytes =
        OCTAL
            .matcher(field)
            .replaceAll(
                each ->
                    Matcher.quoteReplacement(
                        String.valueOf((char) Integer.parseInt(each.group(1), 8))));
    return new String(bytes.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
  }
}
