package io.github.weepython.maven.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class ByteSizeTest {
  @Test
  void readsBytesAndUnitsOfBothKinds() {
    assertThat(ByteSize.parse("maxSize", "17000000").bytes()).isEqualTo(17_000_000);
    assertThat(ByteSize.parse("maxSize", "16.5MB").bytes()).isEqualTo(16_500_000);
    assertThat(ByteSize.parse("maxSize", "40 MiB").bytes()).isEqualTo(40L << 20);
  }

  @Test
  void refusesWhatNoNumberOfBytesIs() {
    assertThatThrownBy(() -> ByteSize.parse("<maxSize> or -Dwee.maxSize", "99999999999GB"))
        .isInstanceOf(SpecException.class)
        .hasMessage(
            "<maxSize> or -Dwee.maxSize is '99999999999GB', which is more than any file system"
                + " holds; expected a size such as 16.5MB or 40MiB.");
  }

  @Test
  void saysWhatASizeLooksLike() {
    assertThatThrownBy(() -> ByteSize.parse("<maxSize> or -Dwee.maxSize", "small"))
        .isInstanceOf(SpecException.class)
        .hasMessage(
            "<maxSize> or -Dwee.maxSize is 'small'; expected a size such as 16.5MB or 40MiB.");
  }
}
