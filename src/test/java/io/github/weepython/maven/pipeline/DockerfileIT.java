package io.github.weepython.maven.pipeline;

import static io.github.weepython.maven.Jackson.JSON;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.type.TypeReference;
import io.github.weepython.maven.archive.Entry;
import io.github.weepython.maven.archive.FileTree;
import io.github.weepython.maven.archive.TarWriter;
import io.github.weepython.maven.archive.TreeReader;
import io.github.weepython.maven.daemon.DockerDaemon;
import io.github.weepython.maven.debian.archive.HostMirrors;
import io.github.weepython.maven.inputs.Lock;
import io.github.weepython.maven.metadata.Metadata;
import io.github.weepython.maven.progress.Progress;
import io.github.weepython.maven.spec.Base;
import io.github.weepython.maven.spec.CompilerSettings;
import io.github.weepython.maven.spec.Contents;
import io.github.weepython.maven.spec.FileCopy;
import io.github.weepython.maven.spec.Flavour;
import io.github.weepython.maven.spec.ImageSpec;
import io.github.weepython.maven.spec.PackageSelection;
import io.github.weepython.maven.spec.Specs;
import io.github.weepython.maven.spec.Suite;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The Dockerfile of wee:dockerfile, built in a real daemon and looked at from within. Its first
 * stage, the compile, is replaced by the same interpreter from the cache, and Docker's image of
 * Debian by wee's own base.
 */
class DockerfileIT {
  private static final String BASE_STAGE = "FROM debian:trixie AS base";

  /**
   * Replaced modules, libraries by name, what stands for libpython, and a home that is not root's.
   */
  private static final String LOOK =
      "import pip._internal.commands.hash, ctypes.util, glob, os, sysconfig;"
          + "print(ctypes.util.find_library('c'));"
          + "print([os.path.basename(each) for each in"
          + " glob.glob(sysconfig.get_config_var('LIBPL') + '/*.a')]);"
          + "print(os.stat('/home/nonroot').st_uid)";

  @Test
  void makesABaseInWhichEveryCheckPasses(@TempDir Path dir) throws Exception {
    ImageSpec spec = spec(dir);
    assertThat(spec.bases().get(0)).isEqualTo(Base.DISTROLESS);
    Path context = Files.createDirectory(dir.resolve("context"));
    Path written =
        new Dockerfiles(environment(), Progress.NONE, InstantSource.system()).write(spec, context);
    interpreter(Rig.pipeline().helper(spec, dir), context.resolve("interpreter.tar"));
    Files.writeString(written, withoutCompiling(Files.readString(written)));
    try (DockerDaemon daemon = DockerDaemon.start(dir)) {
      Path debian = Rig.pipeline().base(spec, Base.DEBIAN).blob();
      daemon.docker("import", debian.toString(), "debian:trixie");
      daemon.docker("build", "--network", "host", "-t", "built", context.toString());
      assertThat(checks(daemon))
          .contains("##wee done", "certificates of authorities\tpassed")
          .doesNotContain("\tfailed\t");
      assertThat(daemon.docker("run", "--rm", "built", "python", "-c", LOOK))
          .isEqualTo("replaced\nlibc.so.6\n['libpython3.13.a']\n65532");
      String labels =
          daemon.docker("inspect", "--format", "{{json .Config.Labels}}", "built").strip();
      assertThat(JSON.readValue(labels, new TypeReference<Map<String, String>>() {}))
          .isEqualTo(labels(spec));
    }
  }

  /** With a file over a module of pip's, which none of the checks imports. */
  private static ImageSpec spec(Path dir) throws IOException {
    Path module = Files.writeString(dir.resolve("hash.py"), "print('replaced')\n");
    FileCopy copy =
        FileCopy.parse(
            module,
            "/usr/local/lib/python3.13/site-packages/pip/_internal/commands/hash.py",
            "0",
            Optional.of("0644"));
    Contents plain = Contents.DEFAULT;
    return Specs.holding(
        Specs.here("3.13.5", Suite.TRIXIE, PackageSelection.NONE),
        new Contents(
            true,
            plain.stdlib(),
            plain.site(),
            plain.layout(),
            List.of(copy),
            plain.compression(),
            plain.maxSize(),
            plain.optionalLibraries()));
  }

  /** As the image that wee builds has them. */
  private static Map<String, String> labels(ImageSpec spec) {
    try (Pipeline pipeline = Rig.pipeline()) {
      Flavour flavour = spec.flavours().get(0);
      Lock lock = pipeline.plan(spec, flavour).lock();
      return Metadata.labels(spec, flavour, Base.DISTROLESS, pipeline.patched(spec, lock));
    }
  }

  private static Environment environment() {
    return Rig.environment(
        Path.of(
            System.getenv()
                .getOrDefault("XDG_CACHE_HOME", System.getProperty("user.home") + "/.cache"),
            "wee"),
        Path.of(System.getProperty("user.home")),
        System.getenv(),
        CompilerSettings.DEFAULT);
  }

  private static void interpreter(Path installed, Path tar) throws Exception {
    FileTree tree = new FileTree();
    for (Entry entry : TreeReader.read(installed).entries()) {
      if (entry.path().startsWith("local/")) {
        tree.put(entry.moved(path -> "usr/" + path));
      } else if (entry.path().startsWith("pip/")) {
        tree.put(entry.moved(path -> "wee/out/" + path.substring("pip/".length())));
      }
    }
    try (OutputStream out = Files.newOutputStream(tar)) {
      new TarWriter(Entry.TIMELESS).write(tree, out);
    }
  }

  /** With the interpreter as it is, and Debian's archive as this machine reaches it. */
  private static String withoutCompiling(String dockerfile) {
    String mirror = HostMirrors.ofHost(Path.of("/etc")).main().get(0).toString();
    String there =
        "RUN sed -i 's,^URIs: .*/debian$,URIs: %s,' /etc/apt/sources.list.d/debian.sources\n"
            .formatted(mirror.replaceFirst("/$", ""));
    return "FROM scratch AS build\nADD interpreter.tar /\n"
        + dockerfile
            .substring(dockerfile.indexOf(BASE_STAGE))
            .replace(BASE_STAGE + "\n", BASE_STAGE + "\n" + there);
  }

  private static String checks(DockerDaemon daemon) throws Exception {
    String templates = Path.of("templates/verify").toAbsolutePath().toString();
    return daemon.docker(
        "run",
        "--rm",
        "--network",
        "none",
        "-v",
        templates + ":/wee:ro",
        "-v",
        "/out",
        "built",
        "python",
        "-c",
        "import runpy, sys; open('/out/e', 'w').write("
            + "open('/wee/elsewhere.list').read() + open('/wee/gdbm.list').read());"
            + "sys.argv = ['verify.py', '/out/e', '/out'];"
            + "runpy.run_path('/wee/verify.py', run_name='__main__')");
  }
}
