package io.github.weepython.maven.publish;

import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Where a list of a registry goes on (RFC 8288, as OCI's distribution-spec has it). */
final class NextPage {
  private static final Pattern NEXT = Pattern.compile("<([^>]+)>\\s*;\\s*rel=\"?next\"?");

  private NextPage() {}

  /**
   * A path of the same registry, whatever other host the link may name.
   *
   * @param page the absolute path of this page, which a relative link is of
   * @param links the answer's Link headers
   * @return the path with its query; nothing on the last page
   * @throws PublishException when the link is not an address
   */
  static Optional<String> of(String page, List<String> links) {
    Matcher next = NEXT.matcher(String.join(",", links));
    return next.find() ? Optional.of(path(page, next.group(1).strip())) : Optional.empty();
  }

  private static String path(String page, String link) {
    try {
      URI uri = URI.create("https://registry" + page).resolve(link);
      String path = uri.getRawPath();
      if (path != null && path.startsWith("/")) {
        return uri.getRawQuery() == null ? path : path + "?" + uri.getRawQuery();
      }
    } catch (IllegalArgumentException e) {
      // Told below.
    }
    throw new PublishException(
        "The registry's list %s goes on at '%s', which is not an address. Its administrator should know."
            .formatted(page, link),
        null);
  }
}
