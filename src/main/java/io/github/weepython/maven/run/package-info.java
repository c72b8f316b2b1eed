/**
 * Running an image on this machine: a built image and what the user wants of it come in, its exit
 * status goes out. What a container gets is what OCI's image-spec says of a config (config.md) and
 * what people know of {@code docker run}.
 */
@org.jspecify.annotations.NullMarked
package io.github.weepython.maven.run;
