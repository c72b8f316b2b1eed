package io.github.weepython.maven;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.Architectures.LayeredArchitecture;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import java.net.Proxy;
import java.net.URL;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Rooms know only what is left of them in the data flow: each room, and what it may know. */
@AnalyzeClasses(packages = RoomsTest.HOUSE, importOptions = ImportOption.DoNotIncludeTests.class)
class RoomsTest {
  static final String HOUSE = "io.github.weepython.maven";

  /** Each room of the house, and the rooms that its classes may use. */
  private static final Map<String, String> ROOMS =
      Map.ofEntries(
          Map.entry("archive", "archive.deflate"),
          Map.entry("archive.deflate", ""),
          Map.entry("audit", "debian.archive sbom spec vex"),
          Map.entry("bench", "digest image progress sandbox store templates"),
          Map.entry("compile", "archive digest progress sandbox source spec store"),
          Map.entry("daemon", "digest progress"),
          Map.entry("debian.archive", "archive digest fetch openpgp"),
          Map.entry("debian.resolve", "debian.archive"),
          Map.entry("debian.rootfs", "archive debian.archive digest progress sandbox spec"),
          Map.entry("digest", ""),
          Map.entry(
              "doctor",
              "daemon debian.archive fetch http inputs pipeline progress publish sandbox spec"
                  + " store"),
          Map.entry("elf", "archive spec"),
          Map.entry("fetch", "digest http progress store"),
          Map.entry("http", ""),
          Map.entry("image", "archive archive.deflate digest spec"),
          Map.entry(
              "imagediff",
              "archive bench debian.archive debian.rootfs digest image publish site spec trust"
                  + " vex"),
          Map.entry(
              "inputs",
              "archive debian.archive debian.resolve debian.rootfs digest fetch openpgp progress"
                  + " prune sigstore source spec store templates tuf"),
          Map.entry(
              "interpreter",
              "archive compile digest fetch inputs progress publish sandbox sign source spec store"
                  + " templates trust"),
          Map.entry("kube", "http"),
          Map.entry(
              "layers",
              "archive debian.archive debian.rootfs digest elf fetch image inputs interpreter"
                  + " metadata progress prune sandbox sbom site spec store templates"),
          Map.entry("lockfile", "compile debian.archive digest inputs progress site source spec"),
          Map.entry("metadata", "archive compile debian.rootfs digest image inputs source spec"),
          Map.entry(
              "mojo",
              "audit digest doctor http interpreter outdated output pipeline progress report"
                  + " sign spec trust"),
          Map.entry("openpgp", ""),
          Map.entry("outdated", "inputs spec"),
          Map.entry("output", "archive digest image spec"),
          Map.entry(
              "pipeline",
              "archive audit bench compile daemon debian.archive debian.rootfs digest fetch http"
                  + " image imagediff inputs interpreter kube layers lockfile metadata openpgp"
                  + " outdated output progress prune publish rebuild report run sandbox"
                  + " sandbox.docker sandbox.kubernetes sandbox.namespaces sandbox.remote sbom sign"
                  + " sigstore site source spec store templates trust verify vex"),
          Map.entry("progress", ""),
          Map.entry("prune", "archive debian.rootfs digest spec store templates"),
          Map.entry("publish", "archive daemon digest http image progress spec"),
          Map.entry("rebuild", "archive digest image spec"),
          Map.entry("report", "archive debian.rootfs image output prune spec templates"),
          Map.entry("run", "archive image inputs output progress sandbox spec store"),
          Map.entry("sandbox", "archive progress spec"),
          Map.entry(
              "sandbox.docker", "archive daemon progress sandbox sandbox.remote spec templates"),
          Map.entry(
              "sandbox.kubernetes",
              "archive digest image kube progress publish sandbox sandbox.remote spec store"),
          Map.entry("sandbox.namespaces", "archive sandbox spec"),
          Map.entry("sandbox.remote", "archive elf sandbox spec store"),
          Map.entry("sbom", "archive debian.rootfs digest elf image inputs metadata source spec"),
          Map.entry("sigstore", "digest"),
          Map.entry("sign", "digest http sigstore"),
          Map.entry("site", "archive digest fetch sandbox spec"),
          Map.entry(
              "source",
              "archive debian.archive digest fetch openpgp progress sigstore spec store templates"),
          Map.entry("spec", "digest"),
          Map.entry("store", "digest"),
          Map.entry("templates", ""),
          Map.entry(
              "trust", "archive debian.rootfs digest image progress publish sign sigstore spec"),
          Map.entry("tuf", "digest"),
          Map.entry("verify", "archive image inputs output progress sandbox spec store templates"),
          Map.entry("vex", "debian.archive digest metadata prune sbom source spec"));

  @ArchTest
  static void everyRoomKnowsOnlyItsOwn(JavaClasses classes) {
    LayeredArchitecture rule = layeredArchitecture().consideringOnlyDependenciesInLayers();
    for (String room : ROOMS.keySet()) {
      rule = rule.layer(room).definedBy(HOUSE + "." + room);
    }
    for (Map.Entry<String, String> room : new TreeMap<>(ROOMS).entrySet()) {
      rule =
          room.getValue().isEmpty()
              ? rule.whereLayer(room.getKey()).mayNotAccessAnyLayer()
              : rule.whereLayer(room.getKey()).mayOnlyAccessLayers(room.getValue().split(" "));
    }
    rule.check(classes);
  }

  @ArchTest
  static final ArchRule NO_CIRCLE_OF_ROOMS =
      slices().matching(HOUSE + ".(**)").should().beFreeOfCycles();

  /** Which would be the word null where JSON has null; asText("") is not. */
  @ArchTest
  static final ArchRule NO_TEXT_OF_NULL = noClasses().should().callMethod(JsonNode.class, "asText");

  /** A class with those nested in it is one. */
  @ArchTest
  static final ArchRule NO_CIRCLE_OF_CLASSES =
      slices()
          .assignedFrom(
              new SliceAssignment() {
                @Override
                public SliceIdentifier getIdentifierOf(JavaClass type) {
                  return type.getPackageName().startsWith(HOUSE)
                      ? SliceIdentifier.of(type.getName().replaceFirst("[$\\[].*", ""))
                      : SliceIdentifier.ignore();
                }

                @Override
                public String getDescription() {
                  return "each class";
                }
              })
          .should()
          .beFreeOfCycles();

  /** Libraries, each with the rooms that may know it; what is not here any room may use. */
  private static final Map<String, String> LIBRARIES =
      Map.ofEntries(
          Map.entry(
              "com.github.dockerjava",
              "daemon publish sandbox.docker sandbox.kubernetes sandbox.remote"),
          Map.entry("com.github.luben.zstd", "archive image interpreter"),
          Map.entry("com.google.api", "publish"),
          Map.entry("com.google.cloud.tools.jib", "publish"),
          Map.entry("io.fabric8", "kube sandbox.kubernetes"),
          Map.entry("org.apache.commons.compress", "archive debian.rootfs"),
          Map.entry("org.apache.commons.text", "mojo site"),
          Map.entry("org.apache.http", "fetch http publish sign"),
          Map.entry("org.apache.maven", "mojo"),
          Map.entry("org.bouncycastle", "openpgp sign sigstore"),
          Map.entry("org.codehaus.plexus.util.xml", "mojo"),
          Map.entry("org.tukaani.xz", "archive"));

  @ArchTest
  static void everyLibraryStaysInItsRooms(JavaClasses classes) {
    for (Map.Entry<String, String> library : new TreeMap<>(LIBRARIES).entrySet()) {
      String[] rooms =
          Arrays.stream(library.getValue().split(" "))
              .map(room -> HOUSE + "." + room)
              .toArray(String[]::new);
      noClasses()
          .that()
          .resideInAPackage(HOUSE + "..")
          .and()
          .resideOutsideOfPackages(rooms)
          .should()
          .dependOnClassesThat()
          .resideInAPackage(library.getKey() + "..")
          .check(classes);
    }
  }

  /**
   * One client of wee's own, which http.HttpClients builds (docs/decisions/0202-http-stacks.md).
   */
  @ArchTest
  static final ArchRule ONE_JSON_MAPPER =
      noClasses()
          .that()
          .doNotHaveFullyQualifiedName(Jackson.class.getName())
          .should()
          .callConstructor(ObjectMapper.class);

  @ArchTest
  static final ArchRule ONE_HTTP_CLIENT =
      noClasses()
          .that()
          .resideInAPackage(HOUSE + "..")
          .should()
          .dependOnClassesThat()
          .haveNameMatching("java\\.net\\.http\\..*|java\\.net\\.(Http)?URLConnection")
          .orShould()
          .callMethod(URL.class, "openConnection")
          .orShould()
          .callMethod(URL.class, "openConnection", Proxy.class)
          .orShould()
          .callMethod(URL.class, "openStream");

  @ArchTest
  static void everyPackageIsARoom(JavaClasses classes) {
    assertThat(
            classes.stream()
                .map(JavaClass::getPackageName)
                .filter(name -> name.startsWith(HOUSE + "."))
                .map(name -> name.substring(HOUSE.length() + 1))
                .collect(Collectors.toSet()))
        .isEqualTo(ROOMS.keySet());
  }
}
