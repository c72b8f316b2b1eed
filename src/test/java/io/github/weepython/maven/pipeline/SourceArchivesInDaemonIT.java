package io.github.weepython.maven.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.weepython.maven.image.LayerJson;
import io.github.weepython.maven.output.BuiltImage;
import io.github.weepython.maven.progress.Progress;
import io.github.weepython.maven.publish.Tool;
import io.github.weepython.maven.sandbox.docker.DaemonRig;
import io.github.weepython.maven.site.TestSources;
import io.github.weepython.maven.spec.CompilerSettings;
import io.github.weepython.maven.spec.CompilerSettings.Place;
import io.github.weepython.maven.spec.ImageSpec;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Source archives are built, and their wheels installed, in a real dockerd as in namespaces. */
class SourceArchivesInDaemonIT {
  /** What is brought along beside layers that no wheel is in. */
  private static final List<String> KINDS =
      List.of("download", "fresh", "fresh-address", "lock", "build-root", "install-tree");

  private static final Set<String> LAYERS =
      Set.of("base", "interpreter", "standard library", "library cache");

  @RegisterExtension static final DaemonRig RIG = new DaemonRig();

  @TempDir Path dir;

  @Test
  void namespacesAndADaemonMakeTheSameImagesEachTime() throws Exception {
    TestSources.extension(dir.resolve("house"), "plus", "1.0", "plus.cc", "");
    TestSources.extension(dir.resolve("house"), "inc", "1.0", "inc.c", "");
    TestSources.own(dir.resolve("house"), "flat", "2.0", "");
    ImageSpec spec =
        SourceArchivesIT.spec(
            List.of("libstdc++6"),
            SourceArchivesIT.site(dir, "plus==1.0\ninc==1.0\nflat==2.0\n", List.of()));
    // The interpreter and the roots are there afterwards, so that a cache can bring them.
    Rig.pipeline().build(spec, dir.resolve("shared"));

    List<String> here = digests(spec, Place.NAMESPACES, "namespaces");
    assertThat(here).hasSize(2);
    assertThat(digests(spec, Place.DOCKER, "daemon")).isEqualTo(here);
    assertThat(digests(spec, Place.DOCKER, "again")).isEqualTo(here);
  }

  /** Of the images of both bases, made in a cache of their own. */
  private List<String> digests(ImageSpec spec, Place place, String name) throws Exception {
    Path cache = Files.createDirectories(dir.resolve(name + "/cache"));
    Path shared = Rig.here().cache();
    for (String kind : KINDS) {
      Tool.run("cp", "-al", shared.resolve(kind).toString(), cache.toString());
    }
    Path layers = Files.createDirectories(cache.resolve("layer"));
    try (Stream<Path> all = Files.list(shared.resolve("layer"))) {
      for (Path layer : all.toList()) {
        Path json = layer.resolve("data/layer.json");
        if (LAYERS.contains(LayerJson.read(json, layer.resolve("data/blob")).title())) {
          Tool.run("cp", "-al", layer.toString(), layers.toString());
        }
      }
    }
    CompilerSettings compiling = new CompilerSettings(place, CompilerSettings.Limits.NONE);
    Environment environment =
        Rig.environment(cache, dir, Map.of("DOCKER_HOST", RIG.docker().tcp()), compiling);
    try (Pipeline pipeline = new Pipeline(environment, Progress.NONE, InstantSource.system())) {
      List<BuiltImage> images = pipeline.build(spec, dir.resolve(name + "/out"));
      assertThat(cache.resolve("wheel")).isNotEmptyDirectory();
      return images.stream().map(image -> image.digest().oci()).toList();
    }
  }
}
