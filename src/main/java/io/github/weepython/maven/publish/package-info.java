/**
 * An image comes in and goes to a registry, an OCI layout or a tar, unchanged to the byte. The
 * facts come from the OCI distribution-spec and image-layout.md, and from jib-core's source.
 * jib-core is known to this room alone.
 */
@org.jspecify.annotations.NullMarked
package io.github.weepython.maven.publish;
