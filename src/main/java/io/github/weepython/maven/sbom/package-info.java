/**
 * An image's layers and what is known of its inputs come in; what it is made of goes out, as
 * CycloneDX 1.6 and SPDX 2.3 with the same content. What is there is read from the layers alone, so
 * that nothing is named that is not in the image; digests of packages, sources and wheels are those
 * of the build's inputs. The same image gives the same bytes.
 */
@org.jspecify.annotations.NullMarked
package io.github.weepython.maven.sbom;
