package io.github.weepython.maven.fetch;

import java.net.URI;

/**
 * What a server answered, and where: links in it are relative to that place.
 *
 * @param address after redirects and mirrors
 */
public record Page(URI address, byte[] bytes) {}
