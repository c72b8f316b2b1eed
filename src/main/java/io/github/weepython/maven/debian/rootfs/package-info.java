/**
 * Package files come in; root file systems go out: a build root, and the bases {@code distroless}
 * and {@code debian}. The facts are from deb(5), dpkg(1), Debian Policy chapter 6 and DEP-5.
 */
@org.jspecify.annotations.NullMarked
package io.github.weepython.maven.debian.rootfs;
