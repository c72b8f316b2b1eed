package io.github.weepython.maven.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.weepython.maven.daemon.DockerDaemon;
import io.github.weepython.maven.debian.archive.HostMirrors;
import io.github.weepython.maven.debian.archive.Mirrors;
import io.github.weepython.maven.image.Layer;
import io.github.weepython.maven.prune.PruneList;
import io.github.weepython.maven.spec.Base;
import io.github.weepython.maven.spec.PackageSelection;
import io.github.weepython.maven.spec.Specs;
import io.github.weepython.maven.spec.Suite;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The Debian base in a real daemon, with packages from the host's mirror. */
class DebianBaseIT {
  private static final String INSTALL =
      """
      set -e
      sed -i 's,%s,%s,;s,%s,%s,' /etc/apt/sources.list.d/debian.sources
      echo "problems: [$(dpkg --audit)]"
      dpkg -V | sed 's/^/verified: /'
      apt-get update
      apt-get install -y curl
      curl --version
      apt-get check
      useradd --create-home someone
      su someone -c 'cd && pwd'
      echo "problems afterwards: [$(dpkg --audit)]"
      echo "documents: [$(find /usr/share/doc/curl -type f ! -name copyright)]"
      """;

  @ParameterizedTest
  @CsvSource({"2.7.18,BULLSEYE", "3.11.2,BOOKWORM", "3.13.5,TRIXIE"})
  void installsFurtherPackages(String python, Suite suite, @TempDir Path dir) throws Exception {
    Layer layer =
        Rig.pipeline().base(Specs.here(python, suite, PackageSelection.NONE), Base.DEBIAN);
    try (DockerDaemon daemon = DockerDaemon.start(dir)) {
      daemon.docker("import", layer.blob().toString(), "base");
      String said =
          daemon.docker("run", "--rm", "--network", "host", "base", "/bin/sh", "-c", script());
      assertThat(said)
          .contains("problems: []")
          .contains("Setting up curl")
          .contains("libcurl/")
          .contains("/home/someone")
          .contains("problems afterwards: []")
          .contains("documents: []");
      Predicate<String> pruned = PruneList.of(Base.DEBIAN, Set.of()).pruned();
      List<String> changed =
          said.lines()
              .filter(line -> line.startsWith("verified: "))
              .filter(line -> !pruned.test(merged(line.replaceFirst(".*\\s/", ""))))
              .toList();
      assertThat(changed).isEmpty();
    }
  }

  private static String merged(String path) {
    return path.matches("(bin|sbin|lib)/.*") ? "usr/" + path : path;
  }

  private static String script() {
    Mirrors host = HostMirrors.ofHost(Path.of("/etc"));
    return INSTALL.formatted(
        Mirrors.DEFAULT.main().get(0),
        host.main().get(0),
        Mirrors.DEFAULT.security().get(0),
        host.security().get(0));
  }
}
