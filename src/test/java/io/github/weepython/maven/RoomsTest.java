package io.github.weepython.maven;

import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Rooms know only what is left of them in the data flow. */
@AnalyzeClasses(
    packages = "io.github.weepython.maven",
    importOptions = ImportOption.DoNotIncludeTests.class)
class RoomsTest {
  @ArchTest
  static final ArchRule ROOMS =
      layeredArchitecture()
          .consideringOnlyDependenciesInLayers()
          .withOptionalLayers(true)
          .layer("mojo")
          .definedBy("..maven.mojo..")
          .layer("pipeline")
          .definedBy("..maven.pipeline..")
          .layer("report")
          .definedBy("..maven.report..")
          .layer("bench")
          .definedBy("..maven.bench..")
          .layer("publish")
          .definedBy("..maven.publish..")
          .layer("image")
          .definedBy("..maven.image..")
          .layer("elf")
          .definedBy("..maven.elf..")
          .layer("verify")
          .definedBy("..maven.verify..")
          .layer("site")
          .definedBy("..maven.site..")
          .layer("compile")
          .definedBy("..maven.compile..")
          .layer("sandbox")
          .definedBy("..maven.sandbox..")
          .layer("daemon")
          .definedBy("..maven.daemon..")
          .layer("kube")
          .definedBy("..maven.kube..")
          .layer("source")
          .definedBy("..maven.source..")
          .layer("debian")
          .definedBy("..maven.debian..")
          .layer("openpgp")
          .definedBy("..maven.openpgp..")
          .layer("fetch")
          .definedBy("..maven.fetch..")
          .layer("http")
          .definedBy("..maven.http..")
          .layer("archive")
          .definedBy("..maven.archive..")
          .whereLayer("mojo")
          .mayNotBeAccessedByAnyLayer()
          .whereLayer("pipeline")
          .mayOnlyBeAccessedByLayers("mojo")
          .whereLayer("report")
          .mayOnlyBeAccessedByLayers("pipeline")
          .whereLayer("bench")
          .mayOnlyBeAccessedByLayers("pipeline")
          .whereLayer("publish")
          .mayOnlyBeAccessedByLayers("pipeline")
          .whereLayer("image")
          .mayOnlyBeAccessedByLayers("publish", "pipeline")
          .whereLayer("elf")
          .mayOnlyBeAccessedByLayers("pipeline")
          .whereLayer("verify")
          .mayOnlyBeAccessedByLayers("pipeline")
          .whereLayer("site")
          .mayOnlyBeAccessedByLayers("pipeline")
          .whereLayer("compile")
          .mayOnlyBeAccessedByLayers("pipeline")
          .whereLayer("sandbox")
          .mayOnlyBeAccessedByLayers("debian", "compile", "site", "verify", "pipeline")
          .whereLayer("daemon")
          .mayOnlyBeAccessedByLayers("sandbox", "publish", "pipeline")
          .whereLayer("kube")
          .mayOnlyBeAccessedByLayers("sandbox", "pipeline")
          .whereLayer("source")
          .mayOnlyBeAccessedByLayers("compile", "pipeline")
          .whereLayer("debian")
          .mayOnlyBeAccessedByLayers("source", "compile", "report", "pipeline")
          .whereLayer("openpgp")
          .mayOnlyBeAccessedByLayers("debian", "source", "pipeline")
          .whereLayer("fetch")
          .mayOnlyBeAccessedByLayers("debian", "source", "site", "pipeline")
          .whereLayer("http")
          .mayOnlyBeAccessedByLayers("fetch", "publish", "pipeline", "mojo")
          .whereLayer("archive")
          .mayOnlyBeAccessedByLayers(
              "debian",
              "sandbox",
              "source",
              "compile",
              "site",
              "elf",
              "image",
              "report",
              "publish",
              "pipeline");
}
