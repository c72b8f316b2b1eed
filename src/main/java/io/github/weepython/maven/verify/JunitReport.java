package io.github.weepython.maven.verify;

import io.github.weepython.maven.Causes;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/** Checks as the XML that CI servers read from JUnit and Surefire. */
public final class JunitReport {
  private JunitReport() {}

  /** Writes one test suite. */
  public static void write(Checks checks, Path file) {
    try (OutputStream out = Files.newOutputStream(file)) {
      XMLStreamWriter xml = XMLOutputFactory.newInstance().createXMLStreamWriter(out, "UTF-8");
      xml.writeStartDocument("UTF-8", "1.0");
      suite(xml, checks);
      xml.writeEndDocument();
      xml.close();
    } catch (IOException | XMLStreamException e) {
      throw new VerifyException("The report " + file + " could not be written: " + Causes.of(e), e);
    }
  }

  private static void suite(XMLStreamWriter xml, Checks checks) throws XMLStreamException {
    double seconds = checks.all().stream().mapToDouble(Check::seconds).sum();
    xml.writeCharacters("\n");
    xml.writeStartElement("testsuite");
    xml.writeAttribute("name", checks.image());
    xml.writeAttribute("tests", Integer.toString(checks.all().size()));
    xml.writeAttribute("failures", count(checks, Check.Outcome.FAILED));
    xml.writeAttribute("errors", "0");
    xml.writeAttribute("skipped", count(checks, Check.Outcome.SKIPPED));
    xml.writeAttribute("time", time(seconds));
    for (Check check : checks.all()) {
      testcase(xml, check);
    }
    xml.writeCharacters("\n");
    xml.writeEndElement();
  }

  private static void testcase(XMLStreamWriter xml, Check check) throws XMLStreamException {
    xml.writeCharacters("\n  ");
    xml.writeStartElement("testcase");
    xml.writeAttribute("classname", printable(check.group()));
    xml.writeAttribute("name", printable(check.name()));
    xml.writeAttribute("time", time(check.seconds()));
    if (check.is(Check.Outcome.SKIPPED)) {
      xml.writeEmptyElement("skipped");
      xml.writeAttribute("message", printable(check.message()));
    } else if (check.is(Check.Outcome.FAILED)) {
      xml.writeStartElement("failure");
      xml.writeAttribute("message", printable(check.reason()));
      xml.writeCharacters(printable(check.message()));
      xml.writeEndElement();
    }
    xml.writeEndElement();
  }

  private static String count(Checks checks, Check.Outcome outcome) {
    return Integer.toString(checks.of(outcome).size());
  }

  private static String time(double seconds) {
    return String.format(Locale.ROOT, "%.3f", seconds);
  }

  /** XML 1.0 has no place for anything else (2.2, "Characters"). */
  private static String printable(String text) {
    return text.replaceAll(
        "[^\\t\\n\\x20-\\x7E\\x{A0}-\\x{D7FF}\\x{E000}-\\x{FFFD}\\x{10000}-\\x{10FFFF}]", "?");
  }
}
