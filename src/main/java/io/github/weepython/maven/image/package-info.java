/**
 * File trees come in and become layers; layers and a config become one image, complete down to the
 * bytes of its config and manifest. The facts come from the OCI image-spec (config.md, manifest.md,
 * layer.md). Nothing here talks to a network.
 */
@org.jspecify.annotations.NullMarked
package io.github.weepython.maven.image;
