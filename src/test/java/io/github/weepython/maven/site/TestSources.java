package io.github.weepython.maven.site;

import io.github.weepython.maven.archive.Content;
import io.github.weepython.maven.archive.Entry;
import io.github.weepython.maven.archive.FileTree;
import io.github.weepython.maven.archive.TarWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPOutputStream;

/** Makes source archives (PEP 625). */
public final class TestSources {
  /** A backend in the sources, which makes a wheel of a module that stands beside it. */
  public static final String BACKEND =
      """
      import base64, hashlib, zipfile


      def build_wheel(wheel_directory, config_settings=None, metadata_directory=None):
          info = NAME + "-" + VERSION + ".dist-info/"
          files = {
              NAME + ".py": open(NAME + ".py").read(),
              info + "METADATA": "Metadata-Version: 2.1\\nName: %s\\nVersion: %s\\n" % (NAME, VERSION),
              info + "WHEEL": "Wheel-Version: 1.0\\nGenerator: own\\nRoot-Is-Purelib: true\\nTag: py3-none-any\\n",
          }
          record = ""
          for name, text in files.items():
              digest = hashlib.sha256(text.encode()).digest()
              hash = base64.urlsafe_b64encode(digest).rstrip(b"=").decode()
              record += "%s,sha256=%s,%d\\n" % (name, hash, len(text.encode()))
          files[info + "RECORD"] = record + info + "RECORD,,\\n"
          name = "%s-%s-%s.whl" % (NAME, VERSION, TAG)
          with zipfile.ZipFile(wheel_directory + "/" + name, "w") as wheel:
              for path, text in files.items():
                  wheel.writestr(path, text)
          return name
      """;

  private TestSources() {}

  /** An archive with these files below its one folder. */
  public static Path make(Path folder, String name, String version, Map<String, String> files)
      throws IOException {
    FileTree tree = new FileTree();
    String top = name + "-" + version + "/";
    Map<String, String> all = new TreeMap<>(files);
    all.putIfAbsent(
        "PKG-INFO", "Metadata-Version: 2.1\nName: %s\nVersion: %s\n".formatted(name, version));
    all.forEach(
        (path, text) ->
            tree.put(
                Entry.file(top + path, 0644, Content.of(text.getBytes(StandardCharsets.UTF_8)))));
    Files.createDirectories(folder);
    Path archive = folder.resolve(name + "-" + version + ".tar.gz");
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(archive))) {
      new TarWriter(Entry.TIMELESS).write(tree, out);
    }
    return archive;
  }

  /**
   * A module built by a backend of its own sources.
   *
   * @param before what the backend does first
   */
  public static Path own(Path folder, String name, String version, String before)
      throws IOException {
    return make(
        folder,
        name,
        version,
        Map.of(
            "pyproject.toml",
            "[build-system]\nrequires = []\nbuild-backend = \"own\"\nbackend-path = [\"build\"]\n",
            "build/own.py",
            "NAME, VERSION, TAG = '%s', '%s', 'py3-none-any'\n%s\n%s"
                .formatted(name, version, before, BACKEND),
            name + ".py",
            "ANSWER = 42\n"));
  }

  /** A module in C, or C++ where its source is called so, built by setuptools. */
  public static Path extension(
      Path folder, String name, String version, String source, String arguments)
      throws IOException {
    return make(
        folder,
        name,
        version,
        Map.of(
            "pyproject.toml",
            "[build-system]\nrequires = [\"setuptools>=61\"]\n"
                + "build-backend = \"setuptools.build_meta\"\n",
            "setup.py",
            "from setuptools import Extension, setup\n"
                + "setup(name='%s', version='%s', ext_modules=[Extension('%s', ['%s']%s)])\n"
                    .formatted(name, version, name, source, arguments),
            source,
            code(name, !source.endsWith(".c"))));
  }

  /** A module {@code name} with the function {@code answer}. */
  private static String code(String name, boolean plusPlus) {
    return """
    %s
    #include <Python.h>
    static PyObject *answer(PyObject *self, PyObject *none) { %s }
    static PyMethodDef methods[] = {{"answer", answer, METH_NOARGS, 0}, {0, 0, 0, 0}};
    static struct PyModuleDef module = {PyModuleDef_HEAD_INIT, "%s", 0, -1, methods, 0, 0, 0, 0};
    PyMODINIT_FUNC PyInit_%s(void) { return PyModule_Create(&module); }
    """
        .formatted(
            plusPlus ? "#include <string>" : "",
            plusPlus
                ? "return PyLong_FromLong(std::stol(std::string(\"4\") + \"2\"));"
                : "return PyLong_FromLong(42);",
            name,
            name);
  }
}
