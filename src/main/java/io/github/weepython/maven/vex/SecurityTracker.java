package io.github.weepython.maven.vex;

import static io.github.weepython.maven.Jackson.JSON;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import io.github.weepython.maven.debian.archive.DebianVersion;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * What Debian's security tracker says of some source packages: the JSON of
 * security-tracker.debian.org/tracker/data/json, read as a stream, since it has tens of megabytes.
 *
 * @param entries by source package
 */
public record SecurityTracker(Map<String, List<Entry>> entries) {
  public SecurityTracker {
    entries = Map.copyOf(entries);
  }

  /**
   * One vulnerability of a source package.
   *
   * @param releases by their code names
   */
  public record Entry(String cve, String description, Map<String, State> releases) {
    public Entry {
      releases = Map.copyOf(releases);
    }
  }

  /**
   * How it stands in a release.
   *
   * @param status {@code open}, {@code resolved} or {@code undetermined}
   * @param fixed the first version without it; empty where there is none, {@code 0} where there
   *     never was one with it
   * @param urgency such as {@code low} or {@code not yet assigned}
   * @param version the newest that the release has; empty where it is not said
   */
  public record State(String status, String fixed, String urgency, String version) {
    /** Whether no version of the release's ever had it. */
    boolean never() {
      return status.equals("resolved") && fixed.equals("0");
    }

    /** Whether a version has it no more; not of what never had it. */
    public boolean fixedIn(String version) {
      return status.equals("resolved") && !fixed.equals("0") && reaches(version);
    }

    /** Whether a version has it still. */
    public boolean openIn(String version) {
      return status.equals("open") || (status.equals("resolved") && !reaches(version));
    }

    private boolean reaches(String version) {
      return !fixed.isEmpty()
          && DebianVersion.parse(version).compareTo(DebianVersion.parse(fixed)) >= 0;
    }
  }

  /**
   * Reads the JSON.
   *
   * @param sources the source packages that are of interest
   * @throws IOException when it is not JSON, or of another form
   */
  public static SecurityTracker read(InputStream in, Set<String> sources) throws IOException {
    Map<String, List<Entry>> entries = new TreeMap<>();
    try (JsonParser json = new JsonFactory(JSON).createParser(in)) {
      if (json.nextToken() != JsonToken.START_OBJECT) {
        throw new IOException("it is not a JSON object of source packages");
      }
      while (json.nextToken() == JsonToken.FIELD_NAME) {
        String source = json.currentName();
        if (json.nextToken() != JsonToken.START_OBJECT) {
          throw new IOException("'%s' is not an object of vulnerabilities".formatted(source));
        }
        if (sources.contains(source)) {
          entries.put(source, entries(json.readValueAsTree()));
        } else {
          json.skipChildren();
        }
      }
    }
    return new SecurityTracker(entries);
  }

  private static List<Entry> entries(JsonNode source) {
    List<Entry> all = new ArrayList<>();
    for (Map.Entry<String, JsonNode> entry : source.properties()) {
      Map<String, State> releases = new TreeMap<>();
      for (Map.Entry<String, JsonNode> release : entry.getValue().path("releases").properties()) {
        JsonNode state = release.getValue();
        releases.put(
            release.getKey(),
            new State(
                state.path("status").asText(""),
                state.path("fixed_version").asText(""),
                state.path("urgency").asText(""),
                newest(state.path("repositories"))));
      }
      all.add(new Entry(entry.getKey(), entry.getValue().path("description").asText(""), releases));
    }
    return all;
  }

  /** Of a release and its security archive. */
  private static String newest(JsonNode repositories) {
    return repositories
        .valueStream()
        .map(version -> DebianVersion.parse(version.asText("")))
        .max(Comparator.naturalOrder())
        .map(DebianVersion::toString)
        .orElse("");
  }

  /** What it says of a source package in a release. */
  public Map<Entry, State> of(String source, String codename) {
    Map<Entry, State> found = new LinkedHashMap<>();
    for (Entry entry : entries.getOrDefault(source, List.of())) {
      Optional.ofNullable(entry.releases().get(codename))
          .ifPresent(state -> found.put(entry, state));
    }
    return found;
  }
}
