package io.github.weepython.maven.sandbox.namespaces;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/**
 * Filters for seccomp(2).
 *
 * <p>Every job is refused what reaches beyond it, or far into the kernel: namespaces of its own,
 * mounts, keys, other processes' memory, BPF, performance counters, io_uring and modules. Calls by
 * another interface of the processor (32 bits, x32), which have other numbers, don't exist.
 *
 * <p>Under the filter for a root of the job's own, device nodes can't be made: making one succeeds
 * without effect, and so does making a pipe by the same call. Giving files away, and processes to
 * other users, does too: in a user namespace of one user, there are no others. Where that is
 * recorded, the calls are left to the filter of the program that records them
 * (templates/base/listener.c), which the kernel asks only then.
 *
 * <p>There, waiting for the disk succeeds at once, too, as with --suppress-sync= of
 * systemd-nspawn(1): dpkg asks for it several times a package, and a root of which only the files
 * are read afterwards is worth nothing after a crash.
 */
enum SeccompFilter {
  /** Numbers from arch/x86/entry/syscalls/syscall_64.tbl. */
  X86_64(
      0xc000003e,
      0x40000003, // i386
      56, // clone
      List.of(
          101, // ptrace
          103, // syslog
          155, // pivot_root
          163, // acct
          164, // settimeofday
          165, // mount
          166, // umount2
          167, // swapon
          168, // swapoff
          169, // reboot
          172, // iopl
          173, // ioperm
          175, // init_module
          176, // delete_module
          179, // quotactl
          212, // lookup_dcookie
          227, // clock_settime
          246, // kexec_load
          248, // add_key
          249, // request_key
          250, // keyctl
          272, // unshare
          298, // perf_event_open
          304, // open_by_handle_at
          308, // setns
          310, // process_vm_readv
          311, // process_vm_writev
          313, // finit_module
          320, // kexec_file_load
          321, // bpf
          323), // userfaultfd
      List.of(
          92, // chown
          93, // fchown
          94, // lchown
          260), // fchownat
      List.of(
          133, // mknod
          259), // mknodat
      List.of(
          105, // setuid
          106, // setgid
          113, // setreuid
          114, // setregid
          116, // setgroups
          117, // setresuid
          119, // setresgid
          122, // setfsuid
          123), // setfsgid
      List.of(
          74, // fsync
          75, // fdatasync
          162, // sync
          277, // sync_file_range
          306)), // syncfs
  /** Numbers from include/uapi/asm-generic/unistd.h. */
  AARCH64(
      0xc00000b7,
      0x40000028, // ARM
      220, // clone
      List.of(
          18, // lookup_dcookie
          39, // umount2
          40, // mount
          41, // pivot_root
          60, // quotactl
          89, // acct
          97, // unshare
          104, // kexec_load
          105, // init_module
          106, // delete_module
          112, // clock_settime
          116, // syslog
          117, // ptrace
          142, // reboot
          170, // settimeofday
          217, // add_key
          218, // request_key
          219, // keyctl
          224, // swapon
          225, // swapoff
          241, // perf_event_open
          265, // open_by_handle_at
          268, // setns
          270, // process_vm_readv
          271, // process_vm_writev
          273, // finit_module
          280, // bpf
          282, // userfaultfd
          294), // kexec_file_load
      List.of(
          55, // fchown
          54), // fchownat
      List.of(33), // mknodat
      List.of(
          146, // setuid
          144, // setgid
          145, // setreuid
          143, // setregid
          159, // setgroups
          147, // setresuid
          149, // setresgid
          151, // setfsuid
          152), // setfsgid
      List.of(
          81, // sync
          82, // fsync
          83, // fdatasync
          84, // sync_file_range
          267)); // syncfs

  /** Of all processors, since new calls have one number (include/uapi/asm-generic/unistd.h). */
  private static final List<Integer> REFUSED_EVERYWHERE =
      List.of(
          425, // io_uring_setup
          426, // io_uring_enter
          427, // io_uring_register
          428, // open_tree
          429, // move_mount
          430, // fsopen
          431, // fsconfig
          432, // fsmount
          433, // fspick
          442, // mount_setattr
          443); // quotactl_fd

  /** Its flags are in memory, where no filter sees them: the C library tries clone then. */
  private static final int CLONE3 = 435;

  /** From x32 on, a number has this bit (__X32_SYSCALL_BIT). */
  private static final int X32 = 0x40000000;

  /** CLONE_NEWNS, NEWCGROUP, NEWUTS, NEWIPC, NEWUSER, NEWPID and NEWNET. */
  private static final int NEW_NAMESPACES = 0x7e020000;

  private final int architecture;
  private final int otherInterface;
  private final int clone;

  @SuppressWarnings("ImmutableEnumChecker") // List.of never changes.
  private final List<Integer> refused;

  @SuppressWarnings("ImmutableEnumChecker")
  private final List<Integer> owners;

  @SuppressWarnings("ImmutableEnumChecker")
  private final List<Integer> devices;

  @SuppressWarnings("ImmutableEnumChecker")
  private final List<Integer> identities;

  @SuppressWarnings("ImmutableEnumChecker")
  private final List<Integer> flushes;

  SeccompFilter(
      int architecture,
      int otherInterface,
      int clone,
      List<Integer> refused,
      List<Integer> owners,
      List<Integer> devices,
      List<Integer> identities,
      List<Integer> flushes) {
    this.architecture = architecture;
    this.otherInterface = otherInterface;
    this.clone = clone;
    this.refused = refused;
    this.owners = owners;
    this.devices = devices;
    this.identities = identities;
    this.flushes = flushes;
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

  /** For a job on a build root, as an array of struct sock_filter, as bwrap(1) reads it. */
  byte[] program() {
    return assembled().assemble();
  }

  /**
   * The same for a job on a root of its own.
   *
   * @param recorded whether the job starts a program that answers what changes owners and
   *     identities or makes devices, and nothing waits for the disk; else these succeed without
   *     effect, and the disk is waited for
   */
  byte[] program(boolean recorded) {
    FilterAssembler filter = assembled();
    if (recorded) {
      flushes.forEach(call -> filter.answer(call, FilterAssembler.PRETEND));
    } else {
      devices.forEach(call -> filter.answer(call, FilterAssembler.PRETEND));
      owners.forEach(call -> filter.answer(call, FilterAssembler.PRETEND));
      identities.forEach(call -> filter.answer(call, FilterAssembler.PRETEND));
    }
    return filter.assemble();
  }

  private FilterAssembler assembled() {
    FilterAssembler filter =
        new FilterAssembler(architecture, otherInterface, X32, clone, NEW_NAMESPACES);
    filter.answer(CLONE3, FilterAssembler.ENOSYS);
    refused.forEach(call -> filter.answer(call, FilterAssembler.EPERM));
    REFUSED_EVERYWHERE.forEach(call -> filter.answer(call, FilterAssembler.EPERM));
    return filter;
  }
}
