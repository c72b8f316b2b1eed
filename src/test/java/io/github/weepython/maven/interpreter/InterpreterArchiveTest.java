package io.github.weepython.maven.interpreter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.luben.zstd.ZstdInputStream;
import com.github.luben.zstd.ZstdOutputStream;
import io.github.weepython.maven.compile.CompileException;
import io.github.weepython.maven.digest.Digest;
import io.github.weepython.maven.store.Store;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InterpreterArchiveTest {
  @TempDir Path folder;

  private Path tree;
  private Path archive;
  private Path target;

  @BeforeEach
  void aSmallTreeWithAllThatInstallTreesHave() throws IOException {
    tree = folder.resolve("tree");
    Path bin = Files.createDirectories(tree.resolve("local/bin"));
    Path pip = Files.createDirectories(tree.resolve("pip/usr"));
    Files.setPosixFilePermissions(pip, PosixFilePermissions.fromString("rwx------"));
    byte[] bytes = new byte[300_000];
    new Random(1).nextBytes(bytes);
    Path python = Files.write(bin.resolve("python3.13"), bytes);
    Files.setPosixFilePermissions(python, PosixFilePermissions.fromString("r-xr-xr-x"));
    Files.createLink(bin.resolve("python3.13-hard"), python);
    Files.createSymbolicLink(bin.resolve("python3"), Path.of("python3.13"));
    Files.writeString(bin.resolve("identity"), "no archive's own");
    archive = folder.resolve("archive");
    target = Files.createDirectory(folder.resolve("target"));
  }

  private static final Digest KEY = Digest.of("all that it depends on");

  private void unpack(Path from, Digest key) throws IOException {
    Path scratch = Files.createTempDirectory(folder, "scratch");
    InterpreterArchive.unpack(from, key, scratch, target);
  }

  @Test
  void whatWasPackedComesBackToTheLastModeAndLink() throws IOException {
    InterpreterArchive.pack(tree, KEY, archive, 2);
    unpack(archive, KEY);

    assertThat(Store.fingerprint(target)).isEqualTo(Store.fingerprint(tree));
    assertThat(target.resolve("local/bin/python3")).isSymbolicLink();
    assertThat(
            PosixFilePermissions.toString(Files.getPosixFilePermissions(target.resolve("pip/usr"))))
        .isEqualTo("rwx------");
    assertThat(Files.getAttribute(target.resolve("local/bin/python3.13"), "unix:nlink"))
        .isEqualTo(2);
  }

  @Test
  void equalTreesGiveEqualArchivesOnAnyNumberOfCores() throws IOException {
    InterpreterArchive.pack(tree, KEY, archive, 1);
    Path other = folder.resolve("other");
    unpack(archive, KEY);
    InterpreterArchive.pack(target, KEY, other, 3);

    assertThat(other).hasSameBinaryContentAs(archive);
  }

  /** A few bits of zstd's headers mean nothing; with all others changed, it is refused. */
  @Test
  void givesTheSameTreeOrNoneWhicheverBitIsChanged() throws IOException {
    InterpreterArchive.pack(tree, KEY, archive, 2);
    byte[] good = Files.readAllBytes(archive);
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    int refused = 0;
    for (int i = 0; i < 40; i++) {
      byte[] bad = good.clone();
      int at = i < 10 ? bad.length - 1 - i : random.nextInt(bad.length);
      bad[at] ^= (byte) (1 << random.nextInt(8));
      Path changed = Files.write(folder.resolve("changed"), bad);
      Path place = Files.createTempDirectory(folder, "target");
      try {
        InterpreterArchive.unpack(
            changed, KEY, Files.createTempDirectory(folder, "scratch"), place);
        assertThat(Store.fingerprint(place))
            .as("seed %d, byte %d of %d", seed, at, bad.length)
            .isEqualTo(Store.fingerprint(tree));
      } catch (CompileException e) {
        refused++;
        assertThat(e).hasMessageContaining("is refused");
        assertThat(place).isEmptyDirectory();
      }
    }
    assertThat(refused).as("seed %d", seed).isGreaterThan(30);
  }

  @Test
  void refusesAnArchiveThatSomebodyPackedAnewWithOneByteChanged() throws IOException {
    InterpreterArchive.pack(tree, KEY, archive, 2);
    byte[] tar;
    try (InputStream in = new ZstdInputStream(Files.newInputStream(archive))) {
      tar = in.readAllBytes();
    }
    tar[tar.length / 2] ^= 1; // Within the interpreter, whose bytes no checksum of tar covers.
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (OutputStream out = new ZstdOutputStream(packed)) {
      new ByteArrayInputStream(tar).transferTo(out);
    }
    Path evil = Files.write(folder.resolve("evil"), packed.toByteArray());

    assertThatThrownBy(() -> unpack(evil, KEY))
        .isInstanceOf(CompileException.class)
        .hasMessageContaining("but the requested interpreter and the unpacked files give");
    assertThat(target).isEmptyDirectory();
  }

  @Test
  void refusesAnotherTreesArchive() throws IOException {
    Digest other = Digest.of("another key");
    InterpreterArchive.pack(tree, other, archive, 2);

    assertThatThrownBy(() -> unpack(archive, KEY))
        .hasMessageContaining("made of " + other.hex())
        .hasMessageContaining("made of " + KEY.hex());
  }

  /** As a full disk does, or a folder that can't be written to. */
  @Test
  void doesNotBlameTheArchiveForThisMachinesOwnFaults() throws IOException {
    InterpreterArchive.pack(tree, KEY, archive, 2);

    assertThatThrownBy(
            () -> InterpreterArchive.unpack(archive, KEY, folder.resolve("absent"), target))
        .isInstanceOf(NoSuchFileException.class);
    assertThatThrownBy(() -> unpack(folder.resolve("gone"), KEY))
        .isInstanceOf(NoSuchFileException.class);
  }

  @Test
  void refusesAFileThatIsNoArchive() throws IOException {
    Files.write(archive, "<html>Please log in</html>".getBytes(StandardCharsets.UTF_8));

    assertThatThrownBy(() -> unpack(archive, KEY)).isInstanceOf(CompileException.class);
  }
}
