/**
 * Wheels, source archives and a requirements file or lock come in, from a folder or indexes; a site
 * tree goes out, installed by the image's own pip in a sandbox without network. Sources are built
 * to wheels there too, by their own backends. The facts come from PEP 425, 427, 440, 503, 517, 518,
 * 600, 625, 691, 751 and pip's documentation of its requirements file.
 */
@org.jspecify.annotations.NullMarked
package io.github.weepython.maven.site;
