package io.github.weepython.maven.mojo;

import org.apache.maven.plugins.annotations.Mojo;

/**
 * Builds the image, where something has changed, and runs it here, in namespaces or a daemon's
 * container: with this machine's network and this terminal's streams, until it ends or Ctrl-C ends
 * it. Nothing is pushed or installed.
 */
@Mojo(name = "run", requiresProject = false, threadSafe = true)
public final class RunMojo extends AbstractRunMojo {
  @Override
  boolean shell() {
    return false;
  }
}
