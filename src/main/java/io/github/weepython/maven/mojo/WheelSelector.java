package io.github.weepython.maven.mojo;

import org.eclipse.aether.collection.DependencyCollectionContext;
import org.eclipse.aether.collection.DependencySelector;
import org.eclipse.aether.graph.Dependency;
import org.jspecify.annotations.Nullable;

/**
 * Chooses dependencies of one type among those that Maven would.
 *
 * @param maven decides about scopes, optional ones and exclusions; null for anything
 * @param extension the type's
 */
record WheelSelector(@Nullable DependencySelector maven, String extension)
    implements DependencySelector {
  @Override
  public boolean selectDependency(Dependency dependency) {
    return dependency.getArtifact().getExtension().equals(extension)
        && (maven == null || maven.selectDependency(dependency));
  }

  @Override
  public DependencySelector deriveChildSelector(DependencyCollectionContext context) {
    return maven == null ? this : new WheelSelector(maven.deriveChildSelector(context), extension);
  }
}
