package io.github.weepython.maven.archive.deflate;

/** Tokens from first to before end, which stand for the bytes from and to. */
record Block(int first, int end, int from, int to) {}
