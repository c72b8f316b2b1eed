package io.github.weepython.maven.imagediff;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.weepython.maven.bench.BenchmarkTimes;
import io.github.weepython.maven.debian.rootfs.InstalledPackages;
import io.github.weepython.maven.digest.Digest;
import io.github.weepython.maven.spec.Suite;
import io.github.weepython.maven.trust.LayerContents;
import io.github.weepython.maven.trust.LayerContents.Attributes;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What is to be compared of an image.
 *
 * @param compressed the sum of its layers in a registry, in bytes
 * @param packages Debian's, versions by name
 * @param sources Debian's source packages, versions by name: packages of one may have several
 * @param release Debian's number, such as 13
 * @param files digests by path
 * @param sizes in bytes by path; of several hard links, of the first alone
 * @param attributes modes, owners and targets of links by path
 * @param settings the config's, each under its name: labels, variables, user, command
 * @param speed what it took for benchmarks, if somebody measured it
 */
record ImageSummary(
    Digest digest,
    long compressed,
    Map<String, String> packages,
    Map<String, Set<String>> sources,
    Optional<Integer> release,
    Map<String, Digest> files,
    Map<String, Long> sizes,
    Map<String, Attributes> attributes,
    Map<String, String> settings,
    Optional<BenchmarkTimes> speed) {
  /** Names patches to CPython. */
  static final String PATCHES = "label io.github.weepython.patches";

  private static final Pattern CVE = Pattern.compile("CVE-\\d{4}-\\d{4,}");
  private static final Pattern RELEASE = Pattern.compile("\\d+\\.\\d+\\.\\d+((a|b|rc)\\d+)?");

  ImageSummary {
    packages = Collections.unmodifiableMap(new TreeMap<>(packages));
    sources = Collections.unmodifiableMap(new TreeMap<>(sources));
    files = Collections.unmodifiableMap(new TreeMap<>(files));
    sizes = Map.copyOf(sizes);
    attributes = Map.copyOf(attributes);
    settings = Collections.unmodifiableMap(new TreeMap<>(settings));
  }

  static ImageSummary of(
      Digest digest,
      JsonNode manifest,
      JsonNode config,
      LayerContents layers,
      Optional<BenchmarkTimes> speed) {
    long compressed = 0;
    for (JsonNode layer : manifest.path("layers")) {
      compressed += layer.path("size").asLong();
    }
    Map<String, String> packages = new TreeMap<>();
    Map<String, Set<String>> sources = new TreeMap<>();
    for (InstalledPackages.Installed installed : layers.packages().all()) {
      packages.put(installed.name(), installed.version());
      sources
          .computeIfAbsent(installed.source(), any -> new TreeSet<>())
          .add(installed.sourceVersion());
    }
    return new ImageSummary(
        digest,
        compressed,
        packages,
        sources,
        layers.debian(),
        layers.files(),
        layers.sizes(),
        layers.attributes(),
        settings(config),
        speed);
  }

  private static Map<String, String> settings(JsonNode config) {
    Map<String, String> settings = new TreeMap<>();
    settings.put(
        "platform", config.path("os").asText("") + "/" + config.path("architecture").asText(""));
    for (Map.Entry<String, JsonNode> setting : config.path("config").properties()) {
      JsonNode value = setting.getValue();
      switch (setting.getKey()) {
        case "Labels" ->
            value
                .properties()
                .forEach(l -> settings.put("label " + l.getKey(), l.getValue().asText("")));
        case "Env" ->
            value.forEach(
                variable -> {
                  String[] pair = variable.asText("").split("=", 2);
                  settings.put("variable " + pair[0], pair.length > 1 ? pair[1] : "");
                });
        default -> {
          if (!value.isNull()) { // As Docker writes what is not set.
            settings.put(setting.getKey(), text(value));
          }
        }
      }
    }
    return settings;
  }

  private static String text(JsonNode value) {
    if (value.isArray()) {
      List<String> words = new ArrayList<>();
      value.forEach(word -> words.add(word.asText("")));
      return String.join(" ", words);
    }
    return value.isValueNode() ? value.asText("") : value.toString();
  }

  /** The release of CPython, as images of Python say it, not wee's alone. */
  Optional<String> python() {
    return Optional.ofNullable(settings.get("variable PYTHON_VERSION"))
        .filter(text -> RELEASE.matcher(text).matches());
  }

  /** The names of the patches to CPython. */
  Set<String> patches() {
    Set<String> names = new TreeSet<>(List.of(settings.getOrDefault(PATCHES, "").split(" ")));
    names.remove("");
    return names;
  }

  /** The CVE numbers that the names of the patches tell. */
  Set<String> patchedCves() {
    Set<String> cves = new TreeSet<>();
    for (String patch : patches()) {
      CVE.matcher(patch).results().map(MatchResult::group).forEach(cves::add);
    }
    return cves;
  }

  /** What Debian files vulnerabilities of. */
  TrackedParts trackedParts() {
    Optional<String> codename =
        Stream.of(Suite.values())
            .filter(known -> release.equals(Optional.of(known.release())))
            .map(Suite::codename)
            .findFirst();
    Map<String, Set<String>> pythons =
        python().map(python -> Map.of(python, patchedCves())).orElse(Map.of());
    return new TrackedParts(codename, sources, pythons);
  }

  /** What its files take, in bytes. */
  long unpacked() {
    return sizes.values().stream().mapToLong(Long::longValue).sum();
  }
}
