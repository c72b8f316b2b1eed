/**
 * What a build was made of and what there is now come in; what is outdated goes out, as a table for
 * people and JSON for programs. The facts are the lock of the last build, Debian's indexes, the
 * table of known releases, and the end-of-life dates.
 */
@org.jspecify.annotations.NullMarked
package io.github.weepython.maven.outdated;
