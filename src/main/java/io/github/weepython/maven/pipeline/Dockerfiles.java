package io.github.weepython.maven.pipeline;

import static io.github.weepython.maven.Jackson.JSON;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.github.weepython.maven.fetch.HttpFetcher;
import io.github.weepython.maven.image.Layer;
import io.github.weepython.maven.inputs.Lock;
import io.github.weepython.maven.inputs.LockedPackage;
import io.github.weepython.maven.interpreter.InterpreterBuilder;
import io.github.weepython.maven.layers.LibraryCacheLayer;
import io.github.weepython.maven.layers.StaticLibrary;
import io.github.weepython.maven.metadata.ImageUser;
import io.github.weepython.maven.metadata.Metadata;
import io.github.weepython.maven.progress.Progress;
import io.github.weepython.maven.site.SiteInputs;
import io.github.weepython.maven.site.SourceArchive;
import io.github.weepython.maven.spec.Base;
import io.github.weepython.maven.spec.Flavour;
import io.github.weepython.maven.spec.Healthcheck;
import io.github.weepython.maven.spec.ImageSpec;
import io.github.weepython.maven.spec.PythonVersion;
import io.github.weepython.maven.spec.SiteLayout;
import io.github.weepython.maven.spec.SpecException;
import io.github.weepython.maven.store.Store;
import io.github.weepython.maven.templates.Templates;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Writes what wee does as a Dockerfile and the script that it runs. */
public final class Dockerfiles {
  /** Where the stage of a base without a shell puts its files together. */
  private static final String ROOT = "/wee/root/";

  /** For base debian; base.tar has those of base distroless. */
  private static final String CERTIFICATES =
      "COPY certificates/ /usr/local/share/ca-certificates/\nRUN update-ca-certificates\n";

  private final Pipeline pipeline;
  private final DockerfileSource source;

  public Dockerfiles(Environment environment, Progress progress, InstantSource clock) {
    this.pipeline = new Pipeline(environment, progress, clock);
    this.source =
        new DockerfileSource(
            new HttpFetcher(new Store(environment.cache()), environment.fetch(), progress),
            environment.network());
  }

  /**
   * Parts of the build stage.
   *
   * @param source makes {@code /wee/source.tar}
   * @param installing what the stage does at its end
   */
  record Steps(String source, String installing) {}

  /**
   * What an image's config says beside the spec.
   *
   * @param user in numbers
   * @param labels the user's and wee's own
   */
  record Config(Optional<String> user, Map<String, String> labels) {}

  /** The user as numbers, as in the config of an image that wee builds. */
  static Optional<String> user(ImageSpec spec, Supplier<List<Layer>> accounts) {
    return spec.config().user().map(user -> ImageUser.numeric(user, accounts));
  }

  /**
   * Writes {@code Dockerfile} and {@code compile.sh} of the first flavour and base; nothing is
   * compiled.
   *
   * @param folder an empty one, or one that an earlier run wrote
   * @return the Dockerfile
   * @throws SpecException for a flavour whose profile only wee can train, and for a folder of
   *     somebody else's files, which would be lost
   */
  public Path write(ImageSpec spec, Path folder) {
    try (pipeline) {
      return written(spec, folder);
    }
  }

  private Path written(ImageSpec spec, Path folder) {
    Flavour flavour = spec.flavours().get(0);
    if (flavour.pgo()) {
      throw new SpecException(
          "wee:dockerfile can't write flavour %s: its profile is trained by wee. Set <flavour> or -Dwee.flavour to wee."
              .formatted(flavour.id()));
    }
    DockerfileFolder context = new DockerfileFolder(folder);
    context.requireOwn();
    InterpreterBuilder.Plan plan = pipeline.plan(spec, flavour);
    refuse(spec.contents().layout());
    Base base = spec.bases().get(0);
    Optional<String> user = user(spec, () -> pipeline.accounts(spec, base));
    Optional<SiteInputs> site = pipeline.wheels(spec).dependencies();
    try {
      Files.createDirectories(folder);
      if (site.isPresent()) {
        refuseSources(site.get());
        context.wheels(site.get());
      }
      context.files(spec.contents().files());
      base(spec, folder);
      context.certificates(spec.extras().certificates());
      Files.writeString(folder.resolve("compile.sh"), plan.script());
      Files.writeString(folder.resolve("finish.sh"), Templates.text("dockerfile/finish.sh"));
      Files.writeString(folder.resolve("libpython.ld"), StaticLibrary.script());
      context.emptied("patches");
      plan.patches().write(folder);
      return Files.writeString(
          folder.resolve("Dockerfile"),
          text(
              spec,
              flavour,
              base,
              plan.lock(),
              new Steps(
                  source.write(plan.lock().source(), folder),
                  site.map(each -> installing(each, spec.python())).orElse("")),
              new Config(
                  user,
                  Metadata.labels(spec, flavour, base, pipeline.patched(spec, plan.lock())))));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void refuseSources(SiteInputs site) {
    for (SourceArchive.OnDisk disk : site.sources()) {
      throw new SpecException(
          "wee:dockerfile can't write how %s of <site> is built. Build a wheel of it (pip wheel) and name that."
              .formatted(disk.archive().name()));
    }
  }

  /** What pip alone can't do. */
  private static void refuse(SiteLayout layout) {
    SiteLayout plain = SiteLayout.DEFAULT;
    if (!layout.wheels().isEmpty()
        || !layout.prune().isEmpty()
        || !layout.bytecode().equals(plain.bytecode())) {
      throw new SpecException(
          "wee:dockerfile can't write <project>, <prune> and <bytecode> of <site>, nor dependencies"
              + " of type whl. Leave them out for it, or run wee:build.");
    }
  }

  /** What the base has beside its packages, from where the images have it. */
  private void base(ImageSpec spec, Path folder) throws IOException {
    if (spec.bases().get(0) == Base.DISTROLESS) {
      pipeline.writeBeyondPackages(
          spec, folder.resolve("base.tar"), folder.resolve("left-out.list"));
    }
  }

  /** The instructions for the user's files; what they replace goes before they come. */
  private static String adding(ImageSpec spec, String root) {
    return spec.contents().files().isEmpty()
        ? ""
        : """
        COPY finish.sh %s /wee/
        RUN sh /wee/finish.sh bytecode %s
        ADD %s %s
        """
            .formatted(DockerfileFolder.REPLACED, root, DockerfileFolder.FILES, root);
  }

  /** What the build stage does for {@code <site>}. */
  static String installing(SiteInputs site, PythonVersion python) {
    // By the name that scripts are to have in their first line.
    String interpreter = python.atLeast(3, 0) ? "python3" : "python";
    return Templates.text(
        "dockerfile/site.Dockerfile",
        Map.of(
            "flags",
            site.flags().stream().map(flag -> " " + flag).collect(Collectors.joining()),
            "interpreter",
            interpreter));
  }

  static String text(
      ImageSpec spec, Flavour flavour, Base base, Lock lock, Steps steps, Config config) {
    boolean apart = base == Base.DISTROLESS;
    String root = apart ? ROOT : "/";
    Map<String, String> values = new HashMap<>();
    values.put("image", spec.image().toString());
    values.put("python", spec.python().toString());
    values.put("flavour", flavour.id());
    values.put("base", base.id());
    values.put("suite", spec.suite().codename());
    values.put("vouchedBy", lock.vouchedBy());
    values.put("source", steps.source());
    values.put("buildPackages", packages(lock.buildRoot()));
    values.put("basePackages", packages(lock.bases().getOrDefault(base.id(), List.of())));
    values.put("certificates", spec.extras().certificates().isEmpty() ? "" : CERTIFICATES);
    values.put("pip", spec.contents().pip() ? "COPY --from=build /wee/out/ " + root + "\n" : "");
    values.put(
        "site", steps.installing().isEmpty() ? "" : "COPY --from=build /wee/site/ " + root + "\n");
    values.put("files", adding(spec, root));
    values.put("root", root);
    values.put("cache", LibraryCacheLayer.isUsual(spec) ? "" : "CACHE=made ");
    values.put("leave", apart ? "" : " && rm -r /wee");
    values.put("last", apart ? "\nFROM scratch\nCOPY --from=base " + ROOT + " /\n" : "");
    values.put("config", config(spec, config));
    return Templates.text("dockerfile/build.Dockerfile", values)
        + steps.installing()
        + "\n"
        + Templates.text("dockerfile/" + base.id() + ".Dockerfile", values)
        + Templates.text("dockerfile/image.Dockerfile", values);
  }

  /** As {@code gcc=4:14.2.0-1}, one a line. */
  private static String packages(List<LockedPackage> packages) {
    return packages.stream()
        .map(each -> "  " + each.name() + "=" + each.version())
        .collect(Collectors.joining(" \\\n"));
  }

  private static String config(ImageSpec spec, Config config) {
    ImageSpec.UserConfig wish = spec.config();
    Map<String, String> env = new TreeMap<>(Metadata.env(spec));
    StringBuilder text = new StringBuilder();
    env.forEach((name, value) -> text.append("ENV %s=%s\n".formatted(name, json(value))));
    new TreeMap<>(config.labels())
        .forEach((name, value) -> text.append("LABEL %s=%s\n".formatted(json(name), json(value))));
    wish.ports().forEach(port -> text.append("EXPOSE %s\n".formatted(port)));
    wish.runtime()
        .volumes()
        .forEach(dir -> text.append("VOLUME %s\n".formatted(json(List.of(word(dir))))));
    wish.runtime().stopSignal().ifPresent(name -> text.append("STOPSIGNAL %s\n".formatted(name)));
    wish.runtime().healthcheck().ifPresent(check -> text.append(healthcheck(check)));
    wish.workdir().ifPresent(dir -> text.append("WORKDIR %s\n".formatted(word(dir))));
    config.user().ifPresent(numbers -> text.append("USER %s\n".formatted(numbers)));
    if (!wish.entrypoint().isEmpty()) {
      text.append("ENTRYPOINT %s\n".formatted(json(wish.entrypoint())));
    }
    return text.append("CMD ").append(json(Metadata.cmd(spec))).toString();
  }

  private static String healthcheck(Healthcheck check) {
    StringBuilder text = new StringBuilder("HEALTHCHECK");
    check.interval().ifPresent(nanos -> text.append(" --interval=%sns".formatted(nanos)));
    check.timeout().ifPresent(nanos -> text.append(" --timeout=%sns".formatted(nanos)));
    check.startPeriod().ifPresent(nanos -> text.append(" --start-period=%sns".formatted(nanos)));
    check
        .startInterval()
        .ifPresent(nanos -> text.append(" --start-interval=%sns".formatted(nanos)));
    check.retries().ifPresent(count -> text.append(" --retries=%s".formatted(count)));
    List<String> words = check.test().subList(1, check.test().size());
    return text.append(' ').append(test(check, words)).append('\n').toString();
  }

  private static String test(Healthcheck check, List<String> words) {
    if (!check.needsShell()) {
      return words.isEmpty() ? "NONE" : "CMD " + json(words);
    }
    String line = words.get(0);
    // What a daemon runs by a shell stands in one line here.
    boolean several = line.matches("(?s).*[\r\n].*|.*\\\\\\s*");
    return "CMD " + (several ? json(List.of("/bin/sh", "-c", line)) : line);
  }

  /** Docker takes quotes away and puts variables in, also in lists of words. */
  private static String word(String text) {
    return text.replaceAll("[\\\\$'\"]", "\\\\$0");
  }

  /** Docker reads its quoted words and lists as JSON; a dollar would be a variable there. */
  private static String json(Object value) {
    try {
      String text = JSON.writeValueAsString(value);
      return value instanceof String ? text.replace("$", "\\$") : text;
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }
}
