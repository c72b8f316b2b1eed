package io.github.weepython.maven.publish;

import java.util.List;
import java.util.Map;

/** What a registry's final answers mean to who pushes, and what to change (OCI error codes). */
final class FailureHints {
  private static final String NO_REPOSITORY =
      "The registry has no such repository, and takes no upload for it. Check <image> or"
          + " -Dwee.image; some registries need a repository or project to be created first.";

  /** Codes in the answer's body, which are more exact than its status; the first found counts. */
  private static final List<Map.Entry<String, String>> CODES =
      List.of(
          Map.entry("NAME_UNKNOWN", NO_REPOSITORY),
          Map.entry(
              "NAME_INVALID",
              "The registry does not accept this repository name. Change <image> or -Dwee.image."),
          Map.entry(
              "MANIFEST_INVALID",
              "The registry does not accept this kind of manifest. It may be too old for OCI images"
                  + " or indexes."),
          Map.entry(
              "SIZE_INVALID", "Something between here and the registry changes what is sent."),
          Map.entry(
              "DIGEST_INVALID", "Something between here and the registry changes what is sent."));

  private static final Map<Integer, String> STATUSES =
      Map.ofEntries(
          Map.entry(
              402, "The registry asks for payment: its plan or quota does not cover this push."),
          Map.entry(404, NO_REPOSITORY),
          Map.entry(
              405,
              "This address does not accept uploads: it may be a read-only mirror, a cache of"
                  + " another registry, or a web server. Check <image> or -Dwee.image."),
          Map.entry(
              407,
              "A proxy between here and the registry requires a login: <username> and <password> of a"
                  + " <proxy> in settings.xml, or user:password@ in https_proxy."),
          Map.entry(
              409, "The registry's present state forbids this, for example a tag that it locks."),
          Map.entry(410, "The registry says that this repository was removed."),
          Map.entry(
              411,
              "A proxy in front of the registry does not accept requests of unknown"
                  + " length. Raise or remove that limit there."),
          Map.entry(
              412, "A rule of the registry refuses this, for example a quota or an immutable tag."),
          Map.entry(
              413,
              "A layer is larger than the registry, or a proxy in front of it, accepts."
                  + " Raise its limit (nginx: client_max_body_size)."),
          Map.entry(
              415,
              "The registry does not know a media type of this image. It may be too old for OCI"
                  + " images, or for zstd: see <compression>."),
          Map.entry(
              423, "The repository is locked, for example while the registry is being cleaned up."),
          Map.entry(
              501, "The registry does not implement this request. It may be a read-only cache."),
          Map.entry(
              507,
              "The registry's storage or your quota there is full. Delete old tags or ask its"
                  + " operator for space."),
          Map.entry(511, "A network login (captive portal) is between here and the registry."));

  private FailureHints() {}

  /** One or two sentences; empty if the answer says no more than it says. */
  static String of(int status, String words) {
    return CODES.stream()
        .filter(code -> words.contains(code.getKey()))
        .findFirst()
        .map(Map.Entry::getValue)
        .orElseGet(() -> status / 100 == 3 ? redirected() : STATUSES.getOrDefault(status, ""));
  }

  private static String redirected() {
    return "The registry redirects to another address. Name that registry in <image> or"
        + " -Dwee.image.";
  }
}
