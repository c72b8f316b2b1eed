package io.github.weepython.maven.interpreter;

import io.github.weepython.maven.compile.CompileException;
import io.github.weepython.maven.spec.Flavour;
import io.github.weepython.maven.spec.ImageSpec;
import io.github.weepython.maven.spec.Platform;

/** What can be cross-compiled, and what to do about the rest. */
public final class CrossCompiling {
  private CrossCompiling() {}

  /**
   * Refuses what can't be cross-compiled.
   *
   * @throws CompileException with the choices
   */
  public static void check(ImageSpec spec, Flavour flavour) {
    if (!spec.python().atLeast(3, 11)) {
      throw refused(
          spec,
          "CPython " + spec.python() + " can't be cross-compiled by wee, which takes 3.11 or newer",
          "build it on a machine of that platform");
    }
    if (spec.optimization().freeThreading()) {
      throw refused(
          spec,
          "free-threaded CPython is not cross-compiled by wee",
          "build it on a machine of that platform, or leave <freeThreading> out");
    }
    if (flavour.pgo() && spec.optimization().profile().isEmpty()) {
      throw refused(
          spec,
          "flavour " + flavour.id() + " is trained by running it, and cross-compiled it can't run",
          "name a profile that wee:train saved on that platform (<profile>), or set"
              + " <flavour>wee</flavour>");
    }
  }

  /**
   * What to say of a platform that can't be built for here.
   *
   * @param why the reason
   * @param choice what else the user may choose, besides another machine
   */
  public static CompileException refused(ImageSpec spec, String why, String choice) {
    Platform platform = spec.platform();
    return new CompileException(
        "%s can't be built here: %s.%nThe choices:%n  %s%n  name a daemon on such a machine, or a cluster that has some: <builders><%s>ssh://user@host</%s></builders>, kubernetes:context/namespace%n  let a daemon or this machine run its programs: install qemu-user-static with binfmt-support (Debian)"
            .formatted(platform, why, choice, platform.id(), platform.id()));
  }
}
