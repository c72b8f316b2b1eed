package io.github.weepython.maven.metadata;

import io.github.weepython.maven.image.ImageConfig;
import io.github.weepython.maven.spec.Base;
import io.github.weepython.maven.spec.Flavour;
import io.github.weepython.maven.spec.ImageSpec;
import io.github.weepython.maven.spec.Variant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** What an image says of itself: the user's words over wee's own. */
public final class Metadata {
  /** The label of the base: {@code distroless} or {@code debian}. */
  public static final String BASE = "io.github.weepython.base";

  /** The label of the suite that the base's packages are from. */
  public static final String SUITE = "io.github.weepython.suite";

  /** The label of an interpreter without the global lock; its value is {@code true}. */
  public static final String FREE_THREADING = "io.github.weepython.free-threading";

  /** The label of a variant, such as {@code dev}; an image that is none lacks it. */
  public static final String VARIANT = "io.github.weepython.variant";

  /** Where the debug variant has its tools: after all others, as in distroless images. */
  private static final String TOOLS = ":/busybox";

  private Metadata() {}

  public static Map<String, String> labels(
      ImageSpec spec, Flavour flavour, Base base, PatchList patches) {
    Map<String, String> labels = new TreeMap<>();
    labels.put("org.opencontainers.image.title", "CPython " + spec.pythonTag());
    labels.put("org.opencontainers.image.version", spec.pythonTag() + "-" + flavour.id());
    if (spec.optimization().freeThreading()) {
      labels.put(FREE_THREADING, "true");
    }
    labels.put("org.opencontainers.image.created", spec.created().toString());
    // No image lies under it that org.opencontainers.image.base.name could refer to.
    labels.put(BASE, base.id());
    labels.put(SUITE, "debian " + spec.suite().codename());
    if (!patches.patches().isEmpty()) {
      labels.put(PatchList.LABEL, patches.label());
    }
    labels.putAll(patches.backports().properties());
    labels.putAll(spec.config().labels());
    return labels;
  }

  /** The labels of a variant of the image that has these. */
  public static Map<String, String> labels(Map<String, String> labels, Variant variant) {
    Map<String, String> all = new TreeMap<>(labels);
    all.putIfAbsent(VARIANT, variant.id());
    return all;
  }

  /** Annotations of manifest and index: the labels, and the user's own over them. */
  public static Map<String, String> annotations(ImageSpec spec, Map<String, String> labels) {
    Map<String, String> annotations = new TreeMap<>(labels);
    annotations.putAll(spec.config().annotations());
    return annotations;
  }

  /**
   * @param user as numbers ({@link ImageUser})
   * @param variant which one it is of
   */
  public static ImageConfig config(
      ImageSpec spec,
      Map<String, String> labels,
      Optional<String> user,
      Optional<Variant> variant) {
    Map<String, String> env = env(spec);
    if (variant.equals(Optional.of(Variant.DEBUG))) {
      env.computeIfPresent("PATH", (name, path) -> path + TOOLS);
    }
    return ImageConfig.builder(spec.platform(), spec.created())
        .env(env.entrySet().stream().map(e -> e.getKey() + "=" + e.getValue()).toList())
        .entrypoint(spec.config().entrypoint())
        .cmd(cmd(spec))
        .user(user)
        .workdir(spec.config().workdir())
        .exposedPorts(Set.copyOf(spec.config().ports()))
        .labels(labels)
        .runtime(spec.config().runtime())
        .build();
  }

  /** An entrypoint of the user's own gets no arguments that he did not write. */
  public static List<String> cmd(ImageSpec spec) {
    List<String> own = spec.config().cmd();
    return own.isEmpty() && spec.config().entrypoint().isEmpty()
        ? List.of("python" + spec.python().major())
        : own;
  }

  /** Sorted by name. */
  public static Map<String, String> env(ImageSpec spec) {
    Map<String, String> env = new TreeMap<>(spec.config().env());
    env.putIfAbsent("PATH", "/usr/local/bin:/usr/local/sbin:/usr/bin:/usr/sbin:/bin:/sbin");
    env.putIfAbsent("LANG", "C.UTF-8");
    env.putIfAbsent("PYTHON_VERSION", spec.python().toString());
    return env;
  }
}
