package io.github.weepython.maven.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Element;

class JunitReportTest {
  private static final String IMAGE = "registry.example.com/team/python:3.13.5-wee";

  @TempDir Path dir;

  private Element written(Check... checks) throws Exception {
    Path file = dir.resolve("TEST-wee.xml");
    JunitReport.write(new Checks(IMAGE, List.of(checks)), file);
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(file.toFile())
        .getDocumentElement();
  }

  private static Element child(Element parent, String name) {
    return (Element) parent.getElementsByTagName(name).item(0);
  }

  @Test
  void countsWhatPassedFailedAndWasSkipped() throws Exception {
    Element suite =
        written(
            Check.passed("imports", "json"),
            new Check("imports", "ssl", Check.Outcome.FAILED, 0.25, "boom"),
            new Check("imports", "curses", Check.Outcome.SKIPPED, 1.5, "pruned"),
            Check.passed("imports", "os"));
    assertThat(suite.getTagName()).isEqualTo("testsuite");
    assertThat(suite.getAttribute("name")).isEqualTo(IMAGE);
    assertThat(suite.getAttribute("tests")).isEqualTo("4");
    assertThat(suite.getAttribute("failures")).isEqualTo("1");
    assertThat(suite.getAttribute("skipped")).isEqualTo("1");
    assertThat(suite.getAttribute("errors")).isEqualTo("0");
    assertThat(suite.getAttribute("time")).isEqualTo("1.750");
    assertThat(suite.getElementsByTagName("testcase").getLength()).isEqualTo(4);
    assertThat(child(suite, "skipped").getAttribute("message")).isEqualTo("pruned");
  }

  @Test
  void givesTheLastLineAsTheReasonAndTheWholeAsText() throws Exception {
    Element failure =
        child(
            written(Check.failed("imports", "ssl", "Traceback:\n  line 1\nImportError: libssl\n")),
            "failure");
    assertThat(failure.getAttribute("message")).isEqualTo("ImportError: libssl");
    assertThat(failure.getTextContent()).isEqualTo("Traceback:\n  line 1\nImportError: libssl\n");
  }

  /** A program of the image may print anything. */
  @Test
  void isXmlWhateverAProgramPrinted() throws Exception {
    String printed = "\u001b[31m<red> & \"blue\"\u0000]]>\u0007";
    Element suite = written(Check.failed("commands", "a <b> & \"c\"", printed));
    assertThat(child(suite, "failure").getTextContent()).isEqualTo("?[31m<red> & \"blue\"?]]>?");
    assertThat(child(suite, "testcase").getAttribute("name")).isEqualTo("a <b> & \"c\"");
    assertThat(
            child(
                    written(new Check("a", "b", Check.Outcome.SKIPPED, 0, "\u001b[0m no tty")),
                    "skipped")
                .getAttribute("message"))
        .isEqualTo("?[0m no tty");
  }

  @Test
  void namesTheFileThatCannotBeWritten() {
    Path nowhere = dir.resolve("none/TEST.xml");
    assertThatThrownBy(() -> JunitReport.write(new Checks(IMAGE, List.of()), nowhere))
        .isInstanceOf(VerifyException.class)
        .hasMessageContaining(nowhere.toString());
  }
}
