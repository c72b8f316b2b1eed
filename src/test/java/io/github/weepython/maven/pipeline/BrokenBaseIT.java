package io.github.weepython.maven.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.weepython.maven.OwnCache;
import io.github.weepython.maven.PythonProject;
import java.io.File;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * What is wrong with a base is told at once, and ends what the interpreter has come to beside it:
 * whether that is the compile yet depends on the machine.
 */
class BrokenBaseIT {
  @Test
  void endsTheCompile() throws Exception {
    PythonProject project = PythonProject.in("broken-base");
    File cache = OwnCache.uncompiled(project.basedir());
    String said =
        project
            .maven(
                "broken",
                Map.of("XDG_CACHE_HOME", cache.getPath()),
                "package",
                "-Dwee.compiler=namespaces",
                "-Dwee.user=unheardof")
            .failure();

    assertThat(said).contains("<user> or -Dwee.user names 'unheardof'");
    // Else Maven would have waited for the compile, and found the tree in the cache.
    assertThat(new File(cache, "wee/install-tree")).doesNotExist();
    assertThat(new File(cache, "wee/tmp").list()).isEmpty();
  }
}
