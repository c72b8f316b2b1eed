package io.github.weepython.maven.inputs;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.weepython.maven.spec.PythonVersion;
import io.github.weepython.maven.templates.Templates;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PackageListsTest {
  @ParameterizedTest
  @CsvSource({"2.7.18,false", "3.13.5,false", "3.14.0rc1,true", "3.15.2,true"})
  void haveWhatOnlyNewerPythonsWrapForThoseAlone(String python, boolean zstd) {
    List<String> list = Templates.list("packages/trixie/build-root.list");
    assertThat(list).contains("python>=3.14: libzstd-dev");

    List<String> names = PackageLists.of(list, PythonVersion.parse(python));

    assertThat(names).contains("gcc", "libexpat1-dev").noneMatch(name -> name.contains(" "));
    assertThat(names.contains("libzstd-dev")).isEqualTo(zstd);
  }
}
