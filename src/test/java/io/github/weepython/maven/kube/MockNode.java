package io.github.weepython.maven.kube;

import static io.github.weepython.maven.Jackson.JSON;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.weepython.maven.publish.Tool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.codehaus.plexus.util.FileUtils;

/**
 * What a kubelet does for one pod, with a real image and real processes: it pulls from the registry
 * (skopeo), and runs the container in namespaces of its own, without a network (unshare).
 */
final class MockNode implements AutoCloseable {
  private final Path folder;
  private final Path root;
  private final Process container;
  private final long first;

  private MockNode(Path folder, Path root, Process container) throws IOException {
    this.folder = folder;
    this.root = root;
    this.container = container;
    this.first = first(container);
  }

  /** Its root is removed with it. */
  static MockNode start(Path folder, String image, String architecture, List<String> command)
      throws IOException, InterruptedException {
    Path root = Files.createDirectories(folder.resolve("root"));
    Path pulled = folder.resolve("pulled");
    Tool.run(
        "skopeo",
        "--insecure-policy",
        "--override-arch",
        architecture,
        "copy",
        "--src-tls-verify=false",
        "docker://" + image,
        "dir:" + pulled);
    JsonNode manifest = JSON.readTree(pulled.resolve("manifest.json").toFile());
    for (JsonNode layer : manifest.path("layers")) {
      String blob = layer.path("digest").asText().replace("sha256:", "");
      Tool.run("tar", "-xzpf", pulled.resolve(blob).toString(), "-C", root.toString());
    }
    FileUtils.deleteDirectory(pulled.toFile());
    for (String name : List.of("proc", "dev")) {
      Files.createDirectories(root.resolve(name));
    }
    List<String> all = new ArrayList<>(List.of("unshare", "--mount", "--pid", "--fork"));
    all.addAll(List.of("--kill-child", "--net", "--uts", "--ipc", "--propagation", "private"));
    all.addAll(List.of("sh", "-c", MOUNT, "sh", root.toString()));
    all.addAll(command);
    Process container =
        new ProcessBuilder(all)
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("container.log").toFile())
            .start();
    return new MockNode(folder, root, container);
  }

  private static final String MOUNT =
      """
      root=$1
      shift
      mount --bind "$root" "$root"
      mount -t proc proc "$root/proc"
      mount --rbind /dev "$root/dev"
      exec chroot "$root" "$@"
      """;

  /** The first process of the container, by its number outside. */
  private static long first(Process container) throws IOException {
    while (container.isAlive()) {
      var child = container.children().findFirst();
      if (child.isPresent()) {
        return child.get().pid();
      }
      Thread.onSpinWait();
    }
    throw new IOException("the container ended at once: " + container.exitValue());
  }

  /** Whether the container's own program has been started, in its own root. */
  boolean isUp() throws IOException {
    try {
      return Files.readSymbolicLink(Path.of("/proc/" + first + "/root")).equals(root.toRealPath());
    } catch (java.nio.file.NoSuchFileException e) {
      return false;
    }
  }

  boolean isAlive() {
    return container.isAlive();
  }

  int status() {
    return container.exitValue();
  }

  /** Another process in the container. */
  Process exec(List<String> command) throws IOException {
    List<String> all = new ArrayList<>(List.of("nsenter", "-t", Long.toString(first)));
    all.addAll(List.of("-m", "-p", "-n", "-u", "-i", "-r", "-w", "--"));
    all.addAll(command);
    ProcessBuilder builder = new ProcessBuilder(all);
    builder.environment().clear();
    builder.environment().put("PATH", "/usr/sbin:/usr/bin:/sbin:/bin");
    return builder.start();
  }

  /** Ends all of its processes. */
  void kill() {
    container.destroyForcibly();
    try {
      container.waitFor(20, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    kill();
    try {
      FileUtils.deleteDirectory(folder.toFile());
    } catch (IOException e) {
      // A last process of it is still about to go; the test's folder is removed in the end.
    }
  }
}
