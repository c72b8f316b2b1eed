package io.github.weepython.maven.sandbox.namespaces;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/**
 * A seccomp(2) filter under which giving processes to other users succeeds without effect: in a
 * user namespace of one user, there are none. Device nodes can't be made there either. Giving files
 * away is refused where it is recorded: who asks the C library is heard there
 * (templates/base/recorder.c), and who does not, as a static program, would be lost.
 */
enum SeccompFilter {
  /** Numbers from arch/x86/entry/syscalls/syscall_64.tbl. */
  X86_64(
      0xc000003e,
      List.of(
          92, // chown
          93, // fchown
          94, // lchown
          260), // fchownat
      List.of(
          133, // mknod
          259, // mknodat
          105, // setuid
          106, // setgid
          113, // setreuid
          114, // setregid
          116, // setgroups
          117, // setresuid
          119, // setresgid
          122, // setfsuid
          123)), // setfsgid
  /** Numbers from include/uapi/asm-generic/unistd.h. */
  AARCH64(
      0xc00000b7,
      List.of(
          55, // fchown
          54), // fchownat
      List.of(
          33, // mknodat
          146, // setuid
          144, // setgid
          145, // setreuid
          143, // setregid
          159, // setgroups
          147, // setresuid
          149, // setresgid
          151, // setfsuid
          152)); // setfsgid

  /** Offsets in struct seccomp_data. */
  private static final int NUMBER = 0;

  private static final int ARCHITECTURE = 4;

  /** BPF_LD | BPF_W | BPF_ABS, BPF_JMP | BPF_JEQ | BPF_K, BPF_RET | BPF_K. */
  private static final int LOAD = 0x20;

  private static final int JUMP_IF_EQUAL = 0x15;
  private static final int RETURN = 0x06;

  private static final int ALLOW = 0x7fff0000;

  /** SECCOMP_RET_ERRNO with error 0: the call is not made, and its answer is success. */
  private static final int PRETEND = 0x00050000;

  /** SECCOMP_RET_ERRNO with EPERM. */
  private static final int REFUSE = 0x00050001;

  private final int architecture;

  @SuppressWarnings("ImmutableEnumChecker") // List.of never changes.
  private final List<Integer> refused;

  @SuppressWarnings("ImmutableEnumChecker")
  private final List<Integer> pretended;

  SeccompFilter(int architecture, List<Integer> refused, List<Integer> pretended) {
    this.architecture = architecture;
    this.refused = refused;
    this.pretended = pretended;
  }

  /**
   * Whether a program is of this processor: by e_machine of elf(5), which is the low half of its
   * AUDIT_ARCH.
   */
  boolean isOf(InputStream program) throws IOException {
    byte[] head = program.readNBytes(20);
    return head.length == 20
        && ((head[18] & 0xff) | ((head[19] & 0xff) << 8)) == (architecture & 0xffff);
  }

  /**
   * The program as an array of struct sock_filter, as bwrap(1) reads it.
   *
   * @param recorded whether files that are given away are recorded by a preloaded library, so that
   *     what gets here has gone around it; else that succeeds without effect, too
   */
  byte[] program(boolean recorded) {
    int all = refused.size() + pretended.size();
    ByteBuffer out = ByteBuffer.allocate((all + 6) * 8).order(ByteOrder.LITTLE_ENDIAN);
    instruction(out, LOAD, 0, 0, ARCHITECTURE);
    instruction(out, JUMP_IF_EQUAL, 0, all + 1, architecture);
    instruction(out, LOAD, 0, 0, NUMBER);
    int left = all;
    for (int each : refused) {
      instruction(out, JUMP_IF_EQUAL, left + 1, 0, each);
      left--;
    }
    for (int each : pretended) {
      instruction(out, JUMP_IF_EQUAL, left, 0, each);
      left--;
    }
    instruction(out, RETURN, 0, 0, ALLOW);
    instruction(out, RETURN, 0, 0, PRETEND);
    instruction(out, RETURN, 0, 0, recorded ? REFUSE : PRETEND);
    return out.array();
  }

  private static void instruction(ByteBuffer out, int code, int ifTrue, int ifFalse, int value) {
    out.putShort((short) code).put((byte) ifTrue).put((byte) ifFalse).putInt(value);
  }
}
