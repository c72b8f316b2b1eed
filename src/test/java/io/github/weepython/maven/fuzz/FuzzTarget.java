package io.github.weepython.maven.fuzz;

import io.github.weepython.maven.WeeException;
import io.github.weepython.maven.compile.PatchReaders;
import io.github.weepython.maven.daemon.DaemonReaders;
import io.github.weepython.maven.debian.archive.ArchiveReaders;
import io.github.weepython.maven.debian.rootfs.PackageReaders;
import io.github.weepython.maven.elf.ElfFile;
import io.github.weepython.maven.elf.LibraryCache;
import io.github.weepython.maven.image.ImageReaders;
import io.github.weepython.maven.interpreter.InterpreterReaders;
import io.github.weepython.maven.kube.KubeReaders;
import io.github.weepython.maven.lockfile.LockReaders;
import io.github.weepython.maven.openpgp.SignatureReaders;
import io.github.weepython.maven.output.BuiltImages;
import io.github.weepython.maven.publish.RegistryReaders;
import io.github.weepython.maven.sandbox.kubernetes.PodReaders;
import io.github.weepython.maven.sandbox.remote.RemoteReaders;
import io.github.weepython.maven.sign.SignReaders;
import io.github.weepython.maven.sigstore.SigstoreReaders;
import io.github.weepython.maven.site.SiteReaders;
import io.github.weepython.maven.source.SourceReaders;
import io.github.weepython.maven.store.StoreReaders;
import io.github.weepython.maven.tuf.TufReaders;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Each reader of bytes from outside. Its corpus is the folder of its name in {@code
 * src/test/resources/fuzz}: small sound inputs, and each input that once broke it.
 */
public enum FuzzTarget {
  TAR(ImageReaders::tar),
  LAYER(ImageReaders::layer),
  LAYER_JSON(ImageReaders::layerJson),
  OCI_LAYOUT(ImageReaders::layout),
  OCI_MANIFEST(ImageReaders::manifest),
  IMAGES_JSON(
      (bytes, root) -> BuiltImages.coordinates(Files.write(root.resolve("images.json"), bytes))),
  DEB(PackageReaders::deb),
  CONTROL(PackageReaders::control),
  COPYRIGHT(PackageReaders::copyright),
  RELEASE(ArchiveReaders::release),
  PACKAGES(ArchiveReaders::packages),
  SOURCES(ArchiveReaders::sources),
  VERSIONS(ArchiveReaders::versions),
  DEPENDENCIES(ArchiveReaders::dependencies),
  CERTIFICATE(SignatureReaders::certificate),
  SIGNATURE(SignatureReaders::signature),
  CLEAR_SIGNED(SignatureReaders::clearSigned),
  SIGSTORE(SigstoreReaders::bundle),
  WHEEL_NAME(SiteReaders::wheelName),
  REQUIREMENTS(SiteReaders::requirements),
  MARKER(SiteReaders::marker),
  PYTHON_VERSIONS(SiteReaders::versions),
  PYLOCK(SiteReaders::lock),
  UV_LOCK(SiteReaders::uvLock),
  BUILD_SYSTEM(SiteReaders::buildSystem),
  SOURCE_ARCHIVE(SiteReaders::sourceArchive),
  NETRC(SiteReaders::netrc),
  INDEX_PAGE(SiteReaders::indexPage),
  SOURCE_TARBALL(SourceReaders::tarball),
  DEBIAN_PATCHES(SourceReaders::patches),
  DEBIAN_DIFF(SourceReaders::diff),
  PATCH_HEADERS(PatchReaders::headers),
  ELF((bytes, root) -> ElfFile.read("a library", bytes)),
  LIBRARY_CACHE((bytes, root) -> LibraryCache.parse(bytes).paths()),
  WEE_LOCK(LockReaders::lock),
  INTERPRETER(InterpreterReaders::archive),
  CACHE_ENTRY(StoreReaders::entry),
  JOB_FILES(RemoteReaders::jobFiles),
  STATEMENT(SignReaders::statement),
  KEY_FILE(SignReaders::keyFile),
  PUBLIC_KEY(SignReaders::publicKey),
  ISSUED_CERTIFICATE(SignReaders::issued),
  IDENTITY_TOKEN(SignReaders::identityToken),
  TUF(TufReaders::metadata),
  WHEEL(SiteReaders::wheel),
  WHEEL_RECORD(SiteReaders::wheelRecord),
  REGISTRY(RegistryReaders::answers),
  REGISTRY_TOKEN(RegistryReaders::token),
  REGISTRY_UPLOADS(RegistryReaders::uploads),
  DAEMON(DaemonReaders::answers),
  CLUSTER(KubeReaders::answers),
  EXEC_STATUS(KubeReaders::execStatus),
  ADMISSION(PodReaders::refusal),
  JOB_STATE(PodReaders::state);

  private static final Path CORPUS = Path.of("src/test/resources/fuzz");

  private final Reader reader;

  FuzzTarget(Reader reader) {
    this.reader = reader;
  }

  /** The name as folders and commands write it. */
  public String id() {
    return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
  }

  /** Whether bytes come as answers of a server: one input takes as long as a hundred others. */
  boolean isAnswer() {
    return switch (this) {
      case REGISTRY, REGISTRY_TOKEN, REGISTRY_UPLOADS, DAEMON, CLUSTER -> true;
      default -> false;
    };
  }

  static FuzzTarget parse(String id) {
    return Stream.of(values()).filter(target -> target.id().equals(id)).findFirst().orElseThrow();
  }

  /** The committed inputs, by name. */
  List<Path> corpus() throws IOException {
    try (Stream<Path> files = Files.list(CORPUS.resolve(id()))) {
      return files.sorted().toList();
    }
  }

  /**
   * Reads the bytes. What the reader refuses in its own words is fine; everything else gets out:
   * another exception or error, or anything that was written outside the root.
   *
   * @param folder empty, and empty again afterwards
   */
  void read(byte[] bytes, Path folder) throws Exception {
    Path root = Files.createDirectory(folder.resolve("root"));
    try {
      reader.read(bytes, root);
    } catch (WeeException | IOException e) {
      // Refused, with a message for a person.
    } finally {
      Scratch.removeTree(root);
    }
    Scratch.requireEmpty(folder);
  }
}
