package io.github.weepython.maven.doctor;

import io.github.weepython.maven.daemon.DaemonLocator;
import io.github.weepython.maven.pipeline.Environment;
import io.github.weepython.maven.pipeline.SandboxFactory;
import io.github.weepython.maven.progress.Progress;
import io.github.weepython.maven.sandbox.Availability;
import io.github.weepython.maven.sandbox.SandboxSelector;
import io.github.weepython.maven.spec.Platform;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Whether something here can compile: each sandbox, and each place of a daemon. */
final class CompilingCheck {
  private static final String TOPIC = "Compiling";

  private final Environment environment;
  private final InstantSource clock;

  CompilingCheck(Environment environment, InstantSource clock) {
    this.environment = environment;
    this.clock = clock;
  }

  List<Diagnostic> findings() {
    try (SandboxSelector selector = new SandboxFactory(environment, Progress.NONE, clock).here()) {
      return findings(selector);
    }
  }

  private List<Diagnostic> findings(SandboxSelector selector) {
    Map<String, Availability> sandboxes = selector.survey(anyBuildRoot());
    Optional<String> chosen =
        sandboxes.entrySet().stream()
            .filter(each -> each.getValue().works())
            .map(Map.Entry::getKey)
            .findFirst();
    List<Diagnostic> all = new ArrayList<>();
    sandboxes.forEach((name, look) -> all.add(finding(name, look, chosen.isPresent())));
    // Where none answers, the sandbox itself has listed the places.
    boolean listed = sandboxes.containsKey("docker") && !sandboxes.get("docker").works();
    for (DaemonLocator.ProbeResult result :
        listed ? List.<DaemonLocator.ProbeResult>of() : environment.machine().daemons().survey()) {
      all.add(
          result.answers()
              ? Diagnostic.good(TOPIC, "daemon at " + result.place(), result.found())
              : Diagnostic.note(TOPIC, "daemon at " + result.place(), result.found()));
    }
    String compiler = "<compiler>" + environment.compiling().place().id() + "</compiler>";
    all.add(
        chosen.isPresent()
            ? Diagnostic.good(TOPIC, compiler, "would use " + chosen.get())
            : Diagnostic.bad(
                TOPIC,
                compiler,
                "nothing can be compiled here; images can only be made from what is in the cache",
                "fix one of the above, or set <compiler>auto</compiler> to try all"));
    environment
        .compiling()
        .builders()
        .addresses()
        .forEach((platform, address) -> all.add(builder(platform, address)));
    return all;
  }

  /** What was named for a platform is wanted, also where this machine could compile itself. */
  private Diagnostic builder(Platform platform, String address) {
    String subject = "builder %s of %s".formatted(address, platform);
    Availability look;
    try (SandboxSelector builder =
        new SandboxFactory(environment, Progress.NONE, clock).builder(platform, address)) {
      look = builder.survey().values().iterator().next();
    }
    return look.works()
        ? Diagnostic.good(TOPIC, subject, look.found())
        : new Diagnostic(TOPIC, subject, Diagnostic.Verdict.WARNING, look.found(), look.fix());
  }

  private static Diagnostic finding(String name, Availability look, boolean another) {
    if (look.works()) {
      return Diagnostic.good(TOPIC, name, look.found());
    }
    return new Diagnostic(
        TOPIC,
        name,
        another ? Diagnostic.Verdict.NOTE : Diagnostic.Verdict.WARNING,
        look.found(),
        look.fix());
  }

  /** A real run of a real build root says more than one without. */
  private Optional<Path> anyBuildRoot() {
    Path all = environment.cache().resolve("build-root");
    if (!Files.isDirectory(all)) {
      return Optional.empty();
    }
    try (Stream<Path> keys = Files.list(all)) {
      return keys.map(key -> key.resolve("data"))
          .filter(root -> Files.exists(root.resolve("usr/bin/bwrap")))
          .sorted()
          .findFirst();
    } catch (IOException e) {
      return Optional.empty();
    }
  }
}
