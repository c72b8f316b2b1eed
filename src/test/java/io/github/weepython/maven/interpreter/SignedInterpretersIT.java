package io.github.weepython.maven.interpreter;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.weepython.maven.publish.Tool;
import io.github.weepython.maven.sign.Attestation;
import io.github.weepython.maven.sign.KeyFile;
import io.github.weepython.maven.sign.SigningKey;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is deployed with a signature, as cosign sees it. */
class SignedInterpretersIT {
  private static final InterpreterRepository.Coordinates WEE =
      new InterpreterRepository.Coordinates("wee", "3.13.5-0123", "linux-amd64");

  @TempDir Path folder;

  @Test
  void cosignVerifiesTheArchiveAndRefusesAnother() throws Exception {
    SigningKey key = key("sign");
    key("other");
    FolderRepository repository =
        new FolderRepository(Files.createDirectory(folder.resolve("repository")));
    Path archive = Files.writeString(folder.resolve("linux-amd64.tar.zst"), "an archive");
    SignedInterpreters.signing(repository, key).deploy(WEE, archive);

    Path bundle = repository.find(WEE.signedBy(key.id())).orElseThrow();
    cosign("sign", bundle, repository.find(WEE).orElseThrow());
    assertThatThrownBy(() -> cosign("other", bundle, archive)).isInstanceOf(AssertionError.class);
    Path changed = Files.writeString(folder.resolve("changed.tar.zst"), "an archivf");
    assertThatThrownBy(() -> cosign("sign", bundle, changed)).isInstanceOf(AssertionError.class);
  }

  private SigningKey key(String name) throws Exception {
    Path file = folder.resolve(name + ".key");
    Tool.run("openssl", "genpkey", "-out", file.toString(), "-algorithm", "ED25519");
    SigningKey key = KeyFile.read(file, Optional.empty());
    Files.writeString(folder.resolve(name + ".pub"), key.publicPem());
    return key;
  }

  private void cosign(String key, Path bundle, Path archive) throws Exception {
    Tool.run(
        "cosign",
        "verify-blob-attestation",
        "--key",
        folder.resolve(key + ".pub").toString(),
        "--insecure-ignore-tlog",
        "--bundle",
        bundle.toString(),
        "--type",
        Attestation.INTERPRETER,
        archive.toString());
  }
}
