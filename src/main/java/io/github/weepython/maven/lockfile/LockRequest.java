package io.github.weepython.maven.lockfile;

import io.github.weepython.maven.FileUrl;
import io.github.weepython.maven.inputs.PackageLists;
import io.github.weepython.maven.spec.ImageSpec;
import io.github.weepython.maven.spec.Platform;
import io.github.weepython.maven.spec.PythonVersion;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A line of a lock file: what the pom asked for, as far as it decides which inputs there are.
 *
 * @param python the CPython release
 * @param suite Debian's codename
 * @param platform what the image runs on
 * @param compiledOn the machine's platform where it compiles for another; else empty
 * @param securityPatches {@code debian} or {@code none}
 * @param source the user's own tarball; empty for none
 * @param packages the user's own of Debian's
 * @param lists the digest of wee's own lists of packages
 */
record LockRequest(
    String python,
    String suite,
    String platform,
    String compiledOn,
    String securityPatches,
    String source,
    List<String> packages,
    String lists) {
  LockRequest {
    PythonVersion.parse(Entries.need("python", python));
    Entries.need("suite", suite);
    Entries.need("platform", platform);
    Entries.need("compiledOn", compiledOn);
    Entries.need("securityPatches", securityPatches);
    Entries.need("source", source);
    packages = Entries.list("packages", packages);
    Entries.need("lists", lists);
  }

  static LockRequest of(ImageSpec spec, Optional<Platform> from) {
    return new LockRequest(
        spec.python().toString(),
        spec.suite().codename(),
        spec.platform().toString(),
        from.map(Platform::toString).orElse(""),
        spec.recipe().security().name().toLowerCase(Locale.ROOT),
        spec.source().location().map(LockRequest::place).orElse(""),
        spec.extras().packages(),
        PackageLists.digest(spec).hex().substring(0, 16));
  }

  /** A file may lie elsewhere on every machine. */
  private static String place(URI location) {
    String text = location.toString();
    return FileUrl.is(location) ? text.replaceFirst(".*/", "") : text;
  }

  /** What another one asks for that differs, by the words of the pom. */
  List<String> differences(LockRequest asked) {
    List<String> all = new ArrayList<>();
    differ(all, "<python>", asked.python, python);
    differ(all, "<suite>", asked.suite, suite);
    differ(all, "<platforms>", asked.platform, platform);
    differ(all, "the machine that cross-compiles", asked.compiledOn, compiledOn);
    differ(all, "<securityPatches>", asked.securityPatches, securityPatches);
    differ(all, "<source>", asked.source, source);
    differ(all, "<packages>", String.join(" ", asked.packages), String.join(" ", packages));
    if (all.isEmpty() && !asked.lists.equals(lists)) {
      all.add("this version of wee chooses packages from other lists than the version that locked");
    }
    return all;
  }

  /** The same by other lists of packages. */
  LockRequest withLists(String digest) {
    return new LockRequest(
        python, suite, platform, compiledOn, securityPatches, source, packages, digest);
  }

  private static void differ(List<String> all, String what, String asked, String locked) {
    if (!asked.equals(locked)) {
      all.add("%s is %s, and was %s".formatted(what, word(asked), word(locked)));
    }
  }

  private static String word(String text) {
    return text.isEmpty() ? "not set" : text;
  }

  /** Such as {@code 3.13}. */
  String series() {
    return PythonVersion.parse(python).majorMinor();
  }

  /** For messages. */
  String label() {
    return platform + (compiledOn.isEmpty() ? "" : ", cross-compiled on " + compiledOn);
  }
}
