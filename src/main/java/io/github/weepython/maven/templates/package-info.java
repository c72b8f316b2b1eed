/** The files of {@code templates/} that travel in the plugin's jar: scripts, lists, tables. */
@org.jspecify.annotations.NullMarked
package io.github.weepython.maven.templates;
