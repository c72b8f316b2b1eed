package io.github.weepython.maven.spec;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** An image beside another one, with all of that one's layers and one or two more on top. */
public enum Variant {
  /** With compilers and headers, to build extensions and packages from source. */
  DEV(false, Optional.empty()),
  /** With a shell, small tools, gdb and the interpreter's debug symbols. */
  DEBUG(true, Optional.of("prune/debug.list"));

  private final boolean withoutShell;
  private final Optional<String> kept;

  /**
   * @param withoutShell whether a base without shell and package tools has it too
   * @param kept see {@link #kept}
   */
  Variant(boolean withoutShell, Optional<String> kept) {
    this.withoutShell = withoutShell;
    this.kept = kept;
  }

  /**
   * The variant of that name.
   *
   * @throws SpecException when there is none; the message lists all
   */
  public static Variant parse(String text) {
    return EnumParser.of(
        values(),
        Variant::id,
        text,
        "Unknown variant '%s'. Set <variants> or -Dwee.variants to some of: %s.");
  }

  /** The name in the pom, and the end of tags. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Whether there is such an image of that base. */
  public boolean isOf(Base base) {
    return withoutShell || base == Base.DEBIAN;
  }

  /**
   * The list in {@code templates} of what it has though its base leaves it out, if there is any.
   */
  public Optional<String> kept() {
    return kept;
  }

  /**
   * Refuses what there is no such image of.
   *
   * @param pip whether the image has pip
   * @throws SpecException naming what to set instead
   */
  void check(List<Base> all, List<Flavour> flavours, boolean pip) {
    if (all.stream().noneMatch(this::isOf)) {
      throw new SpecException(
          "<variants> asks for %s, of which base %s has none: its compilers are Debian's, and need Debian's shell and package tools. Set <base>debian</base> (-Dwee.base=debian) for this build, or take %s out of <variants>."
              .formatted(id(), all.get(0).id(), id()));
    }
    if (this == DEV && !pip) {
      throw new SpecException(
          "<variants> asks for dev, but <pip> is false: Python's headers are in the layer of pip."
              + " Leave <pip> out, or take dev out of <variants>.");
    }
    if (this == DEBUG && flavours.stream().anyMatch(Flavour::bolt)) {
      throw new SpecException(
          "<variants> asks for debug, but a flavour rearranged by BOLT has no debug symbols. Set"
              + " another <flavour>, or take debug out of <variants>.");
    }
  }
}
