package io.github.weepython.maven.interpreter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.weepython.maven.compile.CompileException;
import io.github.weepython.maven.digest.Digest;
import io.github.weepython.maven.progress.Progress;
import io.github.weepython.maven.publish.PublishException;
import io.github.weepython.maven.sign.Attestation;
import io.github.weepython.maven.sign.KeyFile;
import io.github.weepython.maven.sign.SigningKey;
import io.github.weepython.maven.sign.VerificationKey;
import io.github.weepython.maven.store.Store;
import io.github.weepython.maven.trust.TrustPolicy;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.KeyPairGenerator;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.codehaus.plexus.util.FileUtils;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SignedInterpretersTest {
  private static final Digest KEY = Digest.of("all that it depends on");
  private static final InterpreterRepository.Coordinates WEE = coordinates(KEY);

  @TempDir Path folder;

  private FolderRepository repository;
  private Path output;
  private SigningKey own;
  private SigningKey other;

  private static InterpreterRepository.Coordinates coordinates(Digest key) {
    return new InterpreterRepository.Coordinates("wee", "3.13.5-" + key.hex(), "linux-amd64");
  }

  @BeforeEach
  void emptyFolders() throws Exception {
    repository = new FolderRepository(Files.createDirectory(folder.resolve("repository")));
    output = folder.resolve("output");
    own = key("own");
    other = key("other");
  }

  private SigningKey key(String name) throws Exception {
    byte[] pkcs8 =
        KeyPairGenerator.getInstance("Ed25519").generateKeyPair().getPrivate().getEncoded();
    Path file = folder.resolve(name + ".key");
    Files.writeString(
        file,
        "-----BEGIN PRIVATE KEY-----\n%s\n-----END PRIVATE KEY-----\n"
            .formatted(Base64.getEncoder().encodeToString(pkcs8)));
    SigningKey key = KeyFile.read(file, Optional.empty());
    Files.writeString(folder.resolve(name + ".pub"), key.publicPem());
    return key;
  }

  /** As if compiled on this machine. */
  private Store compiled(String machine, Digest key) {
    return compiled(machine, key, "3");
  }

  private Store compiled(String machine, Digest key, String text) {
    Store store = new Store(folder.resolve(machine));
    store.directory(
        InterpreterBuilder.KIND,
        key,
        tree -> {
          Files.writeString(Files.createDirectory(tree.resolve("local")).resolve("p"), text);
          new InterpreterCache(Optional.empty(), store, Progress.NONE, 2).own(key, tree);
        });
    return store;
  }

  private void deploy(SigningKey by) {
    lay(repository, compiled("first", KEY));
    push(by);
  }

  private void lay(InterpreterRepository from, Store store) {
    new InterpreterCache(Optional.of(from), store, Progress.NONE, 2).layOut(WEE, KEY, output);
  }

  private void push(SigningKey by) {
    new InterpreterDeployer(SignedInterpreters.signing(repository, by), Progress.NONE)
        .deploy(output);
  }

  private InterpreterRepository trusting(boolean all, String... keys) {
    List<VerificationKey> read =
        List.of(keys).stream()
            .flatMap(name -> VerificationKey.read(folder.resolve(name + ".pub")).stream())
            .toList();
    return SignedInterpreters.trusting(
        repository,
        new TrustPolicy(
            read, List.of(), all, Optional.empty(), Optional.empty(), List.of(), false));
  }

  /** What a machine gets that has nothing yet. */
  private Path get(InterpreterRepository from) throws IOException {
    return get(from, new Store(folder.resolve("second")));
  }

  private Path get(InterpreterRepository from, Store store) throws IOException {
    Path target = Files.createTempDirectory(folder, "target");
    InterpreterCache cache = new InterpreterCache(Optional.of(from), store, Progress.NONE, 2);
    assertThat(cache.get(WEE, KEY, target)).isTrue();
    return target;
  }

  @Test
  void whatIsSignedByATrustedKeyIsTaken() throws IOException {
    deploy(own);

    assertThat(get(trusting(false, "own")).resolve("local/p")).hasContent("3");
    assertThat(get(trusting(false, "other", "own")).resolve("local/p")).hasContent("3");
    assertThat(repository.find(WEE.signedBy(own.id()))).isPresent();
  }

  @Test
  void whatHasNoSignatureIsRefused() {
    lay(repository, compiled("first", KEY));
    new InterpreterDeployer(repository, Progress.NONE).deploy(output);

    assertThatThrownBy(() -> get(trusting(false, "own")))
        .isInstanceOf(CompileException.class)
        .hasMessageContaining("the folder has the interpreter " + WEE + ", which is refused")
        .hasMessageContaining("own.pub")
        .hasMessageContaining("there is no signature of it")
        .hasMessageContaining("-Dwee.interpreterCache=false");
  }

  @Test
  void whatAnotherKeySignedIsRefused() throws IOException {
    deploy(other);
    assertThatThrownBy(() -> get(trusting(false, "own"))).hasMessageContaining("no signature");

    // Also where it takes the place of the expected one.
    Files.copy(repository.file(WEE.signedBy(other.id())), repository.file(WEE.signedBy(own.id())));
    assertThatThrownBy(() -> get(trusting(false, "own")))
        .isInstanceOf(CompileException.class)
        .hasMessageContaining("is signed by the key " + other.hint());
  }

  @Test
  void anArchiveThatWasChangedIsRefusedBeforeItIsUnpacked() throws IOException {
    deploy(own);
    Path archive = repository.file(WEE);
    byte[] bytes = Files.readAllBytes(archive);
    bytes[bytes.length / 2] ^= 1;
    Files.write(archive, bytes);

    assertThatThrownBy(() -> get(trusting(false, "own")))
        .isInstanceOf(CompileException.class)
        .hasMessageContaining("what is signed is sha256:")
        .hasMessageContaining("and this is " + Digest.of(bytes));
  }

  @Test
  void aSignedInterpreterOfOtherInputsIsRefused() throws IOException {
    deploy(own);
    Digest old = Digest.of("what it depended on last year");
    Path signed = repository.file(WEE);
    Path signature = repository.file(WEE.signedBy(own.id()));
    Files.copy(signed, repository.file(coordinates(old)));
    Files.copy(signature, repository.file(coordinates(old).signedBy(own.id())));
    InterpreterCache cache =
        new InterpreterCache(
            Optional.of(trusting(false, "own")),
            new Store(folder.resolve("second")),
            Progress.NONE,
            2);

    assertThatThrownBy(
            () -> cache.get(coordinates(old), old, Files.createDirectory(folder.resolve("target"))))
        .isInstanceOf(CompileException.class)
        .hasMessageContaining("made of " + old.hex());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{}", "not JSON", "{\"dsseEnvelope\": {\"payload\": \"e30=\"}}"})
  void aDamagedSignatureIsRefused(String bundle) throws IOException {
    deploy(own);
    Files.writeString(repository.file(WEE.signedBy(own.id())), bundle);

    assertThatThrownBy(() -> get(trusting(false, "own"))).isInstanceOf(CompileException.class);
  }

  @Test
  void eachKeyMustHaveSignedWhereThePolicySaysSo() throws IOException {
    deploy(own);
    assertThatThrownBy(() -> get(trusting(true, "own", "other")))
        .hasMessageContaining("other.pub")
        .hasMessageNotContaining("own.pub");

    push(other);
    assertThat(get(trusting(true, "own", "other"))).isNotEmptyDirectory();
  }

  @Test
  void aNewKeyIsAddedToWhatWasVerifiedByTheOldOne() throws IOException {
    deploy(own);
    Store second = new Store(folder.resolve("second"));
    InterpreterCache sharing =
        new InterpreterCache(Optional.of(trusting(false, "own")), second, Progress.NONE, 2);
    second.directory(InterpreterBuilder.KIND, KEY, tree -> sharing.get(WEE, KEY, tree));
    sharing.layOut(WEE, KEY, output);
    push(other);

    assertThat(get(trusting(false, "other"))).isNotEmptyDirectory();
  }

  /** The other machine's tree comes to a store, unsigned. */
  private InterpreterCache sharedUnsigned(Store second) throws IOException {
    lay(repository, compiled("first", KEY));
    new InterpreterDeployer(repository, Progress.NONE).deploy(output);
    InterpreterCache.clear(output);
    InterpreterCache sharing =
        new InterpreterCache(Optional.of(repository), second, Progress.NONE, 2);
    second.directory(InterpreterBuilder.KIND, KEY, tree -> sharing.get(WEE, KEY, tree));
    return sharing;
  }

  @Test
  void nothingIsSignedThatCameWithoutASignature() throws IOException {
    Store second = new Store(folder.resolve("second"));
    InterpreterCache sharing = sharedUnsigned(second);
    // Neither now nor in another run, which finds it in the store.
    sharing.layOut(WEE, KEY, output);
    lay(repository, second);
    push(own);

    assertThat(repository.has(WEE.signedBy(own.id()))).isFalse();
  }

  /** As wee:clean-cache or a size limit leaves a store. */
  @Test
  void nothingIsSignedWhoseOriginTheStoreHasForgotten() throws IOException {
    Path store = folder.resolve("second");
    sharedUnsigned(new Store(store));
    try (DirectoryStream<Path> kinds = Files.newDirectoryStream(store, "*-interpreter")) {
      for (Path kind : kinds) {
        FileUtils.deleteDirectory(kind.toFile());
      }
    }
    lay(repository, new Store(store));
    push(own);

    assertThat(repository.has(WEE.signedBy(own.id()))).isFalse();
  }

  @Test
  void whatWasCompiledHereOnceDoesNotMakeWhatCameLaterItsOwn() throws IOException {
    Path store = folder.resolve("second");
    lay(repository, compiled("second", KEY, "4"));
    FileUtils.deleteDirectory(store.resolve(InterpreterBuilder.KIND).toFile());
    sharedUnsigned(new Store(store));
    lay(repository, new Store(store));
    push(own);

    assertThat(repository.has(WEE.signedBy(own.id()))).isFalse();
  }

  @Test
  void whatTheRepositoryHasInsteadOfThisMachinesIsNotSigned() throws IOException {
    lay(repository, compiled("first", KEY));
    Files.writeString(repository.file(WEE), "something else");

    assertThatThrownBy(() -> push(own))
        .isInstanceOf(PublishException.class)
        .hasMessageContaining("it is there already, with the SHA-256")
        .hasMessageContaining("<groupId>");
    assertThat(repository.has(WEE.signedBy(own.id()))).isFalse();
  }

  @Test
  void aSignatureOfAnotherKindIsNoSignatureOfAnInterpreter() throws IOException {
    deploy(own);
    byte[] bundle = Attestation.signature().bundle(Digest.of(repository.file(WEE)), own);
    Path file = Files.write(folder.resolve("bundle"), bundle);
    Files.move(file, repository.file(WEE.signedBy(own.id())), StandardCopyOption.REPLACE_EXISTING);

    assertThatThrownBy(() -> get(trusting(false, "own")))
        .hasMessageContaining("the statement is a https://sigstore.dev/cosign/sign/v1");
  }
}
