package io.github.weepython.maven.debian.resolve;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.weepython.maven.debian.archive.DebianException;
import io.github.weepython.maven.debian.archive.Package;
import io.github.weepython.maven.debian.archive.PackageIndex;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What the resolver chooses, judged by apt-get(8): from an archive of nothing but that choice, it
 * installs the same packages that were asked for.
 */
class AptResolutionIT {
  private static final Path TRIXIE = Path.of("src/test/resources/debian/trixie-amd64.Packages");
  private static final int ROUNDS = 8;

  @TempDir Path dir;

  @Test
  void choosesWhatAptInstalls() throws Exception {
    PackageIndex index = trixie();
    List<String> all = new ArrayList<>(stanzas().stream().map(AptResolutionIT::name).toList());
    long seed = System.nanoTime();
    System.out.println("AptResolutionIT seed: " + seed);
    Random random = new Random(seed);
    int tried = 0;
    for (int i = 0; i < ROUNDS; i++) {
      Collections.shuffle(all, random);
      List<String> wanted = all.subList(0, 1 + random.nextInt(4));
      Resolution chosen;
      try {
        chosen = new Resolver().resolve(index, wanted, Set.of(), false, List.of());
      } catch (DebianException e) {
        continue; // The excerpt lacks some of what they need, or they conflict.
      }
      tried++;
      Set<String> names = new TreeSet<>(chosen.packages().stream().map(Package::name).toList());
      assertThat(apt(names, wanted)).as("%s", wanted).isEqualTo(names);
    }
    assertThat(tried).as("sets that could be resolved").isPositive();
  }

  /** What apt would install from an archive of those packages alone. */
  private Set<String> apt(Set<String> names, List<String> wanted) throws Exception {
    Path archive = Files.createDirectories(dir.resolve("archive"));
    Files.writeString(
        archive.resolve("Packages"),
        String.join("\n\n", stanzas().stream().filter(text -> names.contains(name(text))).toList())
            + "\n");
    for (String folder : List.of("state/lists/partial", "cache/archives/partial", "etc")) {
      Files.createDirectories(dir.resolve(folder));
    }
    Files.writeString(dir.resolve("status"), "");
    Files.writeString(dir.resolve("sources.list"), "deb [trusted=yes] file:" + archive + " ./\n");
    run("update", List.of());
    List<String> options = new ArrayList<>(List.of("-s", "--no-install-recommends"));
    options.addAll(wanted);
    Set<String> installed = new TreeSet<>();
    for (String line : run("install", options).lines().toList()) {
      if (line.startsWith("Inst ")) {
        installed.add(line.split(" ")[1].replaceFirst(":.*", ""));
      }
    }
    return installed;
  }

  private String run(String verb, List<String> words) throws Exception {
    List<String> command = new ArrayList<>(List.of("apt-get"));
    for (String option :
        List.of(
            "Dir::State=" + dir.resolve("state"),
            "Dir::State::status=" + dir.resolve("status"),
            "Dir::Cache=" + dir.resolve("cache"),
            "Dir::Etc=" + dir.resolve("etc"),
            "Dir::Etc::sourcelist=" + dir.resolve("sources.list"),
            "Dir::Etc::sourceparts=-",
            "APT::Architecture=amd64",
            "APT::Architectures=amd64",
            "APT::Sandbox::User=")) {
      command.addAll(List.of("-o", option));
    }
    command.add(verb);
    command.addAll(words);
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes());
    assertThat(process.waitFor()).as("%s%n%s", String.join(" ", command), said).isZero();
    return said;
  }

  private static PackageIndex trixie() throws IOException {
    try (InputStream in = Files.newInputStream(TRIXIE)) {
      return new PackageIndex.Builder().add(in, List.of()).build();
    }
  }

  private static List<String> stanzas() throws IOException {
    return Arrays.stream(Files.readString(TRIXIE).split("\n\n"))
        .map(String::strip)
        .filter(text -> !text.isEmpty())
        .toList();
  }

  private static String name(String stanza) {
    return stanza.lines().findFirst().orElseThrow().substring("Package: ".length());
  }
}
