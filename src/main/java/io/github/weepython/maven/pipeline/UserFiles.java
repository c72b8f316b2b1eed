package io.github.weepython.maven.pipeline;

import io.github.weepython.maven.archive.Entry;
import io.github.weepython.maven.archive.FileTree;
import io.github.weepython.maven.digest.Digest;
import io.github.weepython.maven.layers.FilesLayer;
import io.github.weepython.maven.metadata.ResolvedInputs;
import io.github.weepython.maven.spec.CaCertificates;
import io.github.weepython.maven.spec.ImageSpec;
import io.github.weepython.maven.spec.Site;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;

/**
 * The files that the user's pom names, as inputs of an image: those of {@code <files>} by their
 * place in the image, others by their names in the project. Patches and wheels are not among them.
 */
final class UserFiles {
  private final Function<Path, String> names;

  /**
   * @param names what a file is called on every machine
   */
  UserFiles(Function<Path, String> names) {
    this.names = names;
  }

  /**
   * Adds them.
   *
   * @throws IOException when one of them can't be read
   */
  void add(ImageSpec spec, ResolvedInputs inputs) throws IOException {
    FileTree tree = FilesLayer.tree(spec.contents().files());
    for (Entry entry : tree.entries()) {
      Optional<Entry> file =
          entry.type() == Entry.Type.HARDLINK ? tree.get(entry.link()) : Optional.of(entry);
      if (file.filter(each -> each.type() == Entry.Type.FILE).isPresent()) {
        try (InputStream in = file.get().content().open()) {
          inputs.add(uri("files", "/" + entry.path()), Digest.of(in).hex());
        }
      }
    }
    for (CaCertificates each : spec.extras().certificates()) {
      byte[] pem = String.join("", each.pem()).getBytes(StandardCharsets.US_ASCII);
      inputs.add(uri("caCertificates", each.name()), Digest.of(pem).hex());
    }
    spec.vex().documents().forEach(file -> add(inputs, "vex", file));
    spec.vex().pruned().ifPresent(file -> add(inputs, "prunedVulnerabilities", file));
    spec.contents().site().ifPresent(site -> add(inputs, site));
  }

  /** What chose the wheels, which are inputs of their own. */
  private void add(ResolvedInputs inputs, Site site) {
    site.requirements().ifPresent(file -> add(inputs, "requirements", file));
    site.lock().ifPresent(lock -> add(inputs, "lock", lock.file()));
    site.build().requirements().ifPresent(file -> add(inputs, "requirements", file));
    site.build().lock().ifPresent(file -> add(inputs, "lock", file));
  }

  private void add(ResolvedInputs inputs, String kind, Path file) {
    inputs.add(uri(kind, names.apply(file)), Digest.ofUnchecked(file).hex());
  }

  private static String uri(String parameter, String name) {
    try {
      return new URI(parameter, name, null).toASCIIString();
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }
}
