package io.github.weepython.maven.spec;

import java.util.Arrays;
import java.util.List;

/**
 * What an image is built for.
 *
 * @param all each once, in the order of the index
 * @param index what several images stand in under one name
 * @param attested whether SBOM and provenance stand in the index too, in BuildKit's form
 */
public record Platforms(List<Platform> all, Index index, boolean attested) {
  /** The two formats of a list of images. */
  public enum Index {
    OCI,
    /** Docker's manifest list, for what knows no OCI index. */
    DOCKER;

    /**
     * @throws SpecException when there is no such one
     */
    public static Index parse(String text) {
      return switch (text) {
        case "oci" -> OCI;
        case "docker" -> DOCKER;
        default ->
            throw new SpecException(
                "<indexFormat> or -Dwee.indexFormat is '" + text + "'; expected oci or docker.");
      };
    }
  }

  public Platforms {
    all = List.copyOf(all);
    if (all.isEmpty()) {
      throw new SpecException("Set at least one of <platforms>, for example linux/amd64.");
    }
    if (attested && index == Index.DOCKER) {
      throw new SpecException(
          "Docker's manifest list has no place for <attestations>buildkit</attestations>, and"
              + " <indexFormat> is docker. Leave one of them out.");
    }
  }

  /** Without attestations in the index. */
  public Platforms(List<Platform> all, Index index) {
    this(all, index, false);
  }

  /**
   * The same with attestations in the index, if the user asks for them.
   *
   * @param form empty, or {@code buildkit}
   * @throws SpecException when it is another one
   */
  public Platforms attesting(String form) {
    return switch (form) {
      case "" -> this;
      case "buildkit" -> new Platforms(all, index, true);
      default ->
          throw new SpecException(
              "<attestations> or -Dwee.attestations is '%s'; expected buildkit, or nothing."
                  .formatted(form));
    };
  }

  /** One image, in no index. */
  public static Platforms only(Platform platform) {
    return new Platforms(List.of(platform), Index.OCI);
  }

  /**
   * As people write them: {@code linux/amd64,linux/arm64}.
   *
   * @param here what nothing stands for
   * @throws SpecException when wee has no builds for one
   */
  public static Platforms parse(String list, String index, Platform here) {
    Index format = Index.parse(index.strip());
    return list.isBlank()
        ? new Platforms(List.of(here), format)
        : new Platforms(
            Arrays.stream(list.split(","))
                .map(String::strip)
                .distinct()
                .map(Platform::parse)
                .toList(),
            format);
  }

  /**
   * Refuses layers that the index has no name for.
   *
   * @throws SpecException for Zstandard in Docker's manifest list
   */
  public void check(Compression layers) {
    if (several() && index == Index.DOCKER && layers == Compression.ZSTD) {
      throw new SpecException(
          "Docker's manifest format has no name for Zstandard layers: <compression> is"
              + " zstd, and <indexFormat> is docker. Leave one of them out; an OCI index supports"
              + " both.");
    }
  }

  /** Whether there is an index. */
  public boolean several() {
    return all.size() > 1 || attested;
  }
}
