@org.jspecify.annotations.NullMarked
package io.github.weepython.maven.fetch;
