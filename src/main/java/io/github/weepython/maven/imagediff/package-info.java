/** Two images become what differs between them, in words. */
@NullMarked
package io.github.weepython.maven.imagediff;

import org.jspecify.annotations.NullMarked;
