package io.github.weepython.maven.sandbox;

import io.github.weepython.maven.daemon.DaemonLocator;
import io.github.weepython.maven.kube.KubeException;
import io.github.weepython.maven.progress.Progress;
import io.github.weepython.maven.sandbox.docker.DaemonProvider;
import io.github.weepython.maven.sandbox.kubernetes.ClusterProvider;
import io.github.weepython.maven.sandbox.kubernetes.ClusterSettings;
import io.github.weepython.maven.sandbox.namespaces.NamespaceProvider;
import io.github.weepython.maven.spec.CompilerSettings;
import io.github.weepython.maven.spec.Platform;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The ladder: which sandbox a job gets here. */
public final class SandboxSelector {
  private static final String OTHER_DAEMON =
      "set DOCKER_HOST or Docker's context to a daemon of that platform, or build for the daemon's"
          + " own (<platforms> or -Dwee.platforms, with that daemon in <builders>)";

  private static final String OTHER_BUILDER =
      "name a daemon on a machine of that platform in <builders>; where that names none, wee"
          + " cross-compiles";

  private final Reason reason;
  private final List<SandboxProvider> rungs;
  private final Progress progress;
  private final Map<SandboxProvider, Availability> looks = new LinkedHashMap<>();

  /**
   * Who says where jobs run.
   *
   * @param chosen ends the line that tells what was chosen; empty where that is for the ladder to
   *     say
   * @param only why nothing else was tried, for the message when that fails; empty where all was
   */
  public record Reason(String chosen, String only) {
    /** The user, for the machine's own platform. */
    static Reason of(CompilerSettings.Place place) {
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
   * The ladder.
   *
   * @param wish which rungs count, and the limits of a container
   * @param path the variable PATH
   * @param os the system property {@code os.name}
   */
  public SandboxSelector(
      CompilerSettings wish,
      DaemonLocator daemons,
      String path,
      String os,
      Progress progress,
      InstantSource clock) {
    this(ladder(wish, daemons, path, os, progress, clock), Reason.of(wish.place()), progress);
  }

  private SandboxSelector(List<SandboxProvider> rungs, Reason reason, Progress progress) {
    this.rungs = List.copyOf(rungs);
    this.reason = reason;
    this.progress = progress;
  }

  private static List<SandboxProvider> ladder(
      CompilerSettings wish,
      DaemonLocator daemons,
      String path,
      String os,
      Progress progress,
      InstantSource clock) {
    List<SandboxProvider> all = new ArrayList<>();
    if (wish.place() != CompilerSettings.Place.DOCKER) {
      all.add(new NamespaceProvider(path, os));
    }
    if (wish.place() != CompilerSettings.Place.NAMESPACES) {
      Optional<DaemonProvider.Wanted> here =
          wish.builders().here().map(each -> new DaemonProvider.Wanted(each, OTHER_DAEMON));
      all.add(new DaemonProvider(daemons, here, wish.limits(), progress, clock));
    }
    return all;
  }

  /** A daemon and nothing else. */
  public static SandboxSelector onDaemon(
      DaemonLocator daemons,
      CompilerSettings.Limits limits,
      Reason reason,
      Progress progress,
      InstantSource clock) {
    return new SandboxSelector(
        List.of(new DaemonProvider(daemons, limits, progress, clock)), reason, progress);
  }

  /** The daemon that the user names for a platform, and nothing else. */
  public static SandboxSelector onBuilder(
      DaemonLocator daemons,
      Platform platform,
      CompilerSettings.Limits limits,
      Progress progress,
      InstantSource clock) {
    DaemonProvider.Wanted wanted = new DaemonProvider.Wanted(platform, OTHER_BUILDER);
    DaemonProvider rung = new DaemonProvider(daemons, Optional.of(wanted), limits, progress, clock);
    return new SandboxSelector(List.of(rung), Reason.builder(platform), progress);
  }

  /**
   * A cluster and nothing else.
   *
   * @param address as {@code kubernetes:context/namespace}
   */
  public static SandboxSelector onCluster(
      ClusterSettings clusters,
      String address,
      Reason reason,
      Progress progress,
      InstantSource clock) {
    return new SandboxSelector(
        List.of(new ClusterProvider(clusters, address, progress, clock)), reason, progress);
  }

  /** Every rung by its name, and what a short look at it says. */
  public Map<String, Availability> survey() {
    Map<String, Availability> all = new LinkedHashMap<>();
    rungs.forEach(rung -> all.put(rung.name(), look(rung)));
    return all;
  }

  /** As {@link #survey()}, trying things out on a root where there is one. */
  public Map<String, Availability> survey(Optional<Path> root) {
    if (root.isEmpty()) {
      return survey();
    }
    Map<String, Availability> all = new LinkedHashMap<>();
    rungs.forEach(rung -> all.put(rung.name(), look(() -> rung.look(root.get()))));
    return all;
  }

  /**
   * Refuses, within two seconds and before any long work, what can't work here.
   *
   * @throws SandboxException with each place looked in and what to do
   */
  public void require() {
    for (SandboxProvider rung : rungs) {
      if (look(rung).works()) {
        return;
      }
    }
    throw refused(survey());
  }

  /**
   * The first rung's sandbox that has run a job on this root; says which and why.
   *
   * @throws SandboxException when none has
   */
  public Sandbox choose(Path root) throws IOException {
    Map<String, Availability> failed = new LinkedHashMap<>();
    for (SandboxProvider rung : rungs) {
      Availability look = look(rung);
      if (look.works()) {
        try {
          Sandbox sandbox = rung.open(root);
          progress.info(chosen(rung, sandbox, failed));
          return sandbox;
        } catch (SandboxException | KubeException e) {
          look = Availability.bad(String.valueOf(e.getMessage()), rung.mend());
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
          throw new SandboxException("Interrupted while looking for a sandbox.", e);
        }
      }
      failed.put(rung.name(), look);
    }
    throw refused(failed);
  }

  /**
   * Whether the first rung that works runs programs of that processor with nothing else beside
   * them, as a daemon may.
   *
   * @param scratch an empty directory
   * @param architecture Go's name
   */
  public boolean runs(String architecture, Path scratch) throws IOException {
    for (SandboxProvider rung : rungs) {
      if (look(rung).works()) {
        return rung.runs(architecture, scratch);
      }
    }
    return false;
  }

  private Availability look(SandboxProvider rung) {
    return looks.computeIfAbsent(rung, each -> look(each::look));
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

  private String chosen(SandboxProvider rung, Sandbox sandbox, Map<String, Availability> failed) {
    String why =
        !reason.chosen().isEmpty()
            ? ", " + reason.chosen()
            : failed.isEmpty()
                ? ", the first choice"
                : ", since "
                    + String.join(" and ", failed.keySet())
                    + " can't be had: "
                    + failed.values().iterator().next().found().replaceAll("\\s*\n\\s*", "; ");
    return "Compiler: %s (%s)%s".formatted(rung.name(), sandbox, why);
  }

  private SandboxException refused(Map<String, Availability> failed) {
    StringBuilder text = new StringBuilder("There is no place to compile in here.");
    failed.forEach(
        (name, look) -> {
          text.append("\n  ").append(name).append(":\n    ");
          text.append(look.found().replace("\n", "\n    "));
          if (!look.mend().isEmpty()) {
            text.append("\n    To mend it: ").append(look.mend());
          }
        });
    if (!reason.only().isEmpty()) {
      text.append("\nOnly this was tried, since ").append(reason.only()).append('.');
    }
    return new SandboxException(text.append("\nwee:doctor shows more.").toString());
  }
}
