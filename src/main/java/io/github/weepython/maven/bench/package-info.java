/**
 * Comparing interpreters. In come the lines that {@code templates/bench/bench.py} prints in each
 * image, round by round: times, and the CPU that it runs on. Out go files as pyperf writes them.
 * The format is pyperf's JSON, version 1.0 (pyperf's documentation, "API", class {@code
 * BenchmarkSuite}).
 */
@NullMarked
package io.github.weepython.maven.bench;

import org.jspecify.annotations.NullMarked;
