package io.github.weepython.maven.source;

import io.github.weepython.maven.fetch.Download;

/**
 * A source tarball that may be built.
 *
 * @param download where it is and what it must hash to
 * @param vouchedBy who says that it is right: wee's table of known releases, a release manager's
 *     key, Debian's signed index, the user's digest, or nobody
 */
public record SourceTarball(Download download, String vouchedBy) {}
