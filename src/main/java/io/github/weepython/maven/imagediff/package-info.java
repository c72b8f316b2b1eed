/** Two images become what differs between them, in words; two locks, which vulnerabilities do. */
@NullMarked
package io.github.weepython.maven.imagediff;

import org.jspecify.annotations.NullMarked;
