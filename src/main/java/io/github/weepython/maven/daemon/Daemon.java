package io.github.weepython.maven.daemon;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.command.InspectContainerResponse;
import com.github.dockerjava.api.command.SyncDockerCmd;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.model.LoadResponseItem;
import com.github.dockerjava.api.model.ResponseItem;
import com.github.dockerjava.api.model.Version;
import com.github.dockerjava.core.DefaultDockerClientConfig;
import com.github.dockerjava.core.DockerClientImpl;
import com.github.dockerjava.core.LocalDirectorySSLConfig;
import com.github.dockerjava.core.RemoteApiVersion;
import com.github.dockerjava.transport.SSLConfig;
import com.github.dockerjava.zerodep.ZerodepDockerHttpClient;
import io.github.weepython.maven.Causes;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;

/** A connection to a daemon that has answered. */
public final class Daemon implements AutoCloseable {
  /** What this code was written against (Engine 25); an older daemon is spoken to in its own. */
  private static final RemoteApiVersion NEWEST = RemoteApiVersion.VERSION_1_44;

  private final Endpoint endpoint;
  private final DockerClient client;
  private final TimedCommands questions;
  private final Optional<SshBridge> bridge;
  private final DaemonTimeouts patience;
  private final boolean podman;
  private final String version;
  private final String platform;

  /** Without a time limit, since a compile may be silent for long, and one for short questions. */
  private Daemon(
      Endpoint endpoint,
      DockerClient client,
      TimedCommands questions,
      Optional<SshBridge> bridge,
      DaemonTimeouts patience,
      Version version) {
    this.endpoint = endpoint;
    this.client = client;
    this.questions = questions;
    this.bridge = bridge;
    this.patience = patience;
    this.podman = isPodman(version);
    this.version = describe(version);
    this.platform = version.getOperatingSystem() + "/" + version.getArch();
  }

  /**
   * @param connect how long its machine may take to take a connection
   * @param answer how long the daemon may take to answer at first
   * @param patience how long it may take from then on
   * @throws DaemonException when it does not answer as a daemon
   */
  static Daemon open(
      Endpoint endpoint, Duration connect, Duration answer, DaemonTimeouts patience) {
    Optional<SshBridge> bridge = endpoint.ssh().map(SshBridge::open);
    try {
      ConnectProbe.at(endpoint, connect);
      URI host = bridge.map(SshBridge::socket).orElse(endpoint.host());
      Version version = version(endpoint, host, connect, answer);
      return new Daemon(
          endpoint,
          client(endpoint, host, api(version), connect, Optional.empty()),
          new TimedCommands(
              endpoint,
              client(endpoint, host, api(version), connect, Optional.of(patience.answer())),
              patience.answer()),
          bridge,
          patience,
          version);
    } catch (RuntimeException | IOException e) {
      String said = bridge.map(SshBridge::said).orElse("");
      bridge.ifPresent(SshBridge::close);
      throw new DaemonException(said.isEmpty() ? Causes.innermost(e) : "ssh says: " + said, e);
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
      throw new DaemonException("it answers, but not like Docker or Podman");
    }
    RemoteApiVersion daemons = RemoteApiVersion.parseConfig(theirs);
    return daemons.isGreaterOrEqual(NEWEST) ? NEWEST : daemons;
  }

  private static boolean isPodman(Version version) {
    return version.getComponents() != null
        && version.getComponents().stream()
            .anyMatch(each -> String.valueOf(each.getName()).startsWith("Podman"));
  }

  private static String describe(Version version) {
    return "%s %s, %s/%s, API %s"
        .formatted(
            isPodman(version) ? "Podman" : "Docker",
            version.getVersion(),
            version.getOperatingSystem(),
            version.getArch(),
            version.getApiVersion());
  }

  /** For everything that the daemon can do, without a time limit: see {@link #watch}. */
  public DockerClient client() {
    return client;
  }

  /** What answered, such as {@code Docker 28.2.2, linux/amd64, API 1.50}. */
  public String version() {
    return version;
  }

  /** Whether it is Podman that answers as Docker does. */
  public boolean isPodman() {
    return podman;
  }

  /** Whether it is on this machine and sees its files, by how it is reached. */
  public boolean isHere() {
    String host = String.valueOf(endpoint.host().getHost());
    return endpoint.host().getScheme().equals("unix")
        || (!endpoint.host().getScheme().equals("ssh")
            && host.matches("localhost|127[.0-9]*|\\[?::1]?"));
  }

  /**
   * How many processors it has; empty where it does not say.
   *
   * @throws DaemonException when it does not answer in time
   */
  public OptionalInt processors() {
    Integer count = ask(DockerClient::infoCmd).getNCPU();
    return count == null || count < 1 ? OptionalInt.empty() : OptionalInt.of(count);
  }

  /** Whose programs it runs without any help, such as {@code linux/arm64}. */
  public String platform() {
    return platform;
  }

  /**
   * Loads an archive of the format of {@code docker save}.
   *
   * @throws DaemonException with what the daemon says when it can't, or when it does not get on
   */
  public void load(InputStream archive) throws InterruptedException {
    StallDetector watch = watch("load an image");
    try (ResponseCallback<LoadResponseItem> answers =
        new ResponseCallback<>(
            item -> {
              watch.moved();
              refuseErrors(item);
            })) {
      client
          .loadImageAsyncCmd(new ProgressInputStream(archive, done -> watch.moved()))
          .exec(answers);
      while (!answers.await(watch.silence())) {
        watch.check();
      }
    }
  }

  /**
   * Whether a container has not ended yet; for whoever hears nothing of it.
   *
   * @throws DaemonException when the daemon does not answer in time
   */
  public boolean isRunning(String container) {
    InspectContainerResponse.ContainerState state =
        ask(client -> client.inspectContainerCmd(container)).getState();
    if (state == null) {
      throw TimedCommands.unreadable(endpoint, "a container without a state", null);
    }
    return Boolean.TRUE.equals(state.getRunning());
  }

  /**
   * Removes a container and what is in it. A daemon that is silent hears of it, and is not waited
   * for.
   *
   * @throws DaemonException when the daemon does not answer in time
   */
  public void remove(String container) {
    questions.tell(
        client -> client.removeContainerCmd(container).withForce(true).withRemoveVolumes(true));
  }

  /**
   * For a piece of work that may take long.
   *
   * @param work such as {@code create a container}
   */
  public StallDetector watch(String work) {
    return new StallDetector(toString(), () -> ask(DockerClient::pingCmd), patience, work);
  }

  /**
   * A container's directory as a tar.
   *
   * @throws DaemonException while it is read, when the daemon does not get on with it
   */
  public InputStream copyFrom(String container, String directory) {
    return new StallGuardedInputStream(
        watch("give " + directory + " of a container"),
        () -> client.copyArchiveFromContainerCmd(container, directory).exec());
  }

  /**
   * Unpacks a tar into a container.
   *
   * @throws DaemonException when the daemon does not get on with it
   */
  public void copyTo(String container, InputStream tar) throws InterruptedException {
    StallDetector watch = watch("take files into a container");
    InputStream watched = new ProgressInputStream(tar, done -> watch.moved());
    watch.await(
        () ->
            client
                .copyArchiveToContainerCmd(container)
                .withRemotePath("/")
                .withTarInputStream(watched)
                .exec());
  }

  /**
   * The answer to a short question.
   *
   * @throws DaemonException when the daemon does not answer in time
   */
  public <T> T ask(Function<DockerClient, SyncDockerCmd<T>> question) {
    return questions.ask(question);
  }

  private void refuseErrors(LoadResponseItem item) {
    if (item.isErrorIndicated()) {
      ResponseItem.ErrorDetail detail = item.getErrorDetail();
      throw new DaemonException(
          "The daemon at %s could not load an image: %s. Check that its disk has room."
              .formatted(endpoint, detail == null ? item.getError() : detail.getMessage()));
    }
  }

  /** What the daemon knows the image of that name by; empty when it has none. */
  public Optional<String> imageId(String name) {
    try {
      return Optional.ofNullable(ask(client -> client.inspectImageCmd(name)).getId());
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
      questions.close();
      client.close();
    } catch (IOException e) {
      // Nothing depends on how a connection ends.
    } finally {
      bridge.ifPresent(SshBridge::close);
    }
  }
}
