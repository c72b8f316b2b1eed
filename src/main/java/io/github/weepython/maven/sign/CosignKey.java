package io.github.weepython.maven.sign;

import static io.github.weepython.maven.Jackson.JSON;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import org.bouncycastle.crypto.engines.XSalsa20Engine;
import org.bouncycastle.crypto.macs.Poly1305;
import org.bouncycastle.crypto.params.KeyParameter;
import org.bouncycastle.crypto.params.ParametersWithIV;

/**
 * The encryption that {@code cosign generate-key-pair} uses: scrypt makes a key of the password,
 * NaCl's secretbox (XSalsa20 and Poly1305) keeps the PKCS#8 form (go-securesystemslib, package
 * encrypted).
 */
final class CosignKey {
  private static final int KEY = 32;
  private static final int MAC = 16;

  private CosignKey() {}

  static byte[] decrypt(byte[] json, String password) {
    try {
      JsonNode root = JSON.readTree(json);
      String kdf = root.at("/kdf/name").asText("");
      String cipher = root.at("/cipher/name").asText("");
      if (!kdf.equals("scrypt") || !cipher.equals("nacl/secretbox")) {
        throw new SignException(
            "it is encrypted by '%s' and '%s', not scrypt and nacl/secretbox"
                .formatted(kdf, cipher));
      }
      return open(
          root.path("ciphertext").binaryValue(),
          root.at("/cipher/nonce").binaryValue(),
          key(root.path("kdf"), password));
    } catch (IOException | IllegalArgumentException e) {
      throw new SignException(KeyFile.DAMAGED, e);
    }
  }

  private static byte[] key(JsonNode kdf, String password) throws IOException {
    JsonNode params = kdf.path("params");
    return EncryptedKey.scrypt(
        password.getBytes(StandardCharsets.UTF_8),
        kdf.path("salt").binaryValue(),
        params.path("N").asInt(),
        params.path("r").asInt(),
        params.path("p").asInt(),
        KEY);
  }

  private static byte[] open(byte[] box, byte[] nonce, byte[] key) {
    if (box == null || nonce == null || box.length < MAC) {
      throw new SignException(KeyFile.DAMAGED);
    }
    XSalsa20Engine stream = new XSalsa20Engine();
    stream.init(false, new ParametersWithIV(new KeyParameter(key), nonce));
    byte[] first = new byte[KEY]; // The stream's first bytes are the one-time key of the MAC.
    stream.processBytes(first, 0, KEY, first, 0);
    Poly1305 mac = new Poly1305();
    mac.init(new KeyParameter(first));
    mac.update(box, MAC, box.length - MAC);
    byte[] sum = new byte[MAC];
    mac.doFinal(sum, 0);
    if (!MessageDigest.isEqual(sum, Arrays.copyOf(box, MAC))) {
      throw new SignException(KeyFile.WRONG);
    }
    byte[] plain = new byte[box.length - MAC];
    stream.processBytes(box, MAC, plain.length, plain, 0);
    return plain;
  }
}
