package io.github.weepython.maven.mojo;

import io.github.weepython.maven.spec.ProjectWheel;
import io.github.weepython.maven.spec.SpecException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.maven.RepositoryUtils;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.model.Dependency;
import org.apache.maven.project.MavenProject;
import org.eclipse.aether.DefaultRepositorySystemSession;
import org.eclipse.aether.RepositoryException;
import org.eclipse.aether.RepositorySystem;
import org.eclipse.aether.artifact.Artifact;
import org.eclipse.aether.artifact.ArtifactTypeRegistry;
import org.eclipse.aether.collection.CollectRequest;
import org.eclipse.aether.graph.DependencyNode;
import org.eclipse.aether.resolution.ArtifactRequest;

/**
 * The project's dependencies of type {@code whl}, and theirs, resolved by Maven: from the reactor,
 * the local repository, or the project's repositories with the logins, mirrors and proxies of
 * settings.xml. Maven takes a type that it doesn't know for the file's extension.
 */
final class WheelDependencies {
  private static final String TYPE = "whl";
  private static final Set<String> SCOPES = Set.of("compile", "runtime");

  private final RepositorySystem repositories;
  private final MavenSession session;
  private final MavenProject project;

  WheelDependencies(RepositorySystem repositories, MavenSession session) {
    this.repositories = repositories;
    this.session = session;
    this.project = session.getCurrentProject();
  }

  /**
   * Resolves them.
   *
   * @throws SpecException when one is nowhere
   */
  List<ProjectWheel> resolve() {
    List<Dependency> wanted =
        project.getDependencies().stream().filter(WheelDependencies::counts).toList();
    if (wanted.isEmpty()) {
      return List.of();
    }
    try {
      Map<String, Artifact> found = new LinkedHashMap<>();
      collect(repositories.collectDependencies(wheelsOnly(), request(wanted)).getRoot(), found);
      List<ProjectWheel> wheels = new ArrayList<>();
      for (Artifact artifact : found.values()) {
        wheels.add(wheel(resolved(artifact)));
      }
      return wheels;
    } catch (RepositoryException e) {
      throw new SpecException(
          ("A <dependency> of type whl can't be resolved: %s%nA module of this build must"
                  + " make its wheel in the same Maven run (wee:wheel; with -pl, add -am), or be"
                  + " installed or deployed: run mvn install before a goal of the command line,"
                  + " such as wee:run.")
              .formatted(e.getMessage()),
          e);
    }
  }

  private static boolean counts(Dependency dependency) {
    String scope = dependency.getScope();
    return TYPE.equals(dependency.getType()) && (scope == null || SCOPES.contains(scope));
  }

  /** Of what a wheel's own pom depends on, only wheels count. */
  private DefaultRepositorySystemSession wheelsOnly() {
    DefaultRepositorySystemSession collecting =
        new DefaultRepositorySystemSession(session.getRepositorySession());
    collecting.setDependencySelector(
        new WheelSelector(session.getRepositorySession().getDependencySelector(), TYPE));
    return collecting;
  }

  private CollectRequest request(List<Dependency> wanted) {
    ArtifactTypeRegistry types = session.getRepositorySession().getArtifactTypeRegistry();
    CollectRequest request = new CollectRequest();
    request.setRootArtifact(RepositoryUtils.toArtifact(project.getArtifact()));
    request.setRepositories(project.getRemoteProjectRepositories());
    wanted.forEach(each -> request.addDependency(RepositoryUtils.toDependency(each, types)));
    if (project.getDependencyManagement() != null) {
      project
          .getDependencyManagement()
          .getDependencies()
          .forEach(each -> request.addManagedDependency(RepositoryUtils.toDependency(each, types)));
    }
    return request;
  }

  private static void collect(DependencyNode node, Map<String, Artifact> found) {
    for (DependencyNode dependencyNode : node.getChildren()) {
      Artifact artifact = dependencyNode.getArtifact();
      String key = artifact.getGroupId() + ":" + artifact.getArtifactId();
      found.putIfAbsent(key + ":" + artifact.getClassifier(), artifact);
      collect(dependencyNode, found);
    }
  }

  private Artifact resolved(Artifact artifact) throws RepositoryException {
    ArtifactRequest request =
        new ArtifactRequest(artifact, project.getRemoteProjectRepositories(), null);
    return repositories.resolveArtifact(session.getRepositorySession(), request).getArtifact();
  }

  private ProjectWheel wheel(Artifact artifact) {
    boolean own = artifact.getGroupId().equals(project.getGroupId());
    return new ProjectWheel(artifact.getFile().toPath(), artifact.toString(), own);
  }
}
