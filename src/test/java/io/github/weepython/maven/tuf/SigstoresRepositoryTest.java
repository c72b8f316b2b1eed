package io.github.weepython.maven.tuf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.weepython.maven.digest.Digest;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/**
 * Sigstore's public repository as it was in August 2026: root 11 to 15, and what they vouch for.
 */
class SigstoresRepositoryTest {
  private final RememberedState state = new RememberedState();
  private final List<String> asked = new ArrayList<>();

  private TufClient client(byte[] root, Instant now) {
    return new TufClient(root, this::file, state, () -> now);
  }

  private Optional<byte[]> file(String path, long maxBytes) {
    asked.add(path);
    boolean target =
        path.equals("targets/" + Digest.of(shipped("trusted-root")).hex() + ".trusted_root.json");
    return target ? Optional.of(shipped("trusted-root")) : resource("/tuf/" + path);
  }

  private static byte[] shipped(String name) {
    return resource("/keys/sigstore-" + name + ".json").orElseThrow();
  }

  private static Optional<byte[]> resource(String name) {
    try (InputStream in = SigstoresRepositoryTest.class.getResourceAsStream(name)) {
      return in == null ? Optional.empty() : Optional.of(in.readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void vouchesForTheTrustedRootThatIsShipped() {
    byte[] old = Objects.requireNonNull(resource("/tuf/11.root.json").orElseThrow());
    byte[] root =
        client(old, Instant.parse("2026-08-25T00:00:00Z")).fetch("trusted_root.json", 1 << 20);

    assertThat(root).isEqualTo(shipped("trusted-root"));
    assertThat(asked)
        .startsWith("12.root.json", "13.root.json", "14.root.json", "15.root.json", "16.root.json");
    assertThat(state.kept.get("root.json")).isEqualTo(shipped("tuf-root"));
  }

  @Test
  void isRefusedWhenItIsShownMuchLater() {
    assertThatThrownBy(
            () ->
                client(shipped("tuf-root"), Instant.parse("2026-09-25T00:00:00Z"))
                    .fetch("trusted_root.json", 1 << 20))
        .hasMessage("timestamp.json: its version 762 expired at 2026-08-28T19:25:56Z");
  }
}
