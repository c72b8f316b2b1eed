package io.github.weepython.maven.compile;

import io.github.weepython.maven.spec.Flavour;
import io.github.weepython.maven.spec.Platform;
import io.github.weepython.maven.spec.PythonVersion;
import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import org.codehaus.plexus.util.InterpolationFilterReader;

/** The script of templates/compile, filled in. */
public final class CompileScript {
  private CompileScript() {}

  public static String render(
      String template, PythonVersion python, Flavour flavour, Platform platform) {
    Map<String, Object> values = new HashMap<>();
    values.put("pgo", flavour.pgo() ? "yes" : "no");
    values.put("lto", flavour.lto() ? "yes" : "no");
    values.put("majorMinor", python.majorMinor());
    // Branch targets that an attacker can't choose: Intel's CET, ARM's BTI.
    values.put(
        "cfProtection",
        platform.architecture().equals("amd64")
            ? "-fcf-protection"
            : "-mbranch-protection=standard");
    try (Reader in = new InterpolationFilterReader(new StringReader(template), values, "@", "@");
        StringWriter out = new StringWriter()) {
      in.transferTo(out);
      return out.toString();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
