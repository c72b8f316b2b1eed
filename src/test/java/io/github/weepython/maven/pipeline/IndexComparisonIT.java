package io.github.weepython.maven.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.weepython.maven.archive.Entry;
import io.github.weepython.maven.archive.TarReader;
import io.github.weepython.maven.archive.TreeReader;
import io.github.weepython.maven.digest.Digest;
import io.github.weepython.maven.image.Layer;
import io.github.weepython.maven.output.BuiltImage;
import io.github.weepython.maven.output.PlatformImage;
import io.github.weepython.maven.site.SimpleIndexServer;
import io.github.weepython.maven.site.SimpleIndexServer.Form;
import io.github.weepython.maven.spec.Base;
import io.github.weepython.maven.spec.ByteSize;
import io.github.weepython.maven.spec.Compression;
import io.github.weepython.maven.spec.Contents;
import io.github.weepython.maven.spec.ImageName;
import io.github.weepython.maven.spec.ImageSpec;
import io.github.weepython.maven.spec.Mount;
import io.github.weepython.maven.spec.OptionalLibraries;
import io.github.weepython.maven.spec.PackageSelection;
import io.github.weepython.maven.spec.RunOptions;
import io.github.weepython.maven.spec.Site;
import io.github.weepython.maven.spec.SiteBuild;
import io.github.weepython.maven.spec.SiteIndex;
import io.github.weepython.maven.spec.SiteLayout;
import io.github.weepython.maven.spec.Specs;
import io.github.weepython.maven.spec.Stdlib;
import io.github.weepython.maven.spec.Suite;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Ten projects from an index, by wee and by the pip that CPython brings along, which resolves,
 * chooses, compares and downloads by itself: what both install is the same, file by file.
 *
 * <p>Left out is bytecode, which pip is told not to write. Of RECORD only the line ends differ: pip
 * writes those of Python's csv module, and wee, which rewrites it after pruning, plain ones.
 */
class IndexComparisonIT {
  private static final String PLACE = "usr/local/lib/python3.13/site-packages/";

  /** Under the size of the project that is to have a layer of its own. */
  private static final ByteSize LARGE = new ByteSize(1_000_000);

  /** As a user would, once for each index and root that the arguments name. */
  private static final String EACH =
      """
      import os, subprocess, sys
      os.umask(0o022)
      for index, root in zip(sys.argv[1::2], sys.argv[2::2]):
          subprocess.check_call([
              sys.executable, "-m", "pip", "install", "--quiet", "--index-url", index, "--root", root,
              "--require-hashes", "-r", "/wanted/requirements.txt", "--no-compile", "--no-cache-dir",
              "--no-warn-script-location", "--disable-pip-version-check", "--root-user-action", "ignore"])
      """;

  @TempDir Path dir;
  private Path house;
  private TenProjects projects;
  private ImageSpec plain;

  @BeforeEach
  void makeWheels() throws Exception {
    house = Files.createDirectory(dir.resolve("house"));
    plain =
        Specs.named(
            Specs.here("3.13.5", Suite.TRIXIE, PackageSelection.NONE),
            ImageName.parse("example/ten"),
            List.of(Base.DISTROLESS));
    projects = new TenProjects(house, plain.platform().architecture().machine());
  }

  @Test
  void aSiteIsWhatPipInstallsFromTheSameIndex() throws Exception {
    Path wanted = Files.writeString(dir.resolve("requirements.txt"), projects.requirements());
    try (SimpleIndexServer html = SimpleIndexServer.start(house, Form.HTML);
        SimpleIndexServer json = SimpleIndexServer.start(house, Form.JSON)) {
      runPip(wanted, Map.of("json", json, "html", html));
      Map<String, String> pips = tree(dir.resolve("out-of-pip/json"));
      assertShapes(pips);
      assertThat(tree(dir.resolve("out-of-pip/html"))).isEqualTo(pips);

      Path lock = Files.writeString(dir.resolve("pylock.toml"), projects.lock(html));
      for (Site site : List.of(site(wanted, html), site(wanted, json), site(lock))) {
        Map<String, String> wees = wees(site);
        assertThat(wees.keySet()).isEqualTo(pips.keySet());
        assertThat(wees).isEqualTo(pips);
      }
      assertThat(html.asked()).contains("/simple/acme-one/").noneMatch(p -> p.contains("winonly"));
    }
  }

  /** That pip has done what the projects are there for; else the comparison says nothing. */
  private static void assertShapes(Map<String, String> pips) {
    assertThat(pips.keySet())
        .contains(
            PLACE + "acme/one/__init__.py",
            PLACE + "acme/two/deep/mod.py",
            PLACE + "hook.pth",
            PLACE + "speedups.py",
            PLACE + "posixonly.py",
            PLACE + "large/data.bin",
            PLACE + "fast/_core.cpython-313.so",
            PLACE + "stuff/back\\slash.txt",
            PLACE + "stuff/Case.txt",
            PLACE + "stuff/case.txt",
            PLACE + "stuff-1!1.5.dist-info/sboms/stuff.cdx.json",
            "usr/local/etc/stuff/stuff.ini",
            "usr/local/share/stuff/größe 1,5.txt",
            "usr/local/include/python3.13/stuff/stuff.h",
            "usr/local/bin/tool",
            "usr/local/bin/tool-more",
            "usr/local/bin/tool-window")
        .noneMatch(path -> path.matches(".*(winonly|abi3|slow\\.py|direct_url).*"));
    assertThat(pips.get(PLACE + "native.py")).contains("manylinux_2_17_");
    assertThat(pips.get("usr/local/bin/run")).startsWith("FILE 755").contains("#!/usr/local/bin/");
    assertThat(pips.get(PLACE + "stuff/tool")).startsWith("FILE 755");
    assertThat(pips.get(PLACE + "stuff/link")).startsWith("FILE 644").endsWith("\nempty");
  }

  private static Site site(Path requirements, SimpleIndexServer index) {
    return new Site(
        Optional.empty(),
        Optional.of(requirements),
        List.of(new SiteIndex(index.url())),
        Optional.empty(),
        SiteBuild.NONE);
  }

  private static Site site(Path lock) {
    return new Site(
        Optional.empty(),
        Optional.empty(),
        List.of(),
        Optional.of(new Site.Lock(lock, List.of(), Optional.empty())),
        SiteBuild.NONE);
  }

  private static Contents contents(boolean pip, Optional<Site> site) {
    return new Contents(
        pip,
        Stdlib.SOURCE_PYC,
        site,
        new SiteLayout(List.of(), Optional.empty(), Set.of(), LARGE, SiteLayout.LAYERS),
        List.of(),
        Compression.FAST,
        Optional.empty(),
        OptionalLibraries.NONE);
  }

  /** What the layers of the site have, by its place. */
  private Map<String, String> wees(Site site) throws IOException {
    ImageSpec spec = Specs.holding(plain, contents(false, Optional.of(site)));
    PlatformImage image = Rig.pipeline().build(spec, dir.resolve("out"), Optional.empty()).get(0);
    Map<String, String> files = new TreeMap<>();
    List<String> titles = new ArrayList<>();
    for (Layer layer : image.image().layers()) {
      if (layer.title().startsWith("site")) {
        titles.add(layer.title());
        read(layer, files);
      }
    }
    assertThat(titles).containsExactly("site: large", "site");
    return files;
  }

  private static void read(Layer layer, Map<String, String> files) throws IOException {
    try (InputStream tar = new GZIPInputStream(Files.newInputStream(layer.blob()))) {
      TarReader.read(
          layer.title(),
          tar,
          TarReader.Devices.REFUSE,
          (entry, size, body) -> add(files, entry, body.readAllBytes()));
    }
  }

  /** Has pip install the requirements from each index, in an image that has it. */
  private void runPip(Path requirements, Map<String, SimpleIndexServer> indexes) throws Exception {
    ImageSpec spec = Specs.holding(plain, contents(true, Optional.empty()));
    Path out = Files.createDirectory(dir.resolve("out-of-pip"));
    List<String> command = new ArrayList<>(List.of("-c", EACH));
    indexes.forEach((name, index) -> command.addAll(List.of(index.url() + "", "/out/" + name)));
    try (Pipeline pipeline = Rig.pipeline()) {
      BuiltImage image = pipeline.build(spec, dir.resolve("pip-image")).get(0);
      RunOptions options =
          new RunOptions(
              Map.of("PIP_CONFIG_FILE", "/dev/null", "LC_ALL", "C.UTF-8"),
              List.of("/usr/local/bin/python3"),
              command,
              List.of(new Mount(out, "/out"), new Mount(requirements, "/wanted/requirements.txt")),
              false,
              false);
      assertThat(pipeline.run(spec, image, options)).isZero();
    }
    for (SimpleIndexServer index : indexes.values()) {
      assertThat(index.asked()).contains("/simple/acme-two/");
      index.forget();
    }
  }

  private static Map<String, String> tree(Path root) throws IOException {
    Map<String, String> files = new TreeMap<>();
    for (Entry entry : TreeReader.read(root).entries()) {
      boolean file = entry.type() == Entry.Type.FILE;
      add(files, entry, file ? entry.content().readAll() : new byte[0]);
    }
    return files;
  }

  /** Type, mode, target and content of what is not bytecode. */
  private static void add(Map<String, String> files, Entry entry, byte[] bytes) {
    if (entry.path().matches(".*(/__pycache__|\\.pyc)")) {
      return;
    }
    String text = new String(bytes, StandardCharsets.UTF_8);
    String content =
        entry.path().endsWith("/RECORD")
            ? text.replace("\r\n", "\n")
            : text.length() > 10_000 ? Digest.of(bytes).hex() : text;
    files.put(
        entry.path(), "%s %o %s\n%s".formatted(entry.type(), entry.mode(), entry.link(), content));
  }
}
