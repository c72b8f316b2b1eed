package io.github.weepython.maven.interpreter;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.weepython.maven.digest.Digest;
import io.github.weepython.maven.sign.Attestation;
import io.github.weepython.maven.sign.Signer;
import io.github.weepython.maven.trust.FileTrust;
import io.github.weepython.maven.trust.TrustPolicy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A repository whose interpreters are signed: each signer's signature, a Sigstore bundle, is an
 * artifact of its own beside the archive, so that a new key can be added to what is there already.
 */
public final class SignedInterpreters implements InterpreterRepository {
  private final InterpreterRepository repository;
  private final Optional<TrustPolicy> policy;
  private final Optional<Signer> signer;

  private SignedInterpreters(
      InterpreterRepository repository, Optional<TrustPolicy> policy, Optional<Signer> signer) {
    this.repository = repository;
    this.policy = policy;
    this.signer = signer;
  }

  /** The same repository, which gives only what is signed as the policy requires. */
  public static InterpreterRepository trusting(
      InterpreterRepository repository, TrustPolicy policy) {
    return new SignedInterpreters(repository, Optional.of(policy), Optional.empty());
  }

  /** The same repository, to which everything is deployed with a signature. */
  public static InterpreterRepository signing(InterpreterRepository repository, Signer signer) {
    return new SignedInterpreters(repository, Optional.empty(), Optional.of(signer));
  }

  @Override
  public String name() {
    return repository.name();
  }

  @Override
  public boolean isVerifying() {
    return policy.isPresent() || repository.isVerifying();
  }

  @Override
  public String trusted() {
    return policy.map(TrustPolicy::trusted).orElseGet(repository::trusted);
  }

  @Override
  public Optional<Path> find(Coordinates interpreter) throws IOException {
    Optional<Path> archive = repository.find(interpreter);
    if (archive.isPresent() && policy.isPresent()) {
      Optional<String> why =
          new FileTrust(policy.get())
              .refusal(
                  Digest.of(archive.get()),
                  Attestation.INTERPRETER,
                  id -> bundle(interpreter.signedBy(id)));
      if (why.isPresent()) {
        throw new UnsignedException(why.get());
      }
    }
    return archive;
  }

  private Optional<byte[]> bundle(Coordinates signature) throws IOException {
    Optional<Path> file = repository.find(signature);
    return file.isPresent() ? Optional.of(Files.readAllBytes(file.get())) : Optional.empty();
  }

  @Override
  public boolean has(Coordinates interpreter) {
    return repository.has(interpreter)
        && signer.map(who -> repository.has(interpreter.signedBy(who.id()))).orElse(true);
  }

  /** The signature comes first, so that nobody finds an archive that has none yet. */
  @Override
  public void deploy(Coordinates interpreter, Path archive) throws IOException {
    boolean there = repository.has(interpreter);
    if (there) {
      same(interpreter, archive);
    }
    if (signer.isPresent()) {
      sign(interpreter, archive, signer.get());
    }
    if (!there) {
      repository.deploy(interpreter, archive);
    }
  }

  private void sign(Coordinates interpreter, Path archive, Signer by) throws IOException {
    List<String> missing =
        by.ids().stream().filter(id -> !repository.has(interpreter.signedBy(id))).toList();
    if (missing.isEmpty()) {
      return;
    }
    ObjectNode predicate = JsonNodeFactory.instance.objectNode();
    predicate.put("flavour", interpreter.flavour());
    predicate.put("version", interpreter.version());
    predicate.put("platform", interpreter.platform());
    byte[] bundle =
        new Attestation(Attestation.INTERPRETER, predicate).bundle(Digest.of(archive), by);
    // Resolver names what it uploads by coordinates, not by this file.
    Path file =
        Files.write(archive.resolveSibling(archive.getFileName() + ".sigstore.json"), bundle);
    for (String id : missing) {
      repository.deploy(interpreter.signedBy(id), file);
    }
  }

  /** Only what this machine has itself is signed. */
  private void same(Coordinates interpreter, Path archive) throws IOException {
    Optional<Path> there = repository.find(interpreter);
    if (there.isPresent() && !Digest.of(there.get()).equals(Digest.of(archive))) {
      throw new IOException(
          "it is there already, with the SHA-256 %s instead of %s, and is not signed by %s. Remove"
                  .formatted(
                      Digest.of(there.get()).hex(),
                      Digest.of(archive).hex(),
                      signer.map(Signer::name).orElse("anybody"))
              + " it there, or share interpreters under another <groupId> of <interpreterCache>");
    }
  }
}
