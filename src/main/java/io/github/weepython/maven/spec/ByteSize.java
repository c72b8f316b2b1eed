package io.github.weepython.maven.spec;

import io.github.weepython.maven.HumanSize;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A number of bytes as people write it: {@code 16.5MB}, {@code 40 MiB}, {@code 17000000}. */
public record ByteSize(long bytes) {
  private static final Pattern WRITTEN =
      Pattern.compile("(\\d{1,15}(?:\\.\\d{1,6})?) ?(B|kB|KB|MB|GB|KiB|MiB|GiB)?");
  private static final Map<String, Long> UNITS =
      Map.of(
          "B",
          1L,
          "kB",
          1000L,
          "KB",
          1000L,
          "MB",
          1_000_000L,
          "GB",
          1_000_000_000L,
          "KiB",
          1L << 10,
          "MiB",
          1L << 20,
          "GiB",
          1L << 30);

  /**
   * Reads it.
   *
   * @param parameter what messages call it, as {@code <maxSize> or -Dwee.maxSize}
   * @throws SpecException when it is no size
   */
  public static ByteSize parse(String parameter, String text) {
    Matcher matcher = WRITTEN.matcher(text.strip());
    if (!matcher.matches()) {
      throw new SpecException(
          "%s is '%s'; expected a size such as 16.5MB or 40MiB.".formatted(parameter, text));
    }
    String unit = matcher.group(2) == null ? "B" : matcher.group(2);
    BigDecimal bytes =
        new BigDecimal(matcher.group(1)).multiply(BigDecimal.valueOf(UNITS.getOrDefault(unit, 1L)));
    if (bytes.compareTo(BigDecimal.valueOf(Long.MAX_VALUE)) > 0) {
      throw new SpecException(
          "%s is '%s', which is more than any file system holds; expected a size such as 16.5MB or 40MiB."
              .formatted(parameter, text));
    }
    return new ByteSize(bytes.setScale(0, RoundingMode.DOWN).longValueExact());
  }

  /** In megabytes of a million bytes. */
  @Override
  public String toString() {
    return HumanSize.preciseMegabytes(bytes);
  }
}
