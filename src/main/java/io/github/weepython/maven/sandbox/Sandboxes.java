package io.github.weepython.maven.sandbox;

import io.github.weepython.maven.daemon.Daemons;
import io.github.weepython.maven.progress.Progress;
import io.github.weepython.maven.spec.Compiling;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The ladder: which sandbox a job gets here. */
public final class Sandboxes {
  private final Compiling wish;
  private final List<Rung> rungs;
  private final Progress progress;
  private final Map<Rung, Look> looks = new LinkedHashMap<>();

  /**
   * @param wish which rungs count, and the limits of a container
   * @param path the variable PATH
   * @param os the system property {@code os.name}
   */
  public Sandboxes(
      Compiling wish,
      Daemons daemons,
      String path,
      String os,
      Progress progress,
      InstantSource clock) {
    this.wish = wish;
    this.progress = progress;
    List<Rung> all = new ArrayList<>();
    if (wish.place() != Compiling.Place.DOCKER) {
      all.add(new NamespaceRung(path, os));
    }
    if (wish.place() != Compiling.Place.NAMESPACES) {
      all.add(new DaemonRung(daemons, wish.limits(), progress, clock));
    }
    this.rungs = List.copyOf(all);
  }

  /** Every rung by its name, and what a short look at it says. */
  public Map<String, Look> survey() {
    Map<String, Look> all = new LinkedHashMap<>();
    rungs.forEach(rung -> all.put(rung.name(), look(rung)));
    return all;
  }

  /** As {@link #survey()}, trying things out on a root where there is one. */
  public Map<String, Look> survey(Optional<Path> root) {
    if (root.isEmpty()) {
      return survey();
    }
    Map<String, Look> all = new LinkedHashMap<>();
    rungs.forEach(rung -> all.put(rung.name(), look(() -> rung.look(root.get()))));
    return all;
  }

  /**
   * Refuses, within two seconds and before any long work, what can't work here.
   *
   * @throws SandboxException with each place looked in and what to do
   */
  public void require() {
    for (Rung rung : rungs) {
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
    Map<String, Look> failed = new LinkedHashMap<>();
    for (Rung rung : rungs) {
      Look look = look(rung);
      if (look.works()) {
        try {
          Sandbox sandbox = rung.open(root);
          progress.info(chosen(rung, sandbox, failed));
          return sandbox;
        } catch (SandboxException e) {
          look = Look.bad(String.valueOf(e.getMessage()), rung.mend());
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
    for (Rung rung : rungs) {
      if (look(rung).works()) {
        return rung.runs(architecture, scratch);
      }
    }
    return false;
  }

  private Look look(Rung rung) {
    return looks.computeIfAbsent(rung, each -> look(each::look));
  }

  private interface Looking {
    Look look() throws InterruptedException;
  }

  private static Look look(Looking looking) {
    try {
      return looking.look();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Look.bad("interrupted", "");
    }
  }

  private String chosen(Rung rung, Sandbox sandbox, Map<String, Look> failed) {
    String why =
        wish.place() != Compiling.Place.AUTO
            ? ", as <compiler> says"
            : failed.isEmpty()
                ? ", the first choice"
                : ", since "
                    + String.join(" and ", failed.keySet())
                    + " can't be had: "
                    + failed.values().iterator().next().found().replaceAll("\\s*\n\\s*", "; ");
    return "Compiler: %s (%s)%s".formatted(rung.name(), sandbox, why);
  }

  private SandboxException refused(Map<String, Look> failed) {
    StringBuilder text = new StringBuilder("There is no place to compile in here.");
    failed.forEach(
        (name, look) -> {
          text.append("\n  ").append(name).append(":\n    ");
          text.append(look.found().replace("\n", "\n    "));
          if (!look.mend().isEmpty()) {
            text.append("\n    To mend it: ").append(look.mend());
          }
        });
    if (wish.place() != Compiling.Place.AUTO) {
      text.append("\nOnly this was tried, since <compiler> or -Dwee.compiler is ")
          .append(wish.place().id())
          .append("; auto tries all.");
    }
    return new SandboxException(text.append("\nwee:doctor shows more.").toString());
  }
}
