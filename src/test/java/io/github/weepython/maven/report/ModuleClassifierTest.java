package io.github.weepython.maven.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ModuleClassifierTest {
  @ParameterizedTest
  @CsvSource({
    "lib/python3.13/asyncio/events.py,asyncio",
    "lib/python3.13/ast.py,ast",
    "lib/python3.13/__pycache__/ast.cpython-313.pyc,ast",
    "lib/python3.13/lib-dynload/_ssl.cpython-313-x86_64-linux-gnu.so,_ssl",
    "lib/python3.13/site-packages/pip/__init__.py,pip",
    "lib/python3.13/config-3.13-x86_64-linux-gnu/Makefile,(build configuration)",
    "lib/python3.13/_sysconfigdata__linux_x86_64-linux-gnu.py,(build configuration)",
    "bin/python3.13,(interpreter)",
    "lib/python3.14t/asyncio/events.py,asyncio",
    "bin/python3.14t,(interpreter)",
    "bin/pydoc3.13,(scripts)",
    "include/python3.13/Python.h,(headers)"
  })
  void namesTheModuleOfAFile(String path, String module) {
    assertThat(ModuleClassifier.of("usr/local/" + path)).contains(module);
  }

  @Test
  void leavesWhatIsNotPythons() {
    assertThat(ModuleClassifier.of("usr/lib/x86_64-linux-gnu/libssl.so.3")).isEmpty();
  }
}
