package io.github.weepython.maven.mojo;

import io.github.weepython.maven.spec.BuildOptions;
import io.github.weepython.maven.spec.DebugSymbols;
import io.github.weepython.maven.spec.Flavour;
import io.github.weepython.maven.spec.ImageSpec;
import io.github.weepython.maven.spec.Optimization;
import io.github.weepython.maven.spec.SourceBuildOptions;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.apache.maven.plugins.annotations.Parameter;
import org.jspecify.annotations.Nullable;

/** What an interpreter is compiled of, and how. */
abstract class AbstractInterpreterMojo extends AbstractTrustMojo {
  /**
   * How the interpreter is optimized: {@code wee} (the default), {@code wee-optimized} or {@code
   * wee-optimized-lto}; several are separated by commas.
   */
  @Parameter(property = "wee.flavour")
  private @Nullable String flavour;

  /** Several flavours in one build, which share all but the interpreter's layer. */
  @Parameter(property = "wee.flavours")
  private @Nullable List<String> flavours;

  /** Whether the compiler's protections against exploits are on; they cost no speed. */
  @Parameter(property = "wee.hardening", defaultValue = "true")
  private String hardening;

  /** Whether profilers can walk the interpreter's stack by frame pointers. */
  @Parameter(property = "wee.framePointers", defaultValue = "false")
  private String framePointers;

  /** Whether there is a libpython, for programs that embed Python; it makes Python slower. */
  @Parameter(property = "wee.sharedLibrary", defaultValue = "false")
  private String sharedLibrary;

  /**
   * Whether the interpreter has no global interpreter lock (PEP 703), so that threads run Python
   * side by side; 3.14 and newer, 3.13 as an experiment. It needs wheels of its own ({@code
   * cp314t}), and tags say {@code 3.14.7t}.
   */
  @Parameter(property = "wee.freeThreading", defaultValue = "false")
  private String freeThreading;

  /** The oldest processors the interpreter runs on, such as {@code x86-64-v3}; part of the tag. */
  @Parameter(property = "wee.march")
  private @Nullable String march;

  /**
   * A profile that {@code wee:train} saved: optimized flavours are built with it, without training.
   * A file, or a Maven artifact such as {@code com.example:python-profile:profile:1.0}. {@code
   * wee:train} itself writes it there.
   */
  @Parameter(property = "wee.profile")
  private @Nullable String profile;

  /**
   * A source tarball, as file (below the project's folder) or URL, instead of Debian's pool and
   * upstream's site.
   */
  @Parameter(property = "wee.source")
  private @Nullable String source;

  /** The SHA-256 of that tarball. */
  @Parameter(property = "wee.source.sha256")
  private @Nullable String sourceSha256;

  /** Whether a source tarball that nobody vouches for may be built. */
  @Parameter(property = "wee.allowUnverifiedSource", defaultValue = "false")
  private boolean allowUnverifiedSource;

  /**
   * Whose security fixes are applied to the source: {@code debian} for those that the suite's
   * newest source package carries, where it is of this very version, or {@code none}.
   */
  @Parameter(property = "wee.securityPatches", defaultValue = "debian")
  private String securityPatches;

  /**
   * Patches of your own to CPython's source, after those: each {@code <patch>} has {@code <file>},
   * and optionally {@code <strip>} (patch(1), -p; by default 1), or is the file's path itself,
   * relative to the project's folder.
   */
  @Parameter(property = "wee.patches")
  private @Nullable List<PatchElement> patches;

  /** Options of CPython's configure, in addition to wee's own; separated by spaces. */
  @Parameter(property = "wee.configureArgs", defaultValue = "")
  private @Nullable String configureArgs;

  /** Compiler options for CPython alone, in addition to wee's own; separated by spaces. */
  @Parameter(property = "wee.cflags", defaultValue = "")
  private @Nullable String cflags;

  /**
   * Debug symbols: {@code none}, or a {@code file} beside the images that has them by build ID, for
   * which CPython is compiled once more. The images are the same either way.
   */
  @Parameter(property = "wee.debugSymbols", defaultValue = "none")
  private String debugSymbols;

  final List<Flavour> flavours() {
    return FlavourParameters.flavours(flavour, flavours, SessionProperties.given(session()));
  }

  final ImageSpec.UserSource userSource() {
    return new ImageSpec.UserSource(
        ParameterParser.text(source)
            .map(text -> logins().strip("<source>", text))
            .map(text -> ParameterParser.location(text, this::inProject)),
        ParameterParser.text(sourceSha256),
        allowUnverifiedSource);
  }

  final Optimization optimization() {
    return new Optimization(
        ParameterParser.flag("hardening", hardening),
        ParameterParser.flag("framePointers", framePointers),
        ParameterParser.flag("sharedLibrary", sharedLibrary),
        ParameterParser.flag("freeThreading", freeThreading),
        Optional.ofNullable(march).filter(m -> !m.isBlank()),
        profile().map(this::profileOf));
  }

  /** What {@code <profile>} says, if anything. */
  final Optional<String> profile() {
    return Optional.ofNullable(profile).map(String::strip).filter(p -> !p.isEmpty());
  }

  final ProfileParameter profiles() {
    return new ProfileParameter(repositories(), session());
  }

  /** The file of the saved profile. */
  Path profileOf(String text) {
    return profiles().resolve(text);
  }

  final SourceBuildOptions recipe() {
    return new SourceBuildOptions(
        SourceBuildOptions.Security.parse(securityPatches),
        ParameterParser.elements("patches", patches).stream()
            .map(each -> each.patch(this::inProject))
            .toList(),
        new BuildOptions(
            BuildOptions.words(configureArgs == null ? "" : configureArgs),
            BuildOptions.words(cflags == null ? "" : cflags)),
        DebugSymbols.parse(debugSymbols));
  }
}
