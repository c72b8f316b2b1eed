package io.github.weepython.maven.sandbox.remote;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The processes of this machine, as Linux shows them.
 *
 * @param proc where proc(5) is mounted
 */
record ProcessTable(Path proc) {
  static final ProcessTable HERE = new ProcessTable(Path.of("/proc"));

  /** Where the start is among the fields after the name: it is field 22 of all. */
  private static final int START = 22 - 3;

  /** This boot and this PID namespace; empty where the system does not tell. */
  Optional<String> machine() {
    try {
      String boot = Files.readString(proc.resolve("sys/kernel/random/boot_id")).strip();
      Path namespace = Files.readSymbolicLink(proc.resolve("self/ns/pid"));
      return boot.isEmpty() ? Optional.empty() : Optional.of(boot + " " + namespace);
    } catch (IOException | UnsupportedOperationException e) {
      return Optional.empty();
    }
  }

  /** When a process started, in clock ticks since the boot; empty when that can't be read. */
  OptionalLong started(long pid) {
    try {
      String line = Files.readString(stat(pid), StandardCharsets.ISO_8859_1);
      // The name is in brackets and may hold any.
      String[] fields = line.substring(line.lastIndexOf(')') + 1).strip().split(" ");
      return fields.length > START
          ? OptionalLong.of(Long.parseLong(fields[START]))
          : OptionalLong.empty();
    } catch (IOException | NumberFormatException e) {
      return OptionalLong.empty();
    }
  }

  /**
   * Whether there is no such process. One that can't be read is there, and where even the first
   * process is hidden (mount option {@code hidepid}), any other may be.
   */
  boolean lacks(long pid) {
    return Files.notExists(stat(pid)) && Files.isReadable(stat(1));
  }

  private Path stat(long pid) {
    return proc.resolve(Long.toString(pid)).resolve("stat");
  }
}
