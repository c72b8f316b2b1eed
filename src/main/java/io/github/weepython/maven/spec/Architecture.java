package io.github.weepython.maven.spec;

import java.util.Arrays;
import java.util.Optional;

/** A processor that wee builds for, under each of the names that it has elsewhere. */
public enum Architecture {
  AMD64("amd64", "x86_64", 62, "ld-linux-x86-64.so.2"),
  ARM64("arm64", "aarch64", 183, "ld-linux-aarch64.so.1");

  private final String id;
  private final String machine;
  private final int elf;
  private final String loader;

  Architecture(String id, String machine, int elf, String loader) {
    this.id = id;
    this.machine = machine;
    this.elf = elf;
    this.loader = loader;
  }

  /** That of Go's name, as OCI, Docker and Kubernetes have it; nothing for any other. */
  public static Optional<Architecture> of(String id) {
    return Arrays.stream(values()).filter(known -> known.id.equals(id)).findFirst();
  }

  /** That of a program or library; nothing for any other. */
  public static Optional<Architecture> ofElf(int machine) {
    return Arrays.stream(values()).filter(known -> known.elf == machine).findFirst();
  }

  /** Whether Java, which has Go's name of one and the kernel's of another, means this one. */
  boolean isCalled(String osArch) {
    return osArch.equals(id) || osArch.equals(machine);
  }

  /** Debian's name: for these processors the one that OCI has, too. */
  public String debian() {
    return id;
  }

  /** As {@code uname -m}, wheels' tags (PEP 425) and ld.so(8) have it: {@code aarch64}. */
  public String machine() {
    return machine;
  }

  /**
   * GNU's name, which Debian's cross tools begin with and its folders of libraries are called by:
   * {@code aarch64-linux-gnu}.
   */
  public String triplet() {
    return machine + "-linux-gnu";
  }

  /** The field e_machine of elf(5). */
  public int elf() {
    return elf;
  }

  /** The dynamic loader's file name. */
  public String loader() {
    return loader;
  }

  /** Go's name, as OCI, Docker and Kubernetes have it: {@code arm64}. */
  @Override
  public String toString() {
    return id;
  }
}
