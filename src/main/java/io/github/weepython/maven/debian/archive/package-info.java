/**
 * A Debian archive's signed indexes come in through fetch, verified by an openpgp keyring; packages
 * with their versions, relations and addresses go out. The facts are from Debian Policy chapters 5
 * and 7, deb-version(7), deb822(5), sources.list(5) and the Debian repository format.
 */
@org.jspecify.annotations.NullMarked
package io.github.weepython.maven.debian.archive;
