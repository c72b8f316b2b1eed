package io.github.weepython.maven.sandbox;

import io.github.weepython.maven.Causes;
import io.github.weepython.maven.WeeException;
import io.github.weepython.maven.progress.Progress;
import io.github.weepython.maven.spec.Architecture;
import io.github.weepython.maven.spec.CompilerSettings;
import io.github.weepython.maven.spec.Platform;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Which sandbox a job gets here: that of the first provider that works. A root is tried out once,
 * and all connections are held until the end.
 */
public final class SandboxSelector implements AutoCloseable {
  private final Reason reason;
  private final List<SandboxProvider> providers;
  private final Progress progress;
  private final Map<SandboxProvider, Availability> seen = new LinkedHashMap<>();
  private final Map<Path, Sandbox> chosen = new HashMap<>();

  /**
   * Who says where jobs run.
   *
   * @param chosen ends the line that tells what was chosen; empty where that is for the order of
   *     the providers to say
   * @param only why nothing else was tried, for the message when that fails; empty where all was
   */
  public record Reason(String chosen, String only) {
    /** The user, for the machine's own platform. */
    public static Reason of(CompilerSettings.Place place) {
      return place == CompilerSettings.Place.AUTO
          ? new Reason("", "")
          : new Reason(
              "as <compiler> says",
              "<compiler> or -Dwee.compiler is " + place.id() + "; auto tries all");
    }

    /** The user, for that platform. */
    public static Reason builder(Platform platform) {
      return new Reason("as <builders> says", "<builders> names it for " + platform);
    }

    /** The daemon runs programs of a platform that is not the machine's. */
    public static Reason runs(Platform platform) {
      return new Reason("since it runs programs of " + platform, "it runs programs of " + platform);
    }
  }

  /**
   * @param providers in the order in which they are tried
   */
  public SandboxSelector(List<SandboxProvider> providers, Reason reason, Progress progress) {
    this.providers = List.copyOf(providers);
    this.reason = reason;
    this.progress = progress;
  }

  /** Every provider by its name, and what a short look at it says. */
  public Map<String, Availability> survey() {
    Map<String, Availability> all = new LinkedHashMap<>();
    providers.forEach(provider -> all.put(provider.name(), look(provider)));
    return all;
  }

  /** As {@link #survey()}, trying things out on a root where there is one. */
  public Map<String, Availability> survey(Optional<Path> root) {
    if (root.isEmpty()) {
      return survey();
    }
    Map<String, Availability> all = new LinkedHashMap<>();
    providers.forEach(provider -> all.put(provider.name(), look(() -> provider.look(root.get()))));
    return all;
  }

  /**
   * Refuses, within two seconds and before any long work, what can't work here.
   *
   * @throws SandboxException with each place looked in and what to do
   */
  public void require() {
    for (SandboxProvider provider : providers) {
      if (look(provider).works()) {
        return;
      }
    }
    throw refused(survey());
  }

  /**
   * The first provider's sandbox that has run a job on this root; says once which and why.
   *
   * @throws SandboxException when none has
   */
  public synchronized Sandbox choose(Path root) throws IOException {
    Sandbox known = chosen.get(root);
    if (known == null) {
      known = tryAll(root);
      chosen.put(root, known);
    }
    return known;
  }

  private Sandbox tryAll(Path root) {
    Map<String, Availability> failed = new LinkedHashMap<>();
    for (SandboxProvider provider : providers) {
      Availability look = look(provider);
      if (look.works()) {
        try {
          Sandbox sandbox = provider.open(root);
          progress.info(chosen(provider, sandbox, failed));
          return sandbox;
        } catch (WeeException e) {
          look = Availability.bad(String.valueOf(e.getMessage()), provider.fix());
        } catch (IOException e) {
          look = Availability.bad(Causes.of(e), provider.fix());
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
          throw new SandboxException("Interrupted while looking for a sandbox.", e);
        }
      }
      failed.put(provider.name(), look);
    }
    throw refused(failed);
  }

  /**
   * Whether the first provider that works runs programs of that processor with nothing else beside
   * them, as a daemon may.
   *
   * @param scratch an empty directory
   */
  public boolean runs(Architecture architecture, Path scratch) throws IOException {
    for (SandboxProvider provider : providers) {
      if (look(provider).works()) {
        return provider.runs(architecture, scratch);
      }
    }
    return false;
  }

  /** Whether several jobs of one build can be counted on to run side by side. */
  public boolean sideBySide() {
    return providers.stream().allMatch(SandboxProvider::sideBySide);
  }

  /** Ends what the providers hold open. */
  @Override
  public synchronized void close() {
    chosen.clear();
    seen.clear();
    providers.forEach(SandboxProvider::close);
  }

  private synchronized Availability look(SandboxProvider provider) {
    return seen.computeIfAbsent(provider, each -> look(each::look));
  }

  private interface Looking {
    Availability look() throws InterruptedException;
  }

  private static Availability look(Looking looking) {
    try {
      return looking.look();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Availability.bad("interrupted", "");
    }
  }

  private String chosen(
      SandboxProvider provider, Sandbox sandbox, Map<String, Availability> failed) {
    String why =
        !reason.chosen().isEmpty()
            ? ", " + reason.chosen()
            : failed.isEmpty()
                ? ", the first choice"
                : ", since "
                    + String.join(" and ", failed.keySet())
                    + " is not available: "
                    + failed.values().iterator().next().found().replaceAll("\\s*\n\\s*", "; ");
    return "Compiler: %s (%s)%s".formatted(provider.name(), sandbox, why);
  }

  private SandboxException refused(Map<String, Availability> failed) {
    StringBuilder text = new StringBuilder("wee can't compile anywhere on this machine.");
    failed.forEach(
        (name, look) -> {
          text.append("\n  ").append(name).append(":\n    ");
          text.append(look.found().replace("\n", "\n    "));
          if (!look.fix().isEmpty()) {
            text.append("\n    To fix it: ").append(look.fix());
          }
        });
    if (!reason.only().isEmpty()) {
      text.append("\nOnly this was tried, since ").append(reason.only()).append('.');
    }
    return new SandboxException(text.append("\nRun wee:doctor for details.").toString());
  }
}
