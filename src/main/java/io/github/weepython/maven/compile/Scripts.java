package io.github.weepython.maven.compile;

import io.github.weepython.maven.spec.Architecture;
import io.github.weepython.maven.spec.BuildOptions;
import io.github.weepython.maven.spec.Flavour;
import io.github.weepython.maven.spec.Optimization;
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

/** The scripts of templates/compile, filled in for one Python, platform and set of flags. */
public final class Scripts {
  /** Tools have no prefix, configure finds all out by itself, and what was built can run. */
  private static final Map<String, String> NATIVE =
      Map.of("tools", "", "forHost", "", "running", "/usr/local", "afterInstall", "");

  private final Templates templates;
  private final PythonVersion python;
  private final Platform platform;
  private final Optimization optimization;
  private final BuildOptions options;
  private final Map<String, Object> values = new HashMap<>();

  /**
   * The texts.
   *
   * @param configure the beginning of both others: flags and configure
   * @param train what makes a profile
   * @param build what compiles and installs
   * @param finish what makes an install tree of what is installed
   * @param symbols what takes debug symbols of it
   */
  public record Templates(
      String configure, String train, String build, String finish, String symbols) {}

  /**
   * Compiling for another processor than that of the machine.
   *
   * @param beginning comes before everything else
   * @param from the machine's platform
   */
  public record Cross(String beginning, Platform from) {}

  public Scripts(
      Templates templates,
      PythonVersion python,
      Platform platform,
      Optimization optimization,
      BuildOptions options) {
    this.templates = templates;
    this.python = python;
    this.platform = platform;
    this.optimization = optimization;
    this.options = options;
    values.putAll(NATIVE);
    boolean amd64 = platform.architecture() == Architecture.AMD64;
    values.put("majorMinor", python.majorMinor() + optimization.abiThread());
    // Nothing for others: the script is part of what names a result in the cache.
    values.put("freeThreading", optimization.freeThreading() ? " --disable-gil" : "");
    // Branch targets that an attacker can't choose: Intel's CET, ARM's BTI.
    values.put("cfProtection", amd64 ? "-fcf-protection" : "-mbranch-protection=standard");
    values.put("leafFramePointers", amd64 ? "-mno-omit-leaf-frame-pointer" : "");
    values.put("hardening", yes(optimization.hardening()));
    values.put("framePointers", yes(optimization.framePointers()));
    values.put("withoutFramePointers", withoutFramePointers(python, optimization));
    values.put("sharedLibrary", yes(optimization.sharedLibrary()));
    // Nothing where there is none: the script is part of what names a result in the cache.
    values.put("libpython", optimization.sharedLibrary() ? " -o -name 'libpython*.so.*'" : "");
    values.put("march", optimization.march().orElse(""));
    values.put("cflags", String.join(" ", options.cflags()));
    values.put("configureArgs", BuildOptions.quoted(options.configureArgs()));
  }

  /** The same for another machine's processor than the platform's; build scripts only. */
  public Scripts from(Cross cross) {
    Map<String, String> values = new HashMap<>();
    values.put("target", platform.architecture().triplet());
    values.put("build", cross.from().architecture().triplet());
    values.put("tools", platform.architecture().triplet() + "-");
    values.put("forHost", "$known ");
    values.put("running", "$build_python");
    values.put("afterInstall", "\nof_the_image_itself");
    values.put("wcharSigned", platform.architecture() == Architecture.AMD64 ? "yes" : "no");
    Templates crossing =
        new Templates(
            cross.beginning() + templates.configure(),
            "",
            templates.build(),
            templates.finish(),
            templates.symbols());
    Scripts scripts = new Scripts(crossing, python, platform, optimization, options);
    scripts.values.putAll(values);
    return scripts;
  }

  /**
   * From 3.15 on configure turns frame pointers on by itself, also for extensions (PEP 831).
   * Nothing for others: the script is part of what names a result in the cache.
   */
  private static String withoutFramePointers(PythonVersion python, Optimization optimization) {
    return python.atLeast(3, 15) && !optimization.framePointers()
        ? " --without-frame-pointers"
        : "";
  }

  private static String yes(boolean flag) {
    return flag ? "yes" : "no";
  }

  /** The flags and configure alone: what a profile must have been made with to be used. */
  public String configuring() {
    return render(templates.configure(), Map.of());
  }

  /**
   * The script that trains, whatever the flavour.
   *
   * @param own whether wee's own training runs, or the user's workload alone
   */
  public String training(ProfileIdentity identity, boolean own) {
    Map<String, String> more = Map.of("profileIdentity", identity.text(), "ownTraining", yes(own));
    return configuring() + render(templates.train(), more);
  }

  /** The script that builds and installs a flavour. */
  public String building(Flavour flavour) {
    return configuring() + render(templates.build() + templates.finish(), of(flavour));
  }

  /** The script that builds a flavour once more, and takes the debug symbols of it. */
  public String symbols(Flavour flavour) {
    Map<String, String> more = new HashMap<>(of(flavour));
    more.put("cflags", String.join(" ", options.cflags()) + " -g");
    return render(templates.configure() + templates.build() + templates.symbols(), more);
  }

  private static Map<String, String> of(Flavour flavour) {
    return Map.of("pgo", yes(flavour.pgo()), "lto", yes(flavour.lto()));
  }

  private String render(String template, Map<String, String> more) {
    Map<String, Object> all = new HashMap<>(values);
    all.putAll(more);
    try (Reader in = new InterpolationFilterReader(new StringReader(template), all, "@", "@");
        StringWriter out = new StringWriter()) {
      in.transferTo(out);
      return out.toString();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
