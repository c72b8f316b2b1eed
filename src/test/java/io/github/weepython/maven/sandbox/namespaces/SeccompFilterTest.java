package io.github.weepython.maven.sandbox.namespaces;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.junit.jupiter.api.Test;

/** Runs the filters as the kernel would (Documentation/networking/filter.rst). */
class SeccompFilterTest {
  private static final int ALLOW = 0x7fff0000;
  private static final int ERROR_0 = 0x00050000;
  private static final int EPERM = 0x00050001;
  private static final int ENOSYS = 0x00050026;
  private static final int X86_64 = 0xc000003e;
  private static final int AARCH64 = 0xc00000b7;

  /**
   * The kernel takes the stronger of two filters' answers: an error, before what a listener says.
   */
  @Test
  void leavesOwnersAndIdentitiesToTheProgramThatRecordsThem() {
    for (int call : new int[] {92, 93, 94, 260, 105, 106, 113, 114, 116, 117, 119, 122, 123}) {
      assertThat(answer(SeccompFilter.X86_64, X86_64, call)).isEqualTo(ALLOW);
    }
    for (int call : new int[] {54, 55, 143, 144, 145, 146, 147, 149, 151, 152, 159}) {
      assertThat(answer(SeccompFilter.AARCH64, AARCH64, call)).isEqualTo(ALLOW);
    }
  }

  @Test
  void pretendsToChangeOwnersAndIdentitiesWhereNobodyRecordsIt() {
    for (int call : new int[] {92, 93, 94, 260, 105, 106, 113, 114, 116, 117, 119, 122, 123}) {
      assertThat(answer(SeccompFilter.X86_64.program(false), X86_64, call)).isEqualTo(ERROR_0);
    }
  }

  @Test
  void leavesDeviceNodesToTheProgramThatKnowsThemFromPipes() {
    for (int call : new int[] {133, 259}) {
      assertThat(answer(SeccompFilter.X86_64, X86_64, call)).isEqualTo(ALLOW);
    }
  }

  @Test
  void pretendsToMakeDeviceNodesWhereNoSuchProgramIs() {
    for (int call : new int[] {133, 259}) {
      assertThat(answer(SeccompFilter.X86_64.program(false), X86_64, call)).isEqualTo(ERROR_0);
    }
  }

  @Test
  void waitsForNoDiskWherePackagesAreConfigured() {
    for (int call : new int[] {74, 75, 162, 277, 306}) {
      assertThat(answer(SeccompFilter.X86_64, X86_64, call)).isEqualTo(ERROR_0);
    }
    for (int call : new int[] {81, 82, 83, 84, 267}) {
      assertThat(answer(SeccompFilter.AARCH64, AARCH64, call)).isEqualTo(ERROR_0);
    }
  }

  /** CPython's own tests sync descriptors that are not open, and want EBADF. */
  @Test
  void letsProgramsSyncFiles() {
    for (int call : new int[] {74, 75, 162, 277, 306}) {
      assertThat(answer(SeccompFilter.X86_64.program(false), X86_64, call)).isEqualTo(ALLOW);
      assertThat(answer(SeccompFilter.X86_64.program(), X86_64, call)).isEqualTo(ALLOW);
    }
  }

  @Test
  void letsEveryOtherCallThrough() {
    for (int call = 0; call < 500; call++) {
      int machine = answer(SeccompFilter.X86_64, X86_64, call);
      assertThat(machine).isIn(ALLOW, ERROR_0, EPERM, ENOSYS);
    }
    int read = 0;
    int chmod = 90;
    int openat = 257;
    for (int call : new int[] {read, chmod, openat}) {
      assertThat(answer(SeccompFilter.X86_64, X86_64, call)).isEqualTo(ALLOW);
    }
  }

  @Test
  void leavesAnotherArchitecturesCallsAlone() {
    for (int call = 0; call < 500; call++) {
      assertThat(answer(SeccompFilter.X86_64, AARCH64, call)).isEqualTo(ALLOW);
    }
  }

  /** Else all that is refused could be had by another number. */
  @Test
  void knowsNoOtherInterfaceOfTheProcessor() {
    int i386 = 0x40000003;
    int x32 = 0x40000000;
    for (int call = 0; call < 500; call++) {
      assertThat(answer(SeccompFilter.X86_64, i386, call)).isEqualTo(ENOSYS);
      assertThat(answer(SeccompFilter.X86_64, X86_64, x32 + call)).isEqualTo(ENOSYS);
    }
  }

  @Test
  void refusesKeysTracesAndMountsInEveryJob() {
    for (int call : new int[] {101, 165, 248, 249, 250, 272, 308, 321, 425}) {
      assertThat(answer(SeccompFilter.X86_64.program(), X86_64, call)).isEqualTo(EPERM);
      assertThat(answer(SeccompFilter.X86_64, X86_64, call)).isEqualTo(EPERM);
    }
    for (int call : new int[] {97, 117, 217, 218, 219, 268, 280, 425}) {
      assertThat(answer(SeccompFilter.AARCH64.program(), AARCH64, call)).isEqualTo(EPERM);
    }
  }

  @Test
  void refusesProcessesInNewNamespacesAndLetsThreadsBegin() {
    int clone = 56;
    int clone3 = 435;
    int newUser = 0x10000000;
    int thread = 0x003d0f00;
    byte[] filter = SeccompFilter.X86_64.program();
    assertThat(answer(filter, X86_64, clone, newUser)).isEqualTo(EPERM);
    assertThat(answer(filter, X86_64, clone, thread)).isEqualTo(ALLOW);
    assertThat(answer(filter, X86_64, clone3, 0)).isEqualTo(ENOSYS);
  }

  @Test
  void leavesOwnersAloneInAJobOnABuildRoot() {
    for (int call : new int[] {92, 105, 133}) {
      assertThat(answer(SeccompFilter.X86_64.program(), X86_64, call)).isEqualTo(ALLOW);
    }
  }

  private static int answer(SeccompFilter filter, int architecture, int call) {
    return answer(filter.program(true), architecture, call);
  }

  private static int answer(byte[] filter, int architecture, int call) {
    return answer(filter, architecture, call, 0);
  }

  private static int answer(byte[] filter, int architecture, int call, int argument) {
    ByteBuffer program = ByteBuffer.wrap(filter).order(ByteOrder.LITTLE_ENDIAN);
    int accumulator = 0;
    for (int at = 0; ; at++) {
      int code = program.getShort(at * 8);
      int ifTrue = program.get(at * 8 + 2) & 0xff;
      int ifFalse = program.get(at * 8 + 3) & 0xff;
      int value = program.getInt(at * 8 + 4);
      switch (code) {
        case 0x20 -> accumulator = value == 0 ? call : value == 4 ? architecture : argument;
        case 0x35 -> at += Integer.compareUnsigned(accumulator, value) >= 0 ? ifTrue : ifFalse;
        case 0x45 -> at += (accumulator & value) != 0 ? ifTrue : ifFalse;
        case 0x15 -> at += accumulator == value ? ifTrue : ifFalse;
        case 0x06 -> {
          return value;
        }
        default -> throw new AssertionError("instruction " + code);
      }
    }
  }
}
