/**
 * The Update Framework: a root that is trusted and a repository that isn't come in; a file that the
 * root's owners vouch for today goes out, or the reason why there is none. Facts are from the TUF
 * specification 1.0.34, section 5 (the client's workflow), and from OLPC's canonical JSON, which
 * signatures are over.
 */
@org.jspecify.annotations.NullMarked
package io.github.weepython.maven.tuf;
