/**
 * The files of an image come in; which shared library one of them wants and nobody has, and which
 * one nobody wants, goes out. The facts come from elf(5), ld.so(8) and ldconfig(8).
 */
@org.jspecify.annotations.NullMarked
package io.github.weepython.maven.elf;
