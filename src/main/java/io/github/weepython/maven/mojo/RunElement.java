package io.github.weepython.maven.mojo;

import io.github.weepython.maven.spec.SpecException;
import java.util.List;
import org.codehaus.plexus.configuration.PlexusConfiguration;
import org.jspecify.annotations.Nullable;

/** The parameter {@code <run>}. */
public final class RunElement {
  /** Environment variables, added to the image's own. */
  private @Nullable PlexusConfiguration env;

  /** Instead of the image's entrypoint. */
  private @Nullable List<String> entrypoint;

  /** Instead of the image's command. */
  private @Nullable List<String> args;

  /** Such as {@code src/main/python:/app}. */
  private @Nullable List<String> mounts;

  /** What stands in {@code <run>} itself, which says nothing. */
  private @Nullable String text;

  /** As {@code <run>text</run>} is set. */
  public void set(String text) {
    this.text = text;
  }

  private void check() {
    if (text != null && !text.isBlank()) {
      throw new SpecException(
          "<run> is '%s'; it has elements instead: <env>, <entrypoint>, <args> and <mounts>."
              .formatted(text.strip()));
    }
  }

  @Nullable PlexusConfiguration env() {
    check();
    return env;
  }

  List<String> entrypoint() {
    check();
    return ParameterParser.elementsOf("<entrypoint> of <run> or -Dwee.run.entrypoint", entrypoint);
  }

  List<String> args() {
    check();
    return ParameterParser.elementsOf("<args> of <run> or -Dwee.run.args", args);
  }

  List<String> mounts() {
    check();
    return ParameterParser.elementsOf("<mounts> of <run> or -Dwee.run.mounts", mounts);
  }
}
