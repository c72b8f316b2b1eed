package io.github.weepython.maven.pipeline;

import io.github.weepython.maven.archive.Entry;
import io.github.weepython.maven.archive.FileTree;
import io.github.weepython.maven.archive.TarWriter;
import io.github.weepython.maven.layers.FilesLayer;
import io.github.weepython.maven.layers.StaleBytecode;
import io.github.weepython.maven.site.SiteInputs;
import io.github.weepython.maven.site.Wheel;
import io.github.weepython.maven.spec.CaCertificates;
import io.github.weepython.maven.spec.FileCopy;
import io.github.weepython.maven.spec.SpecException;
import io.github.weepython.maven.templates.Templates;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** What lies beside a Dockerfile, for its instructions to copy: the build context. */
record DockerfileFolder(Path folder) {
  static final String FILES = "files.tar";
  static final String REPLACED = "replaced.list";

  /** What an earlier run wrote is replaced; a project has folders of the same names. */
  void requireOwn() {
    List<String> names = List.of();
    try {
      Path dockerfile = folder.resolve("Dockerfile");
      if (Files.isDirectory(folder)) {
        try (Stream<Path> all = Files.list(folder)) {
          names = all.map(path -> String.valueOf(path.getFileName())).sorted().toList();
        }
      }
      if (names.isEmpty()
          || (Files.isRegularFile(dockerfile)
              && Files.readString(dockerfile).contains("wee:dockerfile for "))) {
        return;
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    throw new SpecException(
        "<dockerfile> or -Dwee.dockerfile is %s, which has files that wee:dockerfile did not write, such as %s. Name a folder that is empty or does not exist."
            .formatted(folder, names.get(0)));
  }

  void wheels(SiteInputs site) throws IOException {
    Path wheels = emptied("wheels");
    for (Wheel.OnDisk disk : site.wheels()) {
      Path target = wheels.resolve(disk.wheel().name());
      Files.copy(disk.file(), target, StandardCopyOption.REPLACE_EXISTING);
    }
    Files.writeString(folder.resolve("requirements.txt"), site.requirements());
    Files.writeString(folder.resolve("install.py"), Templates.text("site/install.py"));
  }

  void certificates(List<CaCertificates> all) throws IOException {
    Path certificates = emptied("certificates");
    for (CaCertificates caCertificates : all) {
      for (Map.Entry<String, String> file : caCertificates.files().entrySet()) {
        Files.writeString(certificates.resolve(file.getKey()), file.getValue());
      }
    }
  }

  /** Docker copies all of the folder, so nothing of an earlier run may be left there. */
  Path emptied(String name) throws IOException {
    Path emptied = Files.createDirectories(folder.resolve(name));
    try (Stream<Path> all = Files.list(emptied)) {
      for (Path file : all.filter(Files::isRegularFile).toList()) {
        Files.delete(file);
      }
    }
    return emptied;
  }

  /** A tar, since Docker's ADD gives its files the owners and modes that stand there. */
  void files(List<FileCopy> copies) throws IOException {
    if (!copies.isEmpty()) {
      FileTree tree = FilesLayer.tree(copies);
      try (OutputStream out = Files.newOutputStream(folder.resolve(FILES))) {
        new TarWriter(Entry.TIMELESS).write(tree, out);
      }
      Files.write(folder.resolve(REPLACED), StaleBytecode.sources(tree));
    }
  }
}
