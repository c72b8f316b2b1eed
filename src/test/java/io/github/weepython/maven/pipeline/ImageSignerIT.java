package io.github.weepython.maven.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.weepython.maven.digest.Digest;
import io.github.weepython.maven.progress.Progress;
import io.github.weepython.maven.publish.RegistryServer;
import io.github.weepython.maven.publish.SignedImages;
import io.github.weepython.maven.publish.Tool;
import io.github.weepython.maven.sign.KeyFile;
import io.github.weepython.maven.sign.SigningKey;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Debian's cosign judges what was signed, without the internet. */
class ImageSignerIT {
  private static final List<String> TYPES =
      List.of("slsaprovenance1", "cyclonedx", "spdxjson", "openvex");

  @TempDir Path dir;
  private RegistryServer registry;
  private SignedImages images;

  @BeforeEach
  void start() throws Exception {
    registry = RegistryServer.start(dir);
    images = new SignedImages(dir, registry.port());
  }

  @AfterEach
  void stop() throws Exception {
    registry.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"EC -pkeyopt ec_paramgen_curve:P-256", "ED25519"})
  void cosignVerifiesIndexAndEachPlatform(String algorithm) throws Exception {
    SigningKey key = key("own", algorithm);
    List<Digest> all = sign(key, true);
    for (Digest digest : all) {
      cosign("verify", digest, key);
      for (String type : TYPES) {
        cosign("verify-attestation", digest, key, "--type", type);
      }
    }
  }

  @Test
  void cosignRefusesAnotherKeyAndWhatWasNotAttested() throws Exception {
    SigningKey key = key("own", "ED25519");
    SigningKey other = key("other", "ED25519");
    for (Digest digest : sign(key, false)) {
      cosign("verify", digest, key);
      assertThatThrownBy(() -> cosign("verify", digest, other)).isInstanceOf(AssertionError.class);
      assertThatThrownBy(() -> cosign("verify-attestation", digest, key, "--type", "openvex"))
          .isInstanceOf(AssertionError.class);
    }
  }

  @Test
  void signingAgainAddsNothing() throws Exception {
    SigningKey key = key("own", "EC -pkeyopt ec_paramgen_curve:P-256");
    Digest index = sign(key, true).get(0);
    byte[] first = referrers(index);
    sign(key, true);
    assertThat(referrers(index)).isEqualTo(first);
  }

  private List<Digest> sign(SigningKey key, boolean attest) throws Exception {
    return images.push(
        (built, pushed, publisher, settings) ->
            new ImageSigner(key, attest).sign(built, pushed, publisher, settings, Progress.NONE));
  }

  private byte[] referrers(Digest subject) throws Exception {
    return Tool.run(
        "skopeo",
        "inspect",
        "--raw",
        "--tls-verify=false",
        "docker://" + images.name() + ":sha256-" + subject.hex());
  }

  private SigningKey key(String name, String algorithm) throws Exception {
    Path file = dir.resolve(name + ".key");
    Tool.run(("openssl genpkey -out " + file + " -algorithm " + algorithm).split(" "));
    return KeyFile.read(file, Optional.empty());
  }

  private void cosign(String goal, Digest digest, SigningKey key, String... more) throws Exception {
    Path pub = dir.resolve("cosign.pub");
    Files.write(pub, key.publicPem().getBytes(StandardCharsets.UTF_8));
    List<String> command =
        new ArrayList<>(List.of("cosign", goal, "--key", pub.toString(), "--insecure-ignore-tlog"));
    command.add("--allow-http-registry");
    command.addAll(List.of(more));
    command.add(images.name() + "@" + digest.oci());
    Tool.run(command.toArray(String[]::new));
  }
}
