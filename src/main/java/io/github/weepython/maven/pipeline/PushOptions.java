package io.github.weepython.maven.pipeline;

import java.time.Duration;
import java.util.Optional;

/**
 * How the user wants pushes to be.
 *
 * @param timeout total time after which the push of one image gives up
 * @param allowInsecure whether plain HTTP will do for registries beyond this machine
 * @param immutableTags whether a tag that is another image already is an error
 * @param sbom whether each image's list of parts is pushed beside it
 * @param signer signs what is pushed, if anybody does
 */
public record PushOptions(
    Duration timeout,
    boolean allowInsecure,
    boolean immutableTags,
    boolean sbom,
    Optional<ImageSigner> signer) {}
