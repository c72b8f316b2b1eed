package io.github.weepython.maven.inputs;

import io.github.weepython.maven.digest.Digest;
import io.github.weepython.maven.fetch.Download;
import java.net.URI;
import java.util.List;
import java.util.Map;

/**
 * Every input, resolved.
 *
 * @param resolvedAt seconds since the epoch
 * @param buildRoot packages of the build root, sorted by name
 * @param bases packages by the base's name
 * @param vouchedBy who says that the source is right
 * @param securityPatches the packaging of the source package that has them; empty for none
 */
public record Lock(
    long resolvedAt,
    List<Input> buildRoot,
    Map<String, List<Input>> bases,
    Input source,
    String vouchedBy,
    List<Input> securityPatches) {
  /** One file. */
  public record Input(String name, String version, List<URI> uris, String sha256, long size) {
    static Input of(String version, Download download) {
      return new Input(
          download.name(), version, download.uris(), download.digest().hex(), download.size());
    }

    public Download download() {
      return new Download(name, uris, new Digest(sha256), size);
    }
  }

  public static List<Download> downloads(List<Input> inputs) {
    return inputs.stream().map(Input::download).toList();
  }

  /** What a result that was made of these depends on. */
  public static String key(List<Input> inputs) {
    StringBuilder text = new StringBuilder();
    inputs.forEach(i -> text.append(i.sha256()).append('\n'));
    return text.toString();
  }
}
