/**
 * The files of built images come in; a page that shows where their bytes go comes out: by layer,
 * package and Python module. What is measured is what is in the layers, read once more. The facts
 * come from dpkg's records in the image (deb822(5)) and its copyright files (DEP-5).
 */
@org.jspecify.annotations.NullMarked
package io.github.weepython.maven.report;
