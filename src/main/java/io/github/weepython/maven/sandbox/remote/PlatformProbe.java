package io.github.weepython.maven.sandbox.remote;

import io.github.weepython.maven.WeeException;
import io.github.weepython.maven.sandbox.Sandbox;
import io.github.weepython.maven.spec.Architecture;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Tries whether programs of a processor run in a sandbox, be it by an emulator that the kernel
 * starts (binfmt_misc) or since it is that processor: by the smallest program there is.
 */
public final class PlatformProbe {
  private static final long AT = 0x400000;
  private static final int HEADERS = 64 + 56;

  private PlatformProbe() {}

  /**
   * Whether a container of the daemon runs it, with nothing else in it.
   *
   * @param scratch an empty directory
   */
  public static boolean alone(Sandbox sandbox, Path scratch, Architecture architecture)
      throws IOException {
    Path own = Files.createDirectory(scratch.resolve("trial"));
    program(own.resolve("trial"), architecture);
    return runs(
        sandbox,
        new Sandbox.Job(own, Map.of(), Map.of(), Map.of(), List.of("/trial"), Optional.of(own)));
  }

  /** Whether this machine runs it outside of sandboxes. */
  public static boolean here(Path scratch, Architecture architecture) throws IOException {
    Path program = program(scratch.resolve("wee-trial"), architecture);
    try {
      return new ProcessBuilder(program.toString()).start().waitFor() == 0;
    } catch (IOException e) {
      return false; // Exec format error.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private static boolean runs(Sandbox sandbox, Sandbox.Job job) {
    try {
      return sandbox.run(job, line -> {}) == 0;
    } catch (IOException | WeeException e) {
      return false; // An engine refuses to start what it can't.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private static Path program(Path file, Architecture architecture) throws IOException {
    Files.write(file, bytes(architecture));
    Files.setAttribute(file, "unix:mode", 0755);
    return file;
  }

  /** exit(0), as elf(5) wants it wrapped up. */
  static byte[] bytes(Architecture architecture) {
    boolean arm = architecture == Architecture.ARM64;
    byte[] code =
        arm
            ? words(0xd2800000, 0xd2800ba8, 0xd4000001) // mov x0, 0; mov x8, 93; svc 0
            // xor edi, edi; mov eax, 60; syscall
            : new byte[] {0x31, (byte) 0xff, (byte) 0xb8, 60, 0, 0, 0, 0x0f, 0x05};
    int size = HEADERS + code.length;
    ByteBuffer out = ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
    out.put(new byte[] {0x7f, 'E', 'L', 'F', 2, 1, 1}).position(16);
    out.putShort((short) 2).putShort((short) architecture.elf()).putInt(1);
    out.putLong(AT + HEADERS).putLong(64).putLong(0).putInt(0);
    out.putShort((short) 64).putShort((short) 56).putShort((short) 1);
    out.putShort((short) 64).putShort((short) 0).putShort((short) 0);
    out.putInt(1).putInt(5).putLong(0).putLong(AT).putLong(AT);
    out.putLong(size).putLong(size).putLong(0x10000);
    return out.put(code).array();
  }

  private static byte[] words(int... words) {
    ByteBuffer out = ByteBuffer.allocate(words.length * 4).order(ByteOrder.LITTLE_ENDIAN);
    for (int word : words) {
      out.putInt(word);
    }
    return out.array();
  }
}
