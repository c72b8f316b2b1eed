package io.github.weepython.maven.daemon;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.command.SyncDockerCmd;
import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.model.LoadResponseItem;
import com.github.dockerjava.api.model.Version;
import com.github.dockerjava.core.DefaultDockerClientConfig;
import com.github.dockerjava.core.DockerClientImpl;
import com.github.dockerjava.core.LocalDirectorySSLConfig;
import com.github.dockerjava.core.RemoteApiVersion;
import com.github.dockerjava.transport.SSLConfig;
import com.github.dockerjava.zerodep.ZerodepDockerHttpClient;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;

/** A connection to a daemon that has answered. */
public final class Daemon implements AutoCloseable {
  /** What this code was written against (Engine 25); an older daemon is spoken to in its own. */
  private static final RemoteApiVersion NEWEST = RemoteApiVersion.VERSION_1_44;

  /** After which a daemon that says nothing is asked whether it is still there. */
  public static final Duration SILENCE = Duration.ofSeconds(20);

  /** For an answer to a short question, in the middle of work. */
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final Endpoint endpoint;
  private final DockerClient client;
  private final DockerClient asking;
  private final Optional<SshBridge> bridge;
  private final String version;
  private final String platform;

  /** Without a time limit, since a compile may be silent for long, and one for short questions. */
  private Daemon(
      Endpoint endpoint,
      DockerClient client,
      DockerClient asking,
      Optional<SshBridge> bridge,
      Version version) {
    this.endpoint = endpoint;
    this.client = client;
    this.asking = asking;
    this.bridge = bridge;
    this.version = describe(version);
    this.platform = version.getOperatingSystem() + "/" + version.getArch();
  }

  /**
   * @param connect how long its machine may take to take a connection
   * @param answer how long the daemon may take to answer at first
   * @throws DaemonException when it does not answer as a daemon
   */
  static Daemon open(Endpoint endpoint, Duration connect, Duration answer) {
    Optional<SshBridge> bridge =
        endpoint.host().getScheme().equals("ssh")
            ? Optional.of(SshBridge.open(endpoint.host()))
            : Optional.empty();
    try {
      URI host = bridge.map(SshBridge::socket).orElse(endpoint.host());
      Version version = version(endpoint, host, connect, answer);
      return new Daemon(
          endpoint,
          client(endpoint, host, api(version), connect, Optional.empty()),
          client(endpoint, host, api(version), connect, Optional.of(PATIENCE)),
          bridge,
          version);
    } catch (RuntimeException | IOException e) {
      String said = bridge.map(SshBridge::said).orElse("");
      bridge.ifPresent(SshBridge::close);
      throw new DaemonException(said.isEmpty() ? rootMessage(e) : "ssh says: " + said, e);
    }
  }

  private static Version version(Endpoint endpoint, URI host, Duration connect, Duration answer)
      throws IOException {
    try (DockerClient first =
        client(endpoint, host, RemoteApiVersion.UNKNOWN_VERSION, connect, Optional.of(answer))) {
      return first.versionCmd().exec();
    }
  }

  private static DockerClient client(
      Endpoint endpoint,
      URI host,
      RemoteApiVersion api,
      Duration connect,
      Optional<Duration> answer) {
    Optional<SSLConfig> tls =
        endpoint.certificates().map(Path::toString).map(LocalDirectorySSLConfig::new);
    DefaultDockerClientConfig.Builder config =
        DefaultDockerClientConfig.createDefaultConfigBuilder()
            .withDockerHost(host.toString())
            .withDockerContext(null)
            .withDockerTlsVerify(false)
            .withApiVersion(api)
            // No file of the user's: what they say has been read already.
            .withDockerConfig("/nonexistent");
    ZerodepDockerHttpClient.Builder http =
        new ZerodepDockerHttpClient.Builder().dockerHost(host).connectionTimeout(connect);
    tls.ifPresent(http::sslConfig);
    answer.ifPresent(http::responseTimeout);
    return DockerClientImpl.getInstance(config.build(), http.build());
  }

  /** The daemon's own version of the API, or ours where the daemon is newer. */
  private static RemoteApiVersion api(Version version) {
    String theirs = version.getApiVersion();
    if (theirs == null) {
      throw new DaemonException("it answers, but not as Docker or Podman does");
    }
    RemoteApiVersion daemons = RemoteApiVersion.parseConfig(theirs);
    return daemons.isGreaterOrEqual(NEWEST) ? NEWEST : daemons;
  }

  private static String describe(Version version) {
    boolean podman =
        version.getComponents() != null
            && version.getComponents().stream()
                .anyMatch(each -> String.valueOf(each.getName()).startsWith("Podman"));
    return "%s %s, %s/%s, API %s"
        .formatted(
            podman ? "Podman" : "Docker",
            version.getVersion(),
            version.getOperatingSystem(),
            version.getArch(),
            version.getApiVersion());
  }

  private static boolean isTimeout(Throwable error) {
    return error instanceof SocketTimeoutException
        || (error.getCause() != null && isTimeout(error.getCause()));
  }

  private static String rootMessage(Throwable error) {
    Throwable root = error;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return root.getMessage() == null ? root.getClass().getSimpleName() : root.getMessage();
  }

  /** For everything that the daemon can do. */
  public DockerClient client() {
    return client;
  }

  /** What answered, as {@code Docker 28.2.2, linux/amd64, API 1.50}. */
  public String version() {
    return version;
  }

  /** Whose programs it runs without any help, as {@code linux/arm64}. */
  public String platform() {
    return platform;
  }

  /**
   * Loads an archive of the format of {@code docker save}.
   *
   * @throws DaemonException with what the daemon says when it can't
   */
  public void load(InputStream archive) throws InterruptedException {
    Answers<LoadResponseItem> answers = new Answers<>(this::refuseErrors);
    client.loadImageAsyncCmd(archive).exec(answers);
    while (!answers.await(SILENCE)) {
      ask(DockerClient::pingCmd);
    }
  }

  /**
   * Whether a container has not ended yet; for whoever hears nothing of it.
   *
   * @throws DaemonException when the daemon does not answer in time
   */
  public boolean isRunning(String container) {
    return Boolean.TRUE.equals(
        ask(client -> client.inspectContainerCmd(container)).getState().getRunning());
  }

  /**
   * Starts a container.
   *
   * @throws DaemonException when the daemon does not answer in time
   */
  public void start(String container) {
    ask(client -> client.startContainerCmd(container));
  }

  /** Removes a container and what is in it; a daemon that is silent is not waited for. */
  public void remove(String container) {
    asking.removeContainerCmd(container).withForce(true).withRemoveVolumes(true).exec();
  }

  private <T> T ask(Function<DockerClient, SyncDockerCmd<T>> question) {
    try {
      return question.apply(asking).exec();
    } catch (DockerException e) {
      throw e; // It has answered.
    } catch (RuntimeException e) {
      if (!isTimeout(e)) {
        throw e; // A connection that breaks is told of by whoever works with it.
      }
      throw new DaemonException(
          "%s has fallen silent: it answers no question any more (%s). See that its machine and the network between are up, and run Maven again."
              .formatted(endpoint, rootMessage(e)),
          e);
    }
  }

  private void refuseErrors(LoadResponseItem item) {
    if (item.isErrorIndicated()) {
      LoadResponseItem.ErrorDetail detail = item.getErrorDetail();
      throw new DaemonException(
          "The daemon at %s could not load an image: %s. See that its disk has room."
              .formatted(endpoint, detail == null ? item.getError() : detail.getMessage()));
    }
  }

  /** What the daemon knows the image of that name by; empty when it has none. */
  public Optional<String> imageId(String name) {
    try {
      return Optional.ofNullable(client.inspectImageCmd(name).exec().getId());
    } catch (NotFoundException e) {
      return Optional.empty();
    }
  }

  @Override
  public String toString() {
    return endpoint.toString();
  }

  @Override
  public void close() {
    try {
      asking.close();
      client.close();
    } catch (IOException e) {
      // Nothing depends on how a connection ends.
    } finally {
      bridge.ifPresent(SshBridge::close);
    }
  }
}
