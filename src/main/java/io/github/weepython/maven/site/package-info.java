/**
 * Wheels and a requirements file come in, from a folder or an index; a site tree goes out,
 * installed by the image's own pip in a sandbox without network. The facts come from PEP 425, 427,
 * 440, 503, 600 and pip's documentation of its requirements file.
 */
@org.jspecify.annotations.NullMarked
package io.github.weepython.maven.site;
