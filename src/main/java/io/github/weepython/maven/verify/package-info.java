/**
 * Looking at an image from within: a built image's layers come in, a check for each thing that
 * works or doesn't goes out, as JUnit's XML too. The facts come from the running interpreter; the
 * XML's form is the one that Surefire and CI servers agree on.
 */
@org.jspecify.annotations.NullMarked
package io.github.weepython.maven.verify;
