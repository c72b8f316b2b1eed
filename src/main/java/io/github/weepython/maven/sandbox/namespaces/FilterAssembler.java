package io.github.weepython.maven.sandbox.namespaces;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.LinkedHashMap;
import java.util.Map;

/** Writes a program for seccomp(2) that answers some calls and lets the others through. */
final class FilterAssembler {
  /** SECCOMP_RET_ERRNO with error 0: the call is not made, and its answer is success. */
  static final int PRETEND = 0x00050000;

  /** SECCOMP_RET_ERRNO with EPERM. */
  static final int EPERM = 0x00050001;

  /** SECCOMP_RET_ERRNO with ENOSYS. */
  static final int ENOSYS = 0x00050026;

  private static final int ALLOW = 0x7fff0000;

  /** Offsets in struct seccomp_data; of the first argument its low half. */
  private static final int NUMBER = 0;

  private static final int ARCHITECTURE = 4;
  private static final int FIRST_ARGUMENT = 16;

  /** BPF_LD | BPF_W | BPF_ABS; BPF_JMP | BPF_K with BPF_JEQ, BPF_JGE, BPF_JSET; BPF_RET | BPF_K. */
  private static final int LOAD = 0x20;

  private static final int IF_EQUAL = 0x15;
  private static final int IF_AT_LEAST = 0x35;
  private static final int IF_ANY_BIT = 0x45;
  private static final int RETURN = 0x06;

  private static final int HEAD = 10;

  private final int architecture;
  private final int otherInterface;
  private final int limit;
  private final int clone;
  private final int flags;
  private final Map<Integer, Integer> answers = new LinkedHashMap<>();

  /**
   * @param architecture AUDIT_ARCH of the processor; calls of others are let through
   * @param otherInterface the AUDIT_ARCH whose calls are answered by ENOSYS
   * @param limit the first number that is answered by ENOSYS
   * @param clone the call that is refused when its first argument has one of the flags
   */
  FilterAssembler(int architecture, int otherInterface, int limit, int clone, int flags) {
    this.architecture = architecture;
    this.otherInterface = otherInterface;
    this.limit = limit;
    this.clone = clone;
    this.flags = flags;
  }

  /** Has a call answered so, instead of as was said before. */
  void answer(int call, int answer) {
    answers.put(call, answer);
  }

  /** An array of struct sock_filter. */
  byte[] assemble() {
    ByteBuffer out =
        ByteBuffer.allocate((HEAD + 2 * answers.size() + 4) * 8).order(ByteOrder.LITTLE_ENDIAN);
    put(out, LOAD, 0, 0, ARCHITECTURE);
    put(out, IF_EQUAL, 3, 0, architecture);
    put(out, IF_EQUAL, 0, 1, otherInterface);
    put(out, RETURN, 0, 0, ENOSYS);
    put(out, RETURN, 0, 0, ALLOW);
    put(out, LOAD, 0, 0, NUMBER);
    put(out, IF_AT_LEAST, 0, 1, limit);
    put(out, RETURN, 0, 0, ENOSYS);
    // The number is compared with each; at the end it is given up for the argument.
    answers.forEach(
        (call, answer) -> {
          put(out, IF_EQUAL, 0, 1, call);
          put(out, RETURN, 0, 0, answer);
        });
    put(out, IF_EQUAL, 1, 0, clone);
    put(out, RETURN, 0, 0, ALLOW);
    put(out, LOAD, 0, 0, FIRST_ARGUMENT);
    put(out, IF_ANY_BIT, 0, 1, flags);
    put(out, RETURN, 0, 0, EPERM);
    put(out, RETURN, 0, 0, ALLOW);
    return out.array();
  }

  private static void put(ByteBuffer out, int code, int ifTrue, int ifFalse, int value) {
    out.putShort((short) code).put((byte) ifTrue).put((byte) ifFalse).putInt(value);
  }
}
