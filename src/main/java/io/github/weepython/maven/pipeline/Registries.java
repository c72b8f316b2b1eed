package io.github.weepython.maven.pipeline;

import io.github.weepython.maven.http.Credential;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;

/**
 * What the user's machine knows of registries.
 *
 * @param servers the login of settings.xml by the id of its server
 * @param authority a file of certificates to trust beside Java's own
 */
public record Registries(
    Function<String, Optional<Credential>> servers, Optional<Path> authority) {}
