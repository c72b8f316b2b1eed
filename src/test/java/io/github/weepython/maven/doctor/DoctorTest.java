package io.github.weepython.maven.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.weepython.maven.spec.SpecException;
import java.io.UncheckedIOException;
import java.nio.file.NoSuchFileException;
import java.util.List;
import org.junit.jupiter.api.Test;

class DoctorTest {
  @Test
  void aLookThatFailsIsAFinding() {
    List<Diagnostic> refused =
        Doctor.looked(
            "Network",
            () -> {
              throw new SpecException("<debianKeyring> is none.");
            });
    assertThat(refused).extracting(Diagnostic::topic).containsExactly("Network");
    assertThat(refused).extracting(Diagnostic::verdict).containsExactly(Diagnostic.Verdict.WARNING);
    assertThat(refused.get(0).found()).contains("<debianKeyring> is none.");

    List<Diagnostic> unread =
        Doctor.looked(
            "Cache",
            () -> {
              throw new UncheckedIOException(new NoSuchFileException("/gone"));
            });
    assertThat(unread.get(0).found()).contains("/gone: no such file or folder");
  }
}
