/**
 * What an image is made of, what is said of its vulnerabilities, and Debian's security tracker come
 * in; what is open goes out, as a table for people and JSON for programs.
 */
@org.jspecify.annotations.NullMarked
package io.github.weepython.maven.audit;
