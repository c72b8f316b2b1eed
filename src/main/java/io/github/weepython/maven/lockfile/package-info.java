/**
 * Locks come in, with what else a build asked for, and a file goes out that a build uses instead of
 * resolving anew; and back. The file is JSON, one entry a line, for version control.
 */
@org.jspecify.annotations.NullMarked
package io.github.weepython.maven.lockfile;
