package io.github.weepython.maven.site;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads what a build prints, and says in words of the pom why it failed. */
final class BuildFailure implements Consumer<String> {
  private static final String STEP = "wee: ";

  /** What a line shows, and what to do about it; the group is what is missing. */
  private record Cause(Pattern line, String advice) {
    Cause(String line, String advice) {
      this(Pattern.compile(line), advice);
    }
  }

  private static final String PACKAGES =
      " Add the Debian package that has it to <site>'s <buildPackages>; on Debian"
          + ", apt-file search names it.";

  /** The first that matches any line counts. */
  private static final List<Cause> CAUSES =
      List.of(
          new Cause(
              "(?i).*(Temporary failure in name resolution|Name or service not known|Network is"
                  + " unreachable|Could not resolve host[^,;]*|failed to resolve"
                  + " address[^,;]*|getaddrinfo failed|Failed to establish a new"
                  + " connection|nodename nor servname).*",
              "The build wants the network (%s), and a build has none, so that it depends on"
                  + " nothing but what is locked. Let the sources bring along what it downloads, or"
                  + " lock a version that does not; Python packages go to <buildRequirements>,"
                  + " tools and libraries to <buildPackages>."),
          new Cause(
              ".*(?:command|unable to execute) '([\\w./+-]+)'(?: failed)?: No such file or"
                  + " directory.*",
              "The build root has no program %s." + PACKAGES),
          new Cause(
              ".*(?:cannot execute|error trying to exec) '(cc1plus|cc1obj|f951|gnat1|d21|go1)'.*",
              "The build root has no compiler for this language (%s of gcc)."
                  + PACKAGES
                  + " For C++ that is g++, for Fortran gfortran."),
          new Cause(
              // Files that setup.py reads are so: README, VERSION, LICENSE.
              ".*No such file or directory: '(?![A-Z_]{2,}')([\\w+-]+)'.*",
              "The build root has no program %s." + PACKAGES),
          new Cause(
              "(?:.*: )?(?:\\d+: )?([\\w.+-]+): (?:command )?not found.*",
              "The build root has no program %s." + PACKAGES),
          new Cause(
              "(?i).*can't find (rust compiler|rustc|cargo).*",
              "The build root has no %s." + PACKAGES),
          new Cause(
              ".*fatal error: (\\S+): No such file or directory.*",
              "The build root has no header %s." + PACKAGES),
          new Cause(
              ".*cannot find -l(\\S+?):? .*", "The build root has no library lib%s." + PACKAGES),
          new Cause(".*cannot find -l(\\S+).*", "The build root has no library lib%s." + PACKAGES),
          new Cause(
              ".*(?:Package '?([\\w.+-]+)'?,? (?:required by '[^']*', )?(?:was )?not found).*",
              "pkg-config knows nothing of %s in the build root." + PACKAGES),
          new Cause(
              ".*No matching distribution found for (.+?)\\s*",
              "The build needs the Python package %s, which is not locked. " + BuildSystem.HOW),
          new Cause(
              ".*(?:ModuleNotFoundError|ImportError): No module named '?([\\w.]+)'?.*",
              "The build needs the Python module %s, which none of the locked wheels has. "
                  + BuildSystem.HOW));

  private final String name;
  private final List<String> found = new ArrayList<>();
  private String step = "start";
  private int rank = CAUSES.size();

  /**
   * @param name what messages call the sources
   */
  BuildFailure(String name) {
    this.name = name;
  }

  @Override
  public void accept(String line) {
    if (line.startsWith(STEP)) {
      step = line.substring(STEP.length());
      found.clear();
      rank = CAUSES.size();
    }
    for (int i = 0; i < rank; i++) {
      Matcher m = CAUSES.get(i).line().matcher(line);
      if (m.matches()) {
        found.clear();
        found.add(CAUSES.get(i).advice().formatted(m.group(1)));
        rank = i;
      }
    }
  }

  /**
   * What to throw.
   *
   * @param output the last lines
   */
  SiteException exception(int status, String output) {
    return new SiteException(
        "%s could not be built (%s, status %d).%s%nThe last lines of its output:%n  %s"
            .formatted(
                name, step, status, found.isEmpty() ? "" : " " + String.join(" ", found), output));
  }
}
