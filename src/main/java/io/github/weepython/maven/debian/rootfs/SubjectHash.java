package io.github.weepython.maven.debian.rootfs;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * The name by which OpenSSL finds a certificate in a folder: {@code X509_NAME_hash}, the beginning
 * of the SHA-1 of the subject in canonical form. That form is from OpenSSL's {@code
 * x509_name_canon} (crypto/x509/x_name.c): each text in UTF-8, in ASCII's lower case, with single
 * spaces and none at the ends, and each set sorted.
 */
final class SubjectHash {
  private static final int SEQUENCE = 0x30;
  private static final int SET = 0x31;
  private static final int UTF8_STRING = 12;

  /** Kinds of text that are compared without regard to case, and how they are encoded. */
  private static final Map<Integer, Charset> TEXTS =
      Map.of(
          UTF8_STRING,
          StandardCharsets.UTF_8,
          19,
          StandardCharsets.US_ASCII, // PrintableString
          20,
          StandardCharsets.ISO_8859_1, // T61String
          22,
          StandardCharsets.US_ASCII, // IA5String
          26,
          StandardCharsets.US_ASCII, // VisibleString
          28,
          Charset.forName("UTF-32BE"), // UniversalString
          30,
          StandardCharsets.UTF_16BE); // BMPString

  /** ASCII's alone, as ossl_isspace has them. */
  private static final Pattern BLANKS = Pattern.compile("[ \\t\\n\\x0B\\f\\r]+");

  private SubjectHash() {}

  /** Eight hexadecimal digits, as {@code openssl x509 -subject_hash} prints them. */
  static String of(X509Certificate certificate) {
    try {
      byte[] name = certificate.getSubjectX500Principal().getEncoded();
      byte[] digest = MessageDigest.getInstance("SHA-1").digest(canonical(name));
      return "%08x".formatted(ByteBuffer.wrap(digest).order(ByteOrder.LITTLE_ENDIAN).getInt());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-1", e);
    }
  }

  /** The sets of the name, without the sequence around them. */
  private static byte[] canonical(byte[] name) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteBuffer sets = content(ByteBuffer.wrap(name));
    while (sets.hasRemaining()) {
      List<byte[]> attributes = new ArrayList<>();
      ByteBuffer set = content(sets);
      while (set.hasRemaining()) {
        attributes.add(der(SEQUENCE, attribute(content(set))));
      }
      attributes.sort(Arrays::compareUnsigned); // DER's order, which other texts may change.
      ByteArrayOutputStream sorted = new ByteArrayOutputStream();
      attributes.forEach(sorted::writeBytes);
      out.writeBytes(der(SET, sorted.toByteArray()));
    }
    return out.toByteArray();
  }

  /** An object identifier as it is, and its value. */
  private static byte[] attribute(ByteBuffer pair) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    int tag = pair.get(pair.position()) & 0xff;
    out.writeBytes(der(tag, bytes(content(pair))));
    int kind = pair.get(pair.position()) & 0xff;
    byte[] value = bytes(content(pair));
    Charset charset = TEXTS.get(kind);
    out.writeBytes(
        charset == null ? der(kind, value) : der(UTF8_STRING, text(new String(value, charset))));
    return out.toByteArray();
  }

  private static byte[] text(String value) {
    StringBuilder text = new StringBuilder();
    String single = BLANKS.matcher(value).replaceAll(" ").replaceAll("^ | $", "");
    single.chars().map(c -> c >= 'A' && c <= 'Z' ? c + 32 : c).forEach(c -> text.append((char) c));
    return text.toString().getBytes(StandardCharsets.UTF_8);
  }

  /** The next element's content; the buffer then stands behind it. */
  private static ByteBuffer content(ByteBuffer in) {
    in.get();
    int length = in.get() & 0xff;
    if (length > 0x7f) {
      int octets = length & 0x7f;
      length = 0;
      for (int i = 0; i < octets; i++) {
        length = (length << 8) | (in.get() & 0xff);
      }
    }
    ByteBuffer content = in.slice(in.position(), length);
    in.position(in.position() + length);
    return content;
  }

  private static byte[] bytes(ByteBuffer content) {
    byte[] bytes = new byte[content.remaining()];
    content.get(bytes);
    return bytes;
  }

  private static byte[] der(int tag, byte[] content) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(tag);
    int length = content.length;
    if (length < 0x80) {
      out.write(length);
    } else if (length < 0x100) {
      out.write(0x81);
      out.write(length);
    } else {
      out.write(0x82);
      out.write(length >> 8);
      out.write(length);
    }
    out.writeBytes(content);
    return out.toByteArray();
  }
}
