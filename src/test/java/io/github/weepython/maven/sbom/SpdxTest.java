package io.github.weepython.maven.sbom;

import static io.github.weepython.maven.Jackson.JSON;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.github.weepython.maven.image.Image;
import io.github.weepython.maven.metadata.Backports;
import io.github.weepython.maven.metadata.PatchList;
import io.github.weepython.maven.spec.PythonVersion;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SpdxTest extends SbomRig {
  @Test
  void isAsSpdxSchemaWantsIt() throws Exception {
    String sbom = new String(Spdx.of(inventory(image())), StandardCharsets.UTF_8);
    assertThat(violations(sbom)).isEmpty();
    assertThat(violations(sbom.replace("\"LIBRARY\"", "\"BOOK\""))).isNotEmpty();
    JsonNode document = JSON.readTree(sbom);
    Map<String, JsonNode> ids = by(document.path("packages"), "SPDXID");
    ids.putAll(by(document.path("files"), "SPDXID"));
    assertThat(ids).hasSize(document.path("packages").size() + document.path("files").size());
    for (JsonNode relationship : document.path("relationships")) {
      assertThat(ids).containsKey(relationship.path("relatedSpdxElement").asText());
    }
    assertThat(sbom).contains("built package from: hostname 3.23+nmu1");
    assertThat(document.path("hasExtractedLicensingInfos"))
        .extracting(licence -> licence.path("licenseId").asText())
        .contains("LicenseRef-Own", "LicenseRef-BSD-License");
  }

  @Test
  void saysInSpdxThatNobodyBackportsFixes() throws Exception {
    Backports none =
        new Backports(
            Optional.of("Debian trixie does not patch it"),
            Optional.of(PythonVersion.parse("3.13.9")));
    Image image = image();
    Inventory inventory =
        Inventory.of(SPEC, image, "3.13.5-wee", new PatchList(List.of(), none), ORIGINS);
    String sbom = new String(Spdx.of(inventory), StandardCharsets.UTF_8);
    assertThat(violations(sbom)).isEmpty();
    assertThat(JSON.readTree(sbom).path("packages"))
        .filteredOn(part -> part.has("annotations"))
        .singleElement()
        .satisfies(
            python ->
                assertThat(python.path("annotations"))
                    .extracting(annotation -> annotation.path("comment").asText())
                    .containsExactly(
                        "io.github.weepython.backports: none: Debian trixie does not patch it",
                        "io.github.weepython.newer: 3.13.9"));
    assertThat(Spdx.of(inventory(image))).asString().doesNotContain("annotations");
  }

  private static List<?> violations(String spdx) throws Exception {
    try (InputStream schema =
        SpdxTest.class.getResourceAsStream("/resources/spdx-schema-v2.3.json")) {
      return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_7)
          .getSchema(schema)
          .validate(spdx, InputFormat.JSON);
    }
  }
}
