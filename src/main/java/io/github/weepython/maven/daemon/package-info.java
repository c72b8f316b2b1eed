/**
 * The environment variables, files and sockets by which a machine names its container engines come
 * in; a connection to one of them goes out. The facts come from Docker's CLI reference
 * (DOCKER_HOST, contexts, TLS), the Docker Engine API and podman-system-service(1).
 */
@org.jspecify.annotations.NullMarked
package io.github.weepython.maven.daemon;
