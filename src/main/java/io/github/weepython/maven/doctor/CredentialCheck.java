package io.github.weepython.maven.doctor;

import io.github.weepython.maven.pipeline.Environment;
import io.github.weepython.maven.publish.Credentials;
import io.github.weepython.maven.spec.ImageName;
import java.util.List;
import java.util.Optional;

/** Whether there is a credential for the image's registry, and where. */
final class CredentialCheck {
  private static final String TOPIC = "Credentials";

  private final Environment environment;

  CredentialCheck(Environment environment) {
    this.environment = environment;
  }

  List<Diagnostic> findings(Optional<ImageName> image) {
    Optional<String> registry = image.flatMap(ImageName::registry);
    if (registry.isEmpty()) {
      return List.of(
          Diagnostic.note(
              TOPIC,
              "no registry",
              "<image> or -Dwee.image names none, so wee:push has nowhere to push"));
    }
    Credentials.Found found = environment.credentials().find(image.orElseThrow());
    String looked = String.join("\n", found.lookedAt());
    return List.of(
        found
            .credential()
            .map(each -> Diagnostic.good(TOPIC, registry.get(), "in " + each.source()))
            .orElseGet(
                () ->
                    Diagnostic.warning(
                        TOPIC,
                        registry.get(),
                        "none, so a push is anonymous; looked at:\n" + looked,
                        "add a <server> to settings.xml, or run: docker login " + registry.get())));
  }
}
