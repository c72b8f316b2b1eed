/** Runs a job in a container of a Docker or Podman daemon, by the Docker Engine API. */
@org.jspecify.annotations.NullMarked
package io.github.weepython.maven.sandbox.docker;
