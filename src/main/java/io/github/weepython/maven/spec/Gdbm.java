package io.github.weepython.maven.spec;

/** Whether {@code dbm.gnu} and {@code dbm.ndbm} are in an image; both need libraries of gdbm's. */
public enum Gdbm {
  /** They are left out. */
  NONE,
  /** They are there: the user accepts the licence of the libraries that come with them. */
  ACCEPTED;

  /** The SPDX identifier of gdbm's licence. */
  private static final String LICENCE = "GPL-3.0-or-later";

  /** The pom's word for it. */
  public String id() {
    return this == ACCEPTED ? LICENCE : "none";
  }

  /**
   * That of the pom.
   *
   * @throws SpecException for anything but nothing, {@code none} and the licence's name
   */
  public static Gdbm parse(String text) {
    return switch (text.strip()) {
      case "", "none" -> NONE;
      case LICENCE -> ACCEPTED;
      default ->
          throw new SpecException(
              ("<gdbm> or -Dwee.gdbm is '%s'. dbm.gnu and dbm.ndbm need libgdbm, which is licensed"
                      + " under %s: set it to %s if you accept that licence for your image, or to"
                      + " none.")
                  .formatted(text, LICENCE, LICENCE));
    };
  }
}
