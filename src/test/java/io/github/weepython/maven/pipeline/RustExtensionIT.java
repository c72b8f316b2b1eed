package io.github.weepython.maven.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.weepython.maven.output.BuiltImage;
import io.github.weepython.maven.site.TestSources;
import io.github.weepython.maven.spec.Base;
import io.github.weepython.maven.spec.ImageSpec;
import io.github.weepython.maven.spec.RunOptions;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * An extension in Rust by Debian's rustc. Its backend is its own and calls rustc, since neither
 * maturin nor setuptools-rust is among Debian's wheels; Python's C API is declared by hand.
 */
class RustExtensionIT {
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
          let text: String = vec!["4", "2"].concat();
          PyLong_FromLong(text.parse().unwrap_or(0))
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

  private static final String ASK =
      "import ferrous, sys; sys.exit(0 if ferrous.answer() == 42 else 1)";

  @TempDir Path dir;

  @Test
  void isBuiltByDebiansRustcAndRunsOnBothBases() throws Exception {
    TestSources.make(
        dir.resolve("house"),
        "ferrous",
        "1.0",
        Map.of(
            "pyproject.toml",
            "[build-system]\nrequires = []\nbuild-backend = \"own\"\nbackend-path = [\"build\"]\n",
            "build/own.py",
            BACKEND,
            "ferrous.rs",
            SOURCE));
    ImageSpec spec =
        SourceArchivesIT.spec(
            List.of(), SourceArchivesIT.site(dir, "ferrous==1.0\n", List.of("rustc")));

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
    }
  }
}
