package io.github.weepython.maven.image;

import io.github.weepython.maven.archive.Content;
import io.github.weepython.maven.archive.Entry;
import io.github.weepython.maven.archive.FileTree;
import io.github.weepython.maven.archive.TarWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;

/**
 * Writes one tar that is an OCI layout and a docker-archive at once, over the same blobs. Docker
 * 20.10 and later and Podman load it; skopeo reads it as {@code oci-archive:} and {@code
 * docker-archive:}.
 */
public final class ImageTarWriter {
  private ImageTarWriter() {}

  /**
   * @param repoTags such as {@code registry.example.com/team/python:3.13}; what a daemon calls it
   * @param tar written beside and renamed into place
   */
  public static void write(Image image, List<String> repoTags, Path tar) throws IOException {
    FileTree tree = new FileTree();
    LayoutJson.blobs(image.bundle())
        .forEach((path, content) -> tree.put(Entry.file(path, 0644, content)));
    put(tree, "oci-layout", LayoutJson.OCI_LAYOUT);
    put(tree, "index.json", LayoutJson.index(image.bundle(), annotations(repoTags)));
    put(tree, "manifest.json", LayoutJson.dockerManifest(image, repoTags));
    Path part = tar.resolveSibling(tar.getFileName() + ".part");
    try {
      try (OutputStream out = Files.newOutputStream(part)) {
        new TarWriter(0).write(tree, out);
      }
      Files.move(part, tar, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(part);
    }
  }

  private static void put(FileTree tree, String path, byte[] bytes) {
    tree.put(Entry.file(path, 0644, Content.of(bytes)));
  }

  private static List<Map<String, String>> annotations(List<String> repoTags) {
    return repoTags.isEmpty()
        ? List.of(Map.of())
        : repoTags.stream().map(ImageTarWriter::annotations).toList();
  }

  /** Docker with the containerd store takes the name from io.containerd.image.name, in full. */
  private static Map<String, String> annotations(String repoTag) {
    return Map.of(
        "io.containerd.image.name",
        full(repoTag),
        "org.opencontainers.image.ref.name",
        repoTag.substring(repoTag.lastIndexOf(':') + 1));
  }

  private static String full(String repoTag) {
    int slash = repoTag.indexOf('/');
    String first = slash < 0 ? "" : repoTag.substring(0, slash);
    if (first.contains(".") || first.contains(":") || first.equals("localhost")) {
      return repoTag;
    }
    return slash < 0 ? "docker.io/library/" + repoTag : "docker.io/" + repoTag;
  }
}
