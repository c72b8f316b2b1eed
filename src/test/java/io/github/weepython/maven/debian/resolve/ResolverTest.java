package io.github.weepython.maven.debian.resolve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.weepython.maven.debian.archive.DebianException;
import io.github.weepython.maven.debian.archive.Dependency;
import io.github.weepython.maven.debian.archive.Package;
import io.github.weepython.maven.debian.archive.PackageIndex;
import io.github.weepython.maven.debian.archive.Relation;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ResolverTest {
  private static final Path TRIXIE = Path.of("src/test/resources/debian/trixie-amd64.Packages");

  @Test
  void takesAlternativesFromLeftToRight() throws IOException {
    assertThat(names(index("a; Depends: b | c", "b", "c"), "a")).containsExactly("a", "b");
  }

  @Test
  void takesAnAlternativeThatSomethingElseNeedsAnyway() throws IOException {
    PackageIndex index = index("a; Depends: b | c, d", "b", "c", "d; Depends: c");
    assertThat(names(index, "a")).containsExactly("a", "c", "d");
  }

  @Test
  void takesARealPackageRatherThanItsProvider() throws IOException {
    PackageIndex index = index("a; Depends: v", "p; Provides: v; Priority: required", "v");
    assertThat(names(index, "a")).containsExactly("a", "v");
  }

  @Test
  void takesProvidersByPriorityThenName() throws IOException {
    PackageIndex index =
        index(
            "a; Depends: v",
            "k; Provides: v; Priority: optional",
            "z; Provides: v; Priority: important",
            "y; Provides: v; Priority: important");
    assertThat(names(index, "a")).containsExactly("a", "y");
  }

  @Test
  void takesOnlyVersionedProvidersForVersionedDependencies() throws IOException {
    PackageIndex index =
        index(
            "a; Depends: v (>= 2)",
            "o; Provides: v",
            "p; Provides: v (= 1)",
            "q; Provides: v (= 2)");
    assertThat(names(index, "a")).containsExactly("a", "q");
  }

  @Test
  void goesBackWhereAChoiceConflictsLater() throws IOException {
    PackageIndex index =
        index("a; Depends: b | c, d | e", "b", "c", "d; Breaks: b", "e; Conflicts: b");
    assertThat(names(index, "a")).containsExactly("a", "c", "d");
  }

  @Test
  void letsAPackageConflictWithWhatItProvidesItself() throws IOException {
    PackageIndex index = index("a; Provides: v; Conflicts: v", "b; Provides: v");
    assertThat(names(index, "a")).containsExactly("a");
    assertThatThrownBy(() -> names(index, "a", "b"))
        .hasMessageContaining("a 1 conflicts with v, as b 1 is");
  }

  @Test
  void dropsDependenciesOnWhatIsCutAndOnlyThose() throws IOException {
    PackageIndex index =
        index("a; Depends: b | c, d | b, v", "b", "c", "d", "p; Provides: v", "q; Provides: v");
    assertThat(names(index, Set.of("b", "p"), "a")).containsExactly("a", "d");
    assertThat(names(index, Set.of("v"), "a")).containsExactly("a", "b");
    assertThatThrownBy(() -> names(index, Set.of("a"), "a"))
        .hasMessageContaining("a is both asked for");
  }

  @Test
  void takesTheVersionThatIsAskedFor() throws IOException {
    PackageIndex index = index("a; Version: 1", "a; Version: 2", "b; Depends: a");
    assertThat(resolve(index, "b").packages().get(0).version()).hasToString("2");
    assertThat(resolve(index, "b", "a=1").packages().get(0).version()).hasToString("1");
    assertThatThrownBy(() -> resolve(index, "a=3"))
        .hasMessageContaining("a (= 3) can't be installed")
        .hasMessageContaining("the archive has a in [2, 1]");
  }

  @Test
  void followsChainsOfAnyLength() throws IOException {
    List<String> entries = new ArrayList<>();
    for (int i = 0; i < 5_000; i++) {
      entries.add("p" + i + "; Depends: p" + (i + 1) + " | none");
    }
    entries.add("p5000");
    assertThat(names(index(entries.toArray(String[]::new)), "p0")).hasSize(5_001);
  }

  @Test
  void showsWhoRequiredWhom() throws IOException {
    PackageIndex index = index("a; Depends: b", "b; Depends: c (>= 2) | none", "c");
    assertThatThrownBy(() -> names(index, "a"))
        .isInstanceOf(DebianException.class)
        .hasMessage(
            """
            c (>= 2) | none can't be installed:
              the archive has c in [1], of which 1 is considered
              the archive has no package none, and none that provides it
            Required so:
              wanted: a
              a 1 needs b
              b 1 needs c (>= 2) | none\
            """);
  }

  @Test
  void knowsTheTrapsOfTrixiesEssentialSet() throws IOException {
    PackageIndex index = trixie();
    Resolution result =
        new Resolver()
            .resolve(
                index, List.of("apt", "bash"), Set.of(), true, List.of("mawk", "usr-is-merged"));
    List<String> names = result.packages().stream().map(Package::name).toList();
    assertThat(names)
        .contains("mawk", "perl-base", "libc6", "dpkg", "apt")
        .doesNotContain("gawk", "original-awk", "usrmerge", "perl")
        .isSorted();
    assertThat(result.reasons()).containsEntry("apt", "wanted").containsEntry("dpkg", "essential");
    check(result, Set.of());
  }

  /** What bookworm's init-system-helpers asks for; usrmerge would bring all of perl. */
  @Test
  void takesUsrIsMergedWhereItIsPreferred() throws IOException {
    PackageIndex index =
        index(
            "init-system-helpers; Depends: usrmerge | usr-is-merged (>= 38~)",
            "usrmerge; Depends: perl; Conflicts: usr-is-merged",
            "usr-is-merged; Version: 39; Conflicts: usrmerge",
            "perl");
    Resolution result =
        new Resolver()
            .resolve(
                index, List.of("init-system-helpers"), Set.of(), false, List.of("usr-is-merged"));
    assertThat(result.packages())
        .extracting(Package::name)
        .containsExactly("init-system-helpers", "usr-is-merged");
  }

  @Test
  void choosesMawkByItsPriorityAlone() throws IOException {
    Resolution result =
        new Resolver().resolve(trixie(), List.of("base-files"), Set.of(), false, List.of());
    assertThat(result.packages()).extracting(Package::name).contains("mawk");
  }

  @Test
  void findsSoundResultsInRandomArchivesWhateverTheirOrder() throws IOException {
    long seed = System.nanoTime();
    System.out.println("ResolverTest seed: " + seed);
    Random random = new Random(seed);
    int found = 0;
    for (int round = 0; round < 500; round++) {
      List<String> entries = randomArchive(random);
      List<String> shuffled = new ArrayList<>(entries);
      Collections.shuffle(shuffled, random);
      String result = outcome(index(entries.toArray(String[]::new)));
      assertThat(outcome(index(shuffled.toArray(String[]::new))))
          .as("seed %d, round %d", seed, round)
          .isEqualTo(result);
      found += result.startsWith("[") ? 1 : 0;
    }
    assertThat(found).as("seed %d", seed).isBetween(100, 499);
  }

  private static String outcome(PackageIndex index) {
    try {
      Resolution result =
          new Resolver().resolve(index, List.of("p0", "p1"), Set.of("p9"), true, List.of("p7"));
      check(result, Set.of("p9"));
      return result.packages().stream().map(Package::label).toList().toString();
    } catch (DebianException e) {
      return e.getMessage();
    }
  }

  /** What Debian Policy wants of packages installed together, said anew. */
  private static void check(Resolution result, Set<String> cut) {
    List<Package> all = result.packages();
    assertThat(all).extracting(Package::name).doesNotHaveDuplicates();
    assertThat(all).noneMatch(p -> cut.contains(p.name()));
    for (Package one : all) {
      for (Dependency dependency : one.relations().depends()) {
        boolean dropped =
            dependency.alternatives().stream().anyMatch(r -> !cut.isEmpty() && mayBeCut(r));
        assertThat(dropped || all.stream().anyMatch(p -> p.meets(dependency)))
            .as("%s needs %s", one.label(), dependency)
            .isTrue();
      }
      for (Package other : all) {
        List<Relation> excluded = new ArrayList<>(one.relations().breaks());
        excluded.addAll(one.relations().conflicts());
        assertThat(other != one && excluded.stream().anyMatch(other::meets)).isFalse();
      }
    }
  }

  /** p9 provides v0 in the random archives. */
  private static boolean mayBeCut(Relation relation) {
    return relation.name().equals("p9") || relation.name().equals("v0");
  }

  private static List<String> randomArchive(Random random) {
    List<String> entries = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      StringBuilder entry = new StringBuilder("p" + i + "; Version: " + (1 + random.nextInt(3)));
      if (random.nextInt(3) > 0) {
        entry.append("; Depends: ").append(randomRelations(random, " | "));
        entry.append(", ").append(randomRelations(random, " | "));
      }
      if (random.nextInt(3) == 0) {
        entry.append(random.nextBoolean() ? "; Breaks: " : "; Conflicts: ");
        entry.append(randomRelations(random, ", "));
      }
      if (i == 9 || random.nextInt(3) == 0) {
        entry.append("; Provides: v").append(i == 9 ? 0 : random.nextInt(2));
        entry.append(random.nextBoolean() ? " (= 2)" : "");
      }
      entry.append(i == 11 ? "; Essential: yes" : "");
      entries.add(entry.toString());
    }
    return entries;
  }

  private static String randomRelations(Random random, String separator) {
    List<String> relations = new ArrayList<>();
    for (int i = 0; i <= random.nextInt(3); i++) {
      String name = random.nextInt(4) == 0 ? "v" + random.nextInt(2) : "p" + random.nextInt(12);
      String operator = List.of("<<", "<=", "=", ">=", ">>").get(random.nextInt(5));
      boolean versioned = random.nextInt(3) == 0;
      relations.add(
          name + (versioned ? " (" + operator + " " + (1 + random.nextInt(3)) + ")" : ""));
    }
    return String.join(separator, relations);
  }

  private static PackageIndex trixie() throws IOException {
    try (InputStream in = Files.newInputStream(TRIXIE)) {
      return new PackageIndex.Builder().add(in, List.of()).build();
    }
  }

  private static Resolution resolve(PackageIndex index, String... wanted) {
    return new Resolver().resolve(index, List.of(wanted), Set.of(), false, List.of());
  }

  private static List<String> names(PackageIndex index, String... wanted) {
    return names(index, Set.of(), wanted);
  }

  private static List<String> names(PackageIndex index, Set<String> cut, String... wanted) {
    return new Resolver()
        .resolve(index, List.of(wanted), cut, false, List.of()).packages().stream()
            .map(Package::name)
            .toList();
  }

  /** Entries as {@code name; Field: value; Field: value}, version 1 where none is given. */
  private static PackageIndex index(String... entries) throws IOException {
    StringBuilder text = new StringBuilder();
    for (String entry : entries) {
      List<String> fields = new ArrayList<>(Arrays.asList(entry.split("; ")));
      text.append("Package: ").append(fields.remove(0)).append('\n');
      if (!entry.contains("Version: ")) {
        fields.add("Version: 1");
      }
      fields.forEach(f -> text.append(f).append('\n'));
      text.append("Architecture: amd64\nFilename: pool/a.deb\nSize: 1\nSHA256: ");
      text.append("0".repeat(64)).append("\n\n");
    }
    byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
    return new PackageIndex.Builder().add(new ByteArrayInputStream(bytes), List.of()).build();
  }
}
