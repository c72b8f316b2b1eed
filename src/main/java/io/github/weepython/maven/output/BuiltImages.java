package io.github.weepython.maven.output;

import static io.github.weepython.maven.Jackson.JSON;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.weepython.maven.Causes;
import io.github.weepython.maven.digest.Digest;
import io.github.weepython.maven.spec.Base;
import io.github.weepython.maven.spec.Flavour;
import io.github.weepython.maven.spec.ImageName;
import io.github.weepython.maven.spec.PythonVersion;
import io.github.weepython.maven.spec.SpecException;
import io.github.weepython.maven.spec.Variant;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The file {@code images.json}: all images of the last build, for later goals and other tools. */
public final class BuiltImages {
  /** Its name in {@code target/wee}. */
  public static final String FILE = "images.json";

  private BuiltImages() {}

  public static void write(List<BuiltImage> images, Path output) throws IOException {
    ObjectNode root = JSON.createObjectNode();
    ArrayNode list = root.putArray("images");
    for (BuiltImage image : images) {
      ObjectNode node = list.addObject();
      node.put("image", image.name().toString());
      image.tags().forEach(node.putArray("tags")::add);
      node.put("digest", image.digest().oci());
      node.put("id", image.id().oci());
      node.put("python", image.python().toString());
      if (image.kind().freeThreading()) {
        node.put("freeThreading", true);
      }
      node.put("flavour", image.flavour().id());
      node.put("base", image.base().id());
      image.variant().ifPresent(variant -> node.put("variant", variant.id()));
      if (!image.platforms().isEmpty()) {
        image.platforms().forEach(node.putArray("platforms")::add);
      }
      node.put("size", image.sizes().compressed());
      node.put("rawSize", image.sizes().unpacked());
      node.put("folder", output.relativize(image.folder()).toString());
    }
    byte[] bytes = JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(root);
    Path file = output.resolve(FILE);
    if (!Files.exists(file) || !Arrays.equals(Files.readAllBytes(file), bytes)) {
      Files.write(file, bytes);
    }
  }

  /**
   * What the last build left in this folder, perhaps another Maven run's.
   *
   * @throws OutputException when nothing was built there, or the file is damaged
   */
  public static List<BuiltImage> read(Path output) {
    return read(output.resolve(FILE), output);
  }

  /**
   * What the coordinates say that another project attached.
   *
   * @param file from a Maven repository
   */
  public static List<BuiltImage> coordinates(Path file) {
    return read(file, file.resolveSibling(""));
  }

  private static List<BuiltImage> read(Path file, Path output) {
    try {
      List<BuiltImage> images = new ArrayList<>();
      for (ImagesJson.Fields fields : ImagesJson.read(file)) {
        images.add(image(fields, output));
      }
      if (images.isEmpty()) {
        throw new IllegalArgumentException("it names no image");
      }
      return images;
    } catch (NoSuchFileException e) {
      throw new OutputException(
          "No image was built yet: %s is missing.%nRun wee:build first".formatted(file)
              + " (mvn package), or hand the whole folder over from the job that ran it; <output>"
              + " or -Dwee.output says where it is.",
          e);
    } catch (IOException | IllegalArgumentException | SpecException e) {
      throw new OutputException(
          "%s is damaged: %s.%nBuild the image anew: mvn package".formatted(file, Causes.of(e)), e);
    }
  }

  private static BuiltImage image(ImagesJson.Fields fields, Path output) {
    return new BuiltImage(
        new BuiltImage.Kind(
            PythonVersion.parse(fields.text("python")),
            Boolean.parseBoolean(fields.texts().get("freeThreading")),
            Flavour.parse(fields.text("flavour")),
            Base.parse(fields.text("base")),
            Optional.ofNullable(fields.texts().get("variant")).map(Variant::parse)),
        ImageName.parse(fields.text("image")),
        fields.list("tags"),
        Digest.parse(fields.text("digest")),
        Digest.parse(fields.text("id")),
        fields.lists().getOrDefault("platforms", List.of()),
        new BuiltImage.Sizes(fields.number("size"), fields.number("rawSize")),
        output.resolve(fields.text("folder")));
  }
}
