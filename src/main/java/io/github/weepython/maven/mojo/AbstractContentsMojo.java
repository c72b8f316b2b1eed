package io.github.weepython.maven.mojo;

import io.github.weepython.maven.spec.ByteSize;
import io.github.weepython.maven.spec.CaCertificates;
import io.github.weepython.maven.spec.Compression;
import io.github.weepython.maven.spec.Contents;
import io.github.weepython.maven.spec.Gdbm;
import io.github.weepython.maven.spec.OptionalLibraries;
import io.github.weepython.maven.spec.PackageSelection;
import io.github.weepython.maven.spec.ProjectWheel;
import io.github.weepython.maven.spec.Stdlib;
import io.github.weepython.maven.spec.Variant;
import java.io.File;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import org.apache.maven.plugins.annotations.Parameter;
import org.jspecify.annotations.Nullable;

/** What stands in an image beside the interpreter. */
abstract class AbstractContentsMojo extends AbstractConfigMojo {
  /** Whether pip is in the image. */
  @Parameter(property = "wee.pip", defaultValue = "true")
  private String pip;

  /**
   * What the image has of each module of the standard library: {@code source+pyc}, {@code pyc}
   * (smallest; tracebacks without source lines) or {@code source}.
   */
  @Parameter(property = "wee.stdlib", defaultValue = "source+pyc")
  private String stdlib;

  /**
   * Wheels for layers of their own, installed by pip: {@code <lock>} (a pylock.toml), {@code
   * <wheelhouse>} (a folder of wheels), {@code <requirements>} (a file of versions, with hashes),
   * {@code <index>} (a URL), and {@code <project>} (the program itself). Dependencies of type
   * {@code whl} are installed too. pip itself need not be in the image.
   */
  @Parameter private @Nullable SiteElement site;

  /**
   * Files of the project for a layer of their own: each {@code <file>} has {@code <from>} (a file,
   * or a folder whose contents are taken), {@code <to>}, and optionally {@code <owner>} and {@code
   * <mode>}.
   */
  @Parameter private @Nullable List<FileElement> files;

  /**
   * The largest compressed size that the image may have, such as {@code 16.5MB}; if it is larger,
   * the build fails.
   */
  @Parameter(property = "wee.maxSize")
  private @Nullable String maxSize;

  /**
   * How layers are compressed: {@code fast} (gzip), {@code best} (gzip, 4 % smaller and much slower
   * to make; for releases) or {@code zstd} (smallest; Docker reads it from version 23 on).
   */
  @Parameter(property = "wee.compression", defaultValue = "fast")
  private String compression;

  /**
   * Debian packages that the base has in addition to its own, such as {@code procps} or {@code
   * git}.
   */
  @Parameter(property = "wee.packages")
  private @Nullable List<String> packages;

  /**
   * Shared libraries that the image may lack though a file names them, since the program works
   * without them: names such as {@code libcuda.so.1}, or absolute paths of the files that need
   * them, such as {@code /usr/local/lib/python3.13/site-packages/torch/**}.
   */
  @Parameter(property = "wee.optionalLibraries")
  private @Nullable List<String> optionalLibraries;

  /**
   * Images beside each one, with all of its layers, more on top, and its tags with the variant at
   * the end: {@code dev} has compilers and headers (base {@code debian}), {@code debug} a shell,
   * small tools, gdb and the interpreter's debug symbols.
   */
  @Parameter(property = "wee.variants")
  private @Nullable List<String> variants;

  /** Groups of the prune lists that are not left out, such as {@code docs} or {@code locales}. */
  @Parameter(property = "wee.keep")
  private @Nullable List<String> keep;

  /**
   * Files with certificates (PEM) of authorities that the image trusts beside Debian's, such as a
   * company's own. They become part of {@code /etc/ssl/certs/ca-certificates.crt} and of the hashed
   * links beside it.
   */
  @Parameter(property = "wee.caCertificates")
  private @Nullable List<File> caCertificates;

  /**
   * {@code GPL-3.0-or-later} adds {@code dbm.gnu} and {@code dbm.ndbm} with the libraries that they
   * need (libgdbm6, libgdbm-compat4), whose licence you accept by it; {@code none} leaves them out.
   */
  @Parameter(property = "wee.gdbm", defaultValue = "none")
  private String gdbm;

  final PackageSelection extras() {
    return new PackageSelection(
        ParameterParser.elements("packages", packages),
        new LinkedHashSet<>(ParameterParser.elements("keep", keep)),
        CaCertificates.readAll(
            ParameterParser.elements("caCertificates", caCertificates).stream()
                .map(this::inProject)
                .toList()),
        Gdbm.parse(gdbm));
  }

  /**
   * Whether the goal installs the wheels of Maven and of {@code <project>}, which have to be there
   * then; they may be made after any other goal, as by {@code wee:wheel}.
   */
  boolean installsWheels() {
    return false;
  }

  private List<ProjectWheel> wheels() {
    if (!installsWheels()) {
      return List.of();
    }
    List<ProjectWheel> wheels = new ArrayList<>(site == null ? List.of() : site.projectWheels());
    wheels.addAll(new WheelDependencies(repositories(), session()).resolve());
    return wheels;
  }

  final Contents contents() {
    List<ProjectWheel> wheels = wheels();
    return new Contents(
        ParameterParser.flag("pip", pip),
        Stdlib.parse(stdlib),
        site == null ? Optional.empty() : site.site(logins(), mirrors(), !wheels.isEmpty()),
        SiteElement.layout(site, wheels),
        ParameterParser.elementsOf("<files>", files).stream().map(FileElement::copy).toList(),
        Compression.parse(compression),
        Optional.ofNullable(maxSize)
            .map(text -> ByteSize.parse("<maxSize> or -Dwee.maxSize", text)),
        OptionalLibraries.of(ParameterParser.elements("optionalLibraries", optionalLibraries)),
        ParameterParser.elements("variants", variants).stream().map(Variant::parse).toList());
  }
}
