package io.github.weepython.maven.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.weepython.maven.digest.Digest;
import io.github.weepython.maven.progress.Progress;
import io.github.weepython.maven.publish.PublishException;
import io.github.weepython.maven.publish.ReferrersProxy;
import io.github.weepython.maven.publish.RegistryReader;
import io.github.weepython.maven.spec.ImageReference;
import io.github.weepython.maven.trust.ImageTrust;
import io.github.weepython.maven.trust.TrustPolicy;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A registry's list of the statements about an image: forged, in pages, without an end. */
class ReferrersListIT extends AttackRig {
  @Test
  void aListThatWasForgedProvesNothing() throws Exception {
    sign(key);
    try (ReferrersProxy proxy = new ReferrersProxy(registry.port(), false)) {
      ImageReference reference =
          ImageReference.parse("127.0.0.1:" + proxy.port() + "/team/python@" + image().oci());
      for (String list :
          List.of(
              "[]",
              "no JSON",
              "{\"manifests\": \"none\"}",
              "{\"manifests\": [1, null, {}, {\"digest\": \"sha256:..\"}]}",
              "{\"manifests\": [{\"digest\": \"../../../etc/passwd\"}]}",
              "{\"manifests\": [{\"digest\": \"%s\"}]}".formatted(Digest.of("nothing").oci()),
              // An image is no statement about itself.
              "{\"manifests\": [{\"digest\": \"%s\"}]}".formatted(image().oci()))) {
        proxy.forge(list);
        try (RegistryReader reader =
            new RegistryReader(reference.name(), image().oci(), settings())) {
          assertThat(
                  new ImageTrust(
                          reader,
                          TrustPolicy.of(List.of(publicOf(key))),
                          dir.resolve("layers"),
                          Progress.NONE)
                      .check(reference)
                      .failures())
              .as(list)
              .anyMatch(line -> line.startsWith("linux/amd64: signature: expected one"));
        }
      }
    }
  }

  @Test
  void statementsAreReadFromAllPages() throws Exception {
    sign(key);
    try (ReferrersProxy proxy = new ReferrersProxy(registry.port(), false)) {
      ImageReference reference =
          ImageReference.parse("127.0.0.1:" + proxy.port() + "/team/python:3.13.5");
      TrustPolicy policy = requiring("sbom", "provenance", "vex");
      try (RegistryReader reader = new RegistryReader(reference.name(), "3.13.5", settings())) {
        assertThat(reader.referrers(image())).hasSizeGreaterThan(3);
        assertThat(
                new ImageTrust(reader, policy, dir.resolve("layers"), Progress.NONE)
                    .check(reference)
                    .failures())
            .isEmpty();
      }
    }
  }

  @Test
  void pagesWithoutAnEndEnd() throws Exception {
    sign(key);
    try (ReferrersProxy proxy = new ReferrersProxy(registry.port(), true)) {
      ImageReference reference =
          ImageReference.parse("127.0.0.1:" + proxy.port() + "/team/python:3.13.5");
      try (RegistryReader reader = new RegistryReader(reference.name(), "3.13.5", settings())) {
        assertThatThrownBy(() -> reader.referrers(image()))
            .isInstanceOf(PublishException.class)
            .hasMessageContaining("has no end");
      }
    }
  }
}
