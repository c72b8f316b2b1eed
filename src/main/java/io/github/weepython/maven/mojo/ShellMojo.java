package io.github.weepython.maven.mojo;

import org.apache.maven.plugins.annotations.Mojo;

/**
 * Builds the image, where something has changed, and opens its shell here; base {@code debian} has
 * one. Changes in it are lost afterwards, except those in {@code <mounts>}.
 */
@Mojo(name = "shell", requiresProject = false, threadSafe = true)
public final class ShellMojo extends AbstractRunMojo {
  @Override
  boolean shell() {
    return true;
  }
}
