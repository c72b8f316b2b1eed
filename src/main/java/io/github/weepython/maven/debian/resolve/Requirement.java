package io.github.weepython.maven.debian.resolve;

import io.github.weepython.maven.debian.archive.Dependency;

/** A dependency and who has it: {@code wanted}, {@code essential}, or a package's label. */
record Requirement(String who, String name, Dependency dependency) {
  String text() {
    return name.isEmpty() ? who : who + " needs " + dependency;
  }
}
