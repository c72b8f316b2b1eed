package io.github.weepython.maven.source;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.weepython.maven.archive.Content;
import io.github.weepython.maven.archive.Entry;
import io.github.weepython.maven.archive.FileTree;
import io.github.weepython.maven.archive.TarWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigureOptionsTest {
  /** As autoconf 2.71 writes it into CPython 3.13.5's. */
  private static final String CONFIGURE =
      """
      #! /bin/sh
      # Check whether --enable-loadable-sqlite-extensions was given.
      if test ${enable_loadable_sqlite_extensions+y}
      then :
      fi
      # Check whether --with-doc-strings was given.
      # Check whether --with-readline was given.
      """;

  @TempDir Path temp;

  private ConfigureOptions options(String path) throws IOException {
    FileTree tree = new FileTree();
    tree.put(Entry.file(path, 0755, Content.of(CONFIGURE)));
    Path tarball = temp.resolve("source");
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(tarball))) {
      new TarWriter(1).write(tree, out);
    }
    return ConfigureOptions.of(tarball);
  }

  @Test
  void knowsBothSpellingsOfAnOption() throws IOException {
    ConfigureOptions options = options("Python-3.13.5/configure");
    assertThatCode(
            () ->
                options.require(
                    "CPython 3.13.5",
                    List.of(
                        "--with-readline=editline",
                        "--without-doc-strings",
                        "--disable-loadable-sqlite-extensions")))
        .doesNotThrowAnyException();
  }

  @Test
  void refusesAnOptionThatTheSourceDoesNotKnowAndShowsThoseLikeIt() throws IOException {
    ConfigureOptions options = options("Python-3.13.5/configure");
    assertThatThrownBy(() -> options.require("CPython 3.13.5", List.of("--without-docstrings")))
        .isInstanceOf(SourceException.class)
        .hasMessageContaining("--without-docstrings")
        .hasMessageContaining("the configure script of CPython 3.13.5 does not know")
        .hasMessageContaining("Similar ones: --with-doc-strings.");
    assertThatThrownBy(() -> options.require("CPython 3.13.5", List.of("--enable-doc-strings")))
        .hasMessageContaining("Similar ones: --with-doc-strings.");
  }

  @Test
  void refusesATarballWithoutConfigure() {
    assertThatThrownBy(() -> options("Python-3.13.5/Modules/configure"))
        .isInstanceOf(SourceException.class)
        .hasMessageContaining("has no configure script");
  }
}
