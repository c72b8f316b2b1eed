package io.github.weepython.maven.mojo;

import io.github.weepython.maven.interpreter.InterpreterRepository;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.inject.Provider;
import org.eclipse.aether.DefaultRepositorySystemSession;
import org.eclipse.aether.RepositorySystem;
import org.eclipse.aether.RepositorySystemSession;
import org.eclipse.aether.artifact.Artifact;
import org.eclipse.aether.artifact.DefaultArtifact;
import org.eclipse.aether.deployment.DeployRequest;
import org.eclipse.aether.deployment.DeploymentException;
import org.eclipse.aether.impl.RepositoryConnectorProvider;
import org.eclipse.aether.repository.RemoteRepository;
import org.eclipse.aether.resolution.ArtifactRequest;
import org.eclipse.aether.resolution.ArtifactResolutionException;
import org.eclipse.aether.spi.connector.ArtifactDownload;
import org.eclipse.aether.spi.connector.RepositoryConnector;
import org.eclipse.aether.transfer.ArtifactNotFoundException;
import org.eclipse.aether.transfer.ChecksumFailureException;
import org.eclipse.aether.transfer.NoRepositoryConnectorException;
import org.eclipse.aether.transfer.RepositoryOfflineException;

/**
 * Interpreters as artifacts of a Maven repository, found and deployed by Maven's own Resolver: with
 * the logins, mirrors and proxies of settings.xml, through the local repository, and offline as any
 * artifact.
 */
final class MavenInterpreters implements InterpreterRepository {
  private final RepositorySystem repositories;
  private final Provider<RepositoryConnectorProvider> connectors;
  private final RepositorySystemSession session;
  private final RemoteRepository repository;
  private final String groupId;

  /**
   * @param connectors asked for only when something is deployed
   * @param repository as the user names it, without login and mirror
   */
  MavenInterpreters(
      RepositorySystem repositories,
      Provider<RepositoryConnectorProvider> connectors,
      RepositorySystemSession session,
      RemoteRepository repository,
      String groupId) {
    this.repositories = repositories;
    this.connectors = connectors;
    this.session = session;
    this.repository = repository;
    this.groupId = groupId;
  }

  @Override
  public String name() {
    return "%s (%s)".formatted(repository.getId(), repository.getUrl());
  }

  @Override
  public Optional<Path> find(Coordinates interpreter) throws IOException {
    // What is missing today is not noted as missing for a day.
    DefaultRepositorySystemSession asking = new DefaultRepositorySystemSession(session);
    asking.setResolutionErrorPolicy(null);
    List<RemoteRepository> from =
        repositories.newResolutionRepositories(asking, List.of(repository));
    try {
      ArtifactRequest request = new ArtifactRequest(artifact(interpreter), from, null);
      Artifact found = repositories.resolveArtifact(asking, request).getArtifact();
      return Optional.of(found.getFile().toPath());
    } catch (ArtifactResolutionException e) {
      return missing(e);
    }
  }

  /** Not there, not to be asked, or not to be trusted. */
  private Optional<Path> missing(ArtifactResolutionException e) throws IOException {
    List<Exception> each = e.getResult().getExceptions();
    if (each.stream().flatMap(MavenInterpreters::causes).anyMatch(MavenInterpreters::isMismatch)) {
      throw new ChangedException(said(e), e);
    }
    if (each.stream()
        .flatMap(MavenInterpreters::causes)
        .anyMatch(RepositoryOfflineException.class::isInstance)) {
      throw new IOException(
          "Maven is offline (-o), and the interpreter of %s was not downloaded before"
              .formatted(name()),
          e);
    }
    if (each.stream().allMatch(ArtifactNotFoundException.class::isInstance)) {
      return Optional.empty();
    }
    throw new IOException("%s can't be queried: %s".formatted(name(), said(e)), e);
  }

  /** Where there is no checksum at all, nobody has changed anything. */
  private static boolean isMismatch(Throwable thrown) {
    return thrown instanceof ChecksumFailureException checksum && !checksum.getExpected().isEmpty();
  }

  private static Stream<Throwable> causes(Throwable thrown) {
    return Stream.iterate(thrown, each -> each != null, Throwable::getCause);
  }

  @Override
  public boolean has(Coordinates interpreter) {
    if (session.isOffline()) {
      return false; // The deployment says what that means.
    }
    ArtifactDownload question = new ArtifactDownload();
    question.setArtifact(artifact(interpreter));
    question.setExistenceCheck(true);
    try (RepositoryConnector connector =
        connectors.get().newRepositoryConnector(session, target())) {
      connector.get(List.of(question), null);
    } catch (NoRepositoryConnectorException e) {
      return false;
    }
    return question.getException() == null;
  }

  @Override
  public void deploy(Coordinates interpreter, Path archive) throws IOException {
    DeployRequest request =
        new DeployRequest()
            .setRepository(target())
            .addArtifact(artifact(interpreter).setFile(archive.toFile()));
    try {
      repositories.deploy(session, request);
    } catch (DeploymentException e) {
      throw new IOException(said(e), e);
    }
  }

  private RemoteRepository target() {
    return repositories.newDeploymentRepository(session, repository);
  }

  /** With the last reason, and without the logins that people write into URLs. */
  private static String said(Exception e) {
    String said = String.valueOf(e.getMessage());
    Throwable last = causes(e).reduce(e, (outer, inner) -> inner);
    String reason = last.getMessage() == null ? "" : last.getMessage();
    String all = said.contains(reason) ? said : said + ": " + reason;
    return all.replaceAll("://[^/@\\s]+@", "://");
  }

  private Artifact artifact(Coordinates interpreter) {
    return new DefaultArtifact(
        groupId,
        interpreter.flavour(),
        interpreter.classifier(),
        interpreter.extension(),
        interpreter.version());
  }
}
