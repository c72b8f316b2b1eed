package io.github.weepython.maven.pipeline;

import io.github.weepython.maven.inputs.Lock;
import io.github.weepython.maven.lockfile.LockedBuild;
import io.github.weepython.maven.metadata.PatchList;
import io.github.weepython.maven.site.SiteWheels;
import io.github.weepython.maven.spec.ImageSpec;

/** What the images of one build are made of, and what is said of it beside them. */
record ImageInputs(
    ImageSpec spec, Lock lock, LockedBuild locked, PatchList patched, SiteWheels wheels) {}
