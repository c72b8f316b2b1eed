package io.github.weepython.maven.openpgp;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.weepython.maven.Property;
import io.github.weepython.maven.debian.archive.TestSigner;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Date;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Signatures made at random, judged by wee and by gpgv(1) with the same keyring. */
class RandomSignaturesIT {
  private static final int DAY = 86_400;

  @TempDir Path dir;
  private final TestSigner known = new TestSigner();
  private final TestSigner stranger = new TestSigner();

  /** Of one signer known or not, of now or of a day that is over, over the data or other data. */
  @Test
  void agreesWithGpgvAboutDetachedSignatures() throws IOException {
    Path keys = Files.write(dir.resolve("keys.gpg"), known.certificate());
    Path data = dir.resolve("data");
    Path signature = dir.resolve("data.sig");
    Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    Property.holds(
        40,
        random -> {
          byte[] bytes = new byte[random.nextInt(5000)];
          random.nextBytes(bytes);
          Files.write(data, bytes);
          TestSigner signer = random.nextInt(4) == 0 ? stranger : known;
          long age = random.nextInt(DAY / 2);
          long valid = Property.any(random, 0L, age / 2 + 1, age + DAY);
          byte[] signed = signer.detached(bytes, Date.from(now.minusSeconds(age)), valid);
          boolean broken = random.nextInt(4) == 0;
          if (broken && random.nextBoolean()) {
            Files.write(data, new byte[] {1}, java.nio.file.StandardOpenOption.APPEND);
          } else if (broken) {
            signed[signed.length - 1 - random.nextInt(100)] ^= (byte) (1 << random.nextInt(8));
          }
          Files.write(signature, signed);
          assertThat(isGood(keys, data, signed))
              .as("%s", gpgv(keys, signature, data))
              .isEqualTo(gpgv(keys, signature, data).contains(" GOODSIG "));
        });
  }

  /** As Debian's InRelease files; what gpgv refuses is refused. */
  @Test
  void agreesWithGpgvAboutClearSignedTexts() throws IOException {
    Path keys = Files.write(dir.resolve("keys.gpg"), known.certificate());
    Path message = dir.resolve("InRelease");
    Property.holds(
        40,
        random -> {
          byte[] signed = (random.nextInt(4) == 0 ? stranger : known).clearSign(text(random));
          if (random.nextInt(3) == 0) {
            int at = random.nextInt(signed.length);
            signed[at] = (byte) Property.any(random, "x", "\n", "-", " ").charAt(0);
          }
          Files.write(message, signed);
          boolean good = isGoodText(keys, signed);
          boolean gpgv = gpgv(keys, message).contains(" GOODSIG ");
          // wee is stricter about what stands around a text; it never takes what gpgv refuses.
          assertThat(good && !gpgv).as(new String(signed, StandardCharsets.ISO_8859_1)).isFalse();
        });
  }

  /** A suite is signed by several keys, of which a system has some: one is enough for both. */
  @Test
  void takesATextWithOneKnownSignatureAmongOthers() throws Exception {
    Path keys = Files.write(dir.resolve("keys.gpg"), known.certificate());
    String text = "Origin: x\nSuite: y\n";
    byte[] some = TestSigner.clearSign(text, stranger, known);
    assertThat(gpgv(keys, Files.write(dir.resolve("some"), some))).contains(" GOODSIG ");
    assertThat(keyring(keys).verifyClearSigned("it", some).signers()).hasSize(1);
    byte[] none = TestSigner.clearSign(text, stranger, stranger);
    assertThat(gpgv(keys, Files.write(dir.resolve("none"), none))).doesNotContain(" GOODSIG ");
    assertThat(isGoodText(keys, none)).isFalse();
  }

  private static String text(Random random) {
    StringBuilder text = new StringBuilder("Origin: x\n");
    for (int n = random.nextInt(12); n > 0; n--) {
      text.append(Property.any(random, "Suite: y", " a b", "é: ü", "Date: now", ".", "\ttab"))
          .append('\n');
    }
    return text.toString();
  }

  private static boolean isGood(Path keys, Path data, byte[] signature) throws IOException {
    try {
      keyring(keys).verifyDetached("it", data, signature);
      return true;
    } catch (OpenPgpException e) {
      return false;
    }
  }

  private static boolean isGoodText(Path keys, byte[] message) throws IOException {
    try {
      keyring(keys).verifyClearSigned("it", message);
      return true;
    } catch (OpenPgpException e) {
      return false;
    }
  }

  private static Keyring keyring(Path keys) throws IOException {
    InputStream in = new ByteArrayInputStream(Files.readAllBytes(keys));
    return BouncyKeyring.load("it", List.of(in), InstantSource.system());
  }

  private static String gpgv(Path keys, Path... files) throws IOException, InterruptedException {
    List<String> command =
        new java.util.ArrayList<>(
            List.of("gpgv", "--status-fd", "1", "--keyring", keys.toString()));
    for (Path file : files) {
      command.add(file.toString());
    }
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    String status = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    process.waitFor();
    return status;
  }
}
