package io.github.weepython.maven.inputs;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.weepython.maven.spec.Gdbm;
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

    List<String> names = PackageLists.of(list, PythonVersion.parse(python), Gdbm.NONE);

    assertThat(names).contains("gcc", "libexpat1-dev").noneMatch(name -> name.contains(" "));
    assertThat(names.contains("libzstd-dev")).isEqualTo(zstd);
  }

  @ParameterizedTest
  @CsvSource({"trixie,t64", "bookworm,''", "bullseye,''"})
  void haveGdbmOnlyForThoseWhoAcceptItsLicence(String suite, String end) {
    PythonVersion python = PythonVersion.parse("3.13.5");
    for (String base : List.of("distroless", "debian")) {
      List<String> list = Templates.list("packages/" + suite + "/" + base + ".list");
      assertThat(PackageLists.of(list, python, Gdbm.NONE))
          .contains("media-types")
          .noneMatch(name -> name.contains("gdbm"));
      assertThat(PackageLists.of(list, python, Gdbm.ACCEPTED))
          .contains("libgdbm6" + end, "libgdbm-compat4" + end);
    }
    List<String> buildRoot = Templates.list("packages/" + suite + "/build-root.list");
    assertThat(PackageLists.of(buildRoot, python, Gdbm.ACCEPTED))
        .contains("libgdbm-dev", "libgdbm-compat-dev");
  }
}
