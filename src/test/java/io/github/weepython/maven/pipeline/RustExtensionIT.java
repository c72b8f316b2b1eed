package io.github.weepython.maven.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.weepython.maven.digest.Digest;
import io.github.weepython.maven.output.BuiltImage;
import io.github.weepython.maven.site.TestSources;
import io.github.weepython.maven.spec.Base;
import io.github.weepython.maven.spec.ImageSpec;
import io.github.weepython.maven.spec.RunOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.codehaus.plexus.util.FileUtils;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Extensions in Rust by Debian's rustc, and by its cargo with a crate that the archive brings along
 * as {@code cargo vendor} lays it out. Their backends are their own, since neither maturin nor
 * setuptools-rust is among Debian's wheels; Python's C API is declared by hand.
 */
class RustExtensionIT {
  private static final String COMPUTED =
      "fn computed() -> c_long { vec![\"4\", \"2\"].concat().parse().unwrap_or(0) }\n";

  private static final String SOURCE =
      """
      use std::os::raw::{c_char, c_int, c_long, c_void};
      use std::ptr::null_mut;

      #[repr(C)]
      struct Method {
          name: *const c_char,
          call: Option<unsafe extern "C" fn(*mut c_void, *mut c_void) -> *mut c_void>,
          flags: c_int,
          doc: *const c_char,
      }

      // PyModuleDef of a Python with the global interpreter lock: PyObject_HEAD has two words.
      #[repr(C)]
      struct Module {
          references: isize,
          of: *mut c_void,
          init: *mut c_void,
          index: isize,
          copy: *mut c_void,
          name: *const c_char,
          doc: *const c_char,
          size: isize,
          methods: *mut Method,
          rest: [*mut c_void; 4],
      }

      extern "C" {
          fn PyLong_FromLong(value: c_long) -> *mut c_void;
          fn PyModule_Create2(module: *mut Module, version: c_int) -> *mut c_void;
      }

      unsafe extern "C" fn answer(_of: *mut c_void, _none: *mut c_void) -> *mut c_void {
          PyLong_FromLong(computed())
      }

      #[no_mangle]
      pub unsafe extern "C" fn PyInit_ferrous() -> *mut c_void {
          let methods = Box::leak(Box::new([
              Method { name: "answer\\0".as_ptr() as _, call: Some(answer), flags: 4, doc: null_mut() },
              Method { name: null_mut(), call: None, flags: 0, doc: null_mut() },
          ]));
          let module = Box::leak(Box::new(Module {
              references: 1, of: null_mut(), init: null_mut(), index: 0, copy: null_mut(),
              name: "ferrous\\0".as_ptr() as _, doc: null_mut(), size: -1,
              methods: methods.as_mut_ptr(), rest: [null_mut(); 4],
          }));
          PyModule_Create2(module, 1013)
      }
      """;

  private static final String BACKEND =
      """
      import base64, hashlib, os, subprocess, sysconfig, zipfile


      def build_wheel(wheel_directory, config_settings=None, metadata_directory=None):
          module = "ferrous" + sysconfig.get_config_var("EXT_SUFFIX")
          if os.path.exists("Cargo.toml"):
              subprocess.check_call(["cargo", "build", "--release", "--locked", "--offline"])
              os.rename("target/release/libferrous.so", module)
          else:
              subprocess.check_call(["rustc", "--edition", "2021", "--crate-type", "cdylib", "-C", "opt-level=2",
                                     "-C", "strip=symbols", "-C", "link-arg=-static-libgcc", "-o", module, "ferrous.rs"])
          tag = "cp313-cp313-linux_" + os.uname()[4]
          info = "ferrous-1.0.dist-info/"
          files = {
              module: open(module, "rb").read(),
              info + "METADATA": b"Metadata-Version: 2.1\\nName: ferrous\\nVersion: 1.0\\n",
              info + "WHEEL": ("Wheel-Version: 1.0\\nGenerator: own\\nRoot-Is-Purelib: false\\nTag: %s\\n" % tag).encode(),
          }
          record = ""
          for name, data in files.items():
              hash = base64.urlsafe_b64encode(hashlib.sha256(data).digest()).rstrip(b"=").decode()
              record += "%s,sha256=%s,%d\\n" % (name, hash, len(data))
          files[info + "RECORD"] = (record + info + "RECORD,,\\n").encode()
          name = "ferrous-1.0-%s.whl" % tag
          with zipfile.ZipFile(os.path.join(wheel_directory, name), "w") as wheel:
              for path, data in files.items():
                  wheel.writestr(path, data)
          return name
      """;

  /** As {@code cargo vendor} says to write it, and what links without a library of gcc's. */
  private static final String CARGO_CONFIG =
      """
      [source.crates-io]
      replace-with = "vendored-sources"
      [source.vendored-sources]
      directory = "vendor"
      [build]
      rustflags = ["-C", "link-arg=-static-libgcc"]
      """;

  private static final String CARGO =
      """
      [package]
      name = "crated"
      version = "1.0.0"
      edition = "2021"
      [lib]
      crate-type = ["cdylib"]
      [dependencies]
      sixfold = "7"
      [profile.release]
      strip = true
      """;

  private static final String CARGO_LOCK =
      """
      version = 3

      [[package]]
      name = "crated"
      version = "1.0.0"
      dependencies = ["sixfold"]

      [[package]]
      name = "sixfold"
      version = "7.0.1"
      source = "registry+https://github.com/rust-lang/crates.io-index"
      checksum = "%s"
      """;

  private static final String ASK =
      "import crated, ferrous, sys; sys.exit(0 if ferrous.answer() == crated.answer() == 42 else 1)";

  private static final String PROJECT =
      "[build-system]\nrequires = []\nbuild-backend = \"own\"\nbackend-path = [\"build\"]\n";

  @TempDir Path dir;

  private void ferrous() throws IOException {
    TestSources.make(
        dir.resolve("house"),
        "ferrous",
        "1.0",
        Map.of(
            "pyproject.toml", PROJECT, "build/own.py", BACKEND, "ferrous.rs", SOURCE + COMPUTED));
  }

  private void crated() throws IOException {
    String crate = "pub fn sixfold(n: i64) -> i64 { 6 * n }\n";
    String manifest = "[package]\nname = \"sixfold\"\nversion = \"7.0.1\"\nedition = \"2021\"\n";
    String computed = "fn computed() -> c_long { sixfold::sixfold(7) as c_long }\n";
    String sum = "5".repeat(64);
    String sums =
        "{\"files\": {\"Cargo.toml\": \"%s\", \"src/lib.rs\": \"%s\"}, \"package\": \"%s\"}"
            .formatted(Digest.of(manifest).hex(), Digest.of(crate).hex(), sum);
    TestSources.make(
        dir.resolve("house"),
        "crated",
        "1.0",
        Map.of(
            "pyproject.toml", PROJECT,
            "build/own.py", BACKEND.replace("ferrous", "crated"),
            "Cargo.toml", CARGO,
            "Cargo.lock", CARGO_LOCK.formatted(sum),
            ".cargo/config.toml", CARGO_CONFIG,
            "src/lib.rs", SOURCE.replace("ferrous", "crated") + computed,
            "vendor/sixfold/Cargo.toml", manifest,
            "vendor/sixfold/src/lib.rs", crate,
            "vendor/sixfold/.cargo-checksum.json", sums));
  }

  @Test
  void areBuiltByDebiansRustcAndCargoAndRunOnBothBases() throws Exception {
    ferrous();
    crated();
    ImageSpec spec =
        SourceArchivesIT.spec(
            List.of(),
            SourceArchivesIT.site(dir, "ferrous==1.0\ncrated==1.0\n", List.of("rustc", "cargo")));

    try (Pipeline pipeline = Rig.pipeline()) {
      List<BuiltImage> images = pipeline.build(spec, dir.resolve("out"));
      assertThat(images)
          .extracting(BuiltImage::base)
          .containsExactlyInAnyOrder(Base.DISTROLESS, Base.DEBIAN);
      for (BuiltImage image : images) {
        RunOptions ask =
            new RunOptions(
                Map.of(), List.of("python3"), List.of("-c", ASK), List.of(), true, false);
        assertThat(pipeline.run(spec, image, ask)).isZero();
      }
      Path built = builtWheel();
      Digest before = Digest.of(built);
      FileUtils.deleteDirectory(built.getParent().getParent().toFile());
      assertThat(built).doesNotExist();

      assertThat(pipeline.build(spec, dir.resolve("again")))
          .extracting(BuiltImage::digest)
          .isEqualTo(images.stream().map(BuiltImage::digest).toList());
      assertThat(Digest.of(builtWheel())).isEqualTo(before);
    }
  }

  /** The newest in the cache, which may have those of other runs. */
  private static Path builtWheel() throws IOException {
    try (Stream<Path> files = Files.walk(Rig.here().cache().resolve("wheel"), 3)) {
      return files
          .filter(file -> file.getFileName().toString().matches("crated-1\\.0-.*\\.whl"))
          .max(Comparator.comparing(file -> file.toFile().lastModified()))
          .orElseThrow();
    }
  }
}
