package io.github.weepython.maven.spec;

import java.net.URI;

/**
 * A moment of Debian's archives, as the snapshot archive keeps them.
 *
 * @param archive the folder that has {@code debian} and {@code debian-security}
 * @param time such as {@code 20260701T000000Z}
 */
public record Snapshot(URI archive, String time) {
  public Snapshot {
    if (!time.matches("\\d{8}T\\d{6}Z")) {
      throw new SpecException(
          "<snapshot> or -Dwee.snapshot is '"
              + time
              + "'; expected a time such as 20260701T000000Z (UTC). The snapshot archive takes the"
              + " last state before it.");
    }
  }

  /** Where suites and their updates are. */
  public String mirror() {
    return folder("debian");
  }

  /** Where the security suites are. */
  public String securityMirror() {
    return folder("debian-security");
  }

  private String folder(String name) {
    return archive.toString().replaceFirst("/+$", "") + "/" + name + "/" + time;
  }
}
