/**
 * Resolved inputs come in; a compiled install tree goes out: from the store, from a shared cache,
 * or compiled. Profiles of optimized flavours belong here too.
 */
@org.jspecify.annotations.NullMarked
package io.github.weepython.maven.interpreter;
