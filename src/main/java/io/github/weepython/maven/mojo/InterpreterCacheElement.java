package io.github.weepython.maven.mojo;

import io.github.weepython.maven.interpreter.InterpreterRepository;
import io.github.weepython.maven.spec.SpecException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.inject.Provider;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.model.DeploymentRepository;
import org.apache.maven.model.DistributionManagement;
import org.apache.maven.project.MavenProject;
import org.eclipse.aether.RepositorySystem;
import org.eclipse.aether.impl.RepositoryConnectorProvider;
import org.eclipse.aether.repository.RemoteRepository;
import org.eclipse.aether.repository.RepositoryPolicy;
import org.jspecify.annotations.Nullable;

/** The parameter {@code <interpreterCache>}. */
public final class InterpreterCacheElement {
  /** As maven-deploy-plugin's altDeploymentRepository, whose older form had a layout. */
  private static final Pattern NAMED = Pattern.compile("([^:\\s]+)::(?:default::)?([^:\\s]+:\\S+)");

  /** {@code id::url}, or {@code true} for that of {@code <distributionManagement>}. */
  private @Nullable String repository;

  /** The artifacts' groupId there, instead of wee's own. */
  private @Nullable String groupId;

  /** As an element of that name is set. */
  void setGroupId(String text) {
    groupId = text;
  }

  /** The repository alone: {@code -Dwee.interpreterCache=id::url}. */
  public void set(String text) {
    repository = text;
  }

  String groupId() {
    return groupId == null ? "io.github.weepython.interpreters" : groupId.strip();
  }

  /**
   * The repository, unless there is to be none.
   *
   * @throws SpecException when it is not named as it should be
   */
  Optional<RemoteRepository> repository(MavenProject project) {
    // Maven makes this element also where the user writes nothing.
    String text = repository == null ? Boolean.toString(groupId != null) : repository.strip();
    if (text.isEmpty() || text.equals("false")) {
      return Optional.empty();
    }
    if (text.equals("true")) {
      return Optional.of(distribution(project));
    }
    Matcher named = NAMED.matcher(text);
    if (!named.matches()) {
      throw new SpecException(
          "<interpreterCache> or -Dwee.interpreterCache is not a repository. Set it to id::url, for"
              + " example team::https://repo.example.com/maven, where settings.xml has the login as"
              + " the server of that id; or to true for the project's <distributionManagement>, or"
              + " to false.");
    }
    return Optional.of(remote(named.group(1), named.group(2)));
  }

  /** The repository as Maven reaches it, unless there is to be none. */
  Optional<InterpreterRepository> open(
      MavenSession session,
      RepositorySystem repositories,
      Provider<RepositoryConnectorProvider> connectors) {
    return repository(session.getCurrentProject())
        .map(
            remote ->
                new MavenInterpreters(
                    repositories, connectors, session.getRepositorySession(), remote, groupId()));
  }

  private static RemoteRepository distribution(MavenProject project) {
    DistributionManagement management = project.getDistributionManagement();
    // A snapshot's repository would refuse these artifacts, which are never snapshots.
    DeploymentRepository release = management == null ? null : management.getRepository();
    if (release == null || release.getUrl() == null) {
      throw new SpecException(
          "<interpreterCache> or -Dwee.interpreterCache says true, and the project has no"
              + " <repository> in its <distributionManagement>. Add that, or name a repository:"
              + " team::https://repo.example.com/maven.");
    }
    return remote(release.getId(), release.getUrl());
  }

  private static RemoteRepository remote(String id, String url) {
    if (url.matches("[^/]*//[^/]*@.*")) {
      throw new SpecException(
          "The URL of the repository '"
              + id
              + "' in <interpreterCache> has a user or password in it, which logs would show. Put"
              + " them into settings.xml, as the server of that id.");
    }
    // Asked each time, since another machine may have deployed meanwhile.
    RepositoryPolicy policy =
        new RepositoryPolicy(
            true, RepositoryPolicy.UPDATE_POLICY_ALWAYS, RepositoryPolicy.CHECKSUM_POLICY_FAIL);
    return new RemoteRepository.Builder(id, "default", url).setPolicy(policy).build();
  }
}
