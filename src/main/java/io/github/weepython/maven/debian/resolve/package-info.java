/**
 * Names of packages and an index come in; packages that can be installed together go out. The rules
 * are those of Debian Policy chapter 7 and of apt.
 */
@org.jspecify.annotations.NullMarked
package io.github.weepython.maven.debian.resolve;
