package io.github.weepython.maven.publish;

import static io.github.weepython.maven.Jackson.JSON;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.github.weepython.maven.http.Credential;
import io.github.weepython.maven.http.ServerKeys;
import io.github.weepython.maven.spec.ImageName;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What Docker's {@code config.json} and Podman's {@code auth.json} say of a repository
 * (containers-auth.json(5)). The most specific name wins; a name with another path never counts.
 *
 * @param source where it was found, for messages
 */
record AuthFile(String source, JsonNode json, Map<String, String> environment) {
  private static final Set<String> HUB =
      Set.of("docker.io", "index.docker.io", "registry-1.docker.io", "registry.hub.docker.com");

  /**
   * What {@code docker login} and {@code podman login} write.
   *
   * @throws UnusableException if it is not JSON
   */
  static AuthFile parse(String source, byte[] bytes, Map<String, String> environment)
      throws UnusableException {
    try {
      return new AuthFile(source, JSON.readTree(bytes), environment);
    } catch (JsonProcessingException e) {
      throw new UnusableException("it is not valid JSON"); // Its message would quote the file.
    } catch (IOException e) {
      throw new UnusableException("it is unreadable: " + e.getClass().getSimpleName());
    }
  }

  /** It has something for a repository which can't be used; the message says what, not which. */
  static final class UnusableException extends Exception {
    private static final long serialVersionUID = 1L;

    UnusableException(String message) {
      super(message);
    }
  }

  /**
   * The login for pushing to a repository.
   *
   * @throws UnusableException if there is an entry, and it can't be used
   */
  Optional<Credential> find(ImageName name) throws UnusableException {
    String registry = name.registry().orElseThrow().toLowerCase(Locale.ROOT);
    for (String key : ServerKeys.prefixes(registry, name.repository())) {
      Optional<Credential> found = find(key);
      if (found.isPresent()) {
        return found;
      }
    }
    String store = json.path("credsStore").asText("");
    return store.isEmpty() ? Optional.empty() : ask(store, helperKey(registry));
  }

  /** By one name: its helper, and otherwise its entry. */
  private Optional<Credential> find(String key) throws UnusableException {
    Optional<String> helped = named(json.path("credHelpers"), key);
    String helper = helped.map(json.path("credHelpers")::path).map(n -> n.asText("")).orElse("");
    if (helped.isPresent() && !helper.isEmpty()) { // An empty one stands for this file.
      return ask(helper, helped.get());
    }
    Optional<String> entry = named(json.path("auths"), key);
    return entry.isPresent() ? login(json.path("auths").path(entry.get())) : Optional.empty();
  }

  /** The field of this name, however it is written: or as a server's address. */
  private static Optional<String> named(JsonNode fields, String key) {
    for (Iterator<String> names = fields.fieldNames(); names.hasNext(); ) {
      String name = names.next();
      String bare = bare(name);
      if (bare.equals(key) || (HUB.contains(bare) && HUB.contains(key))) {
        return Optional.of(name);
      }
    }
    return Optional.empty();
  }

  /**
   * The host and the path of a name. A server's address, such as the Hub's {@code
   * https://index.docker.io/v1/}, has a version of the registry's protocol for a path; without a
   * scheme, a path is a namespace, whatever it is called (containers-auth.json(5)).
   */
  private static String bare(String name) {
    String rest = name.replaceFirst("(?i)^https?://", "");
    boolean address = !rest.equals(name);
    rest = rest.replaceFirst("/+$", "");
    int slash = rest.indexOf('/');
    String host = slash < 0 ? rest : rest.substring(0, slash);
    String path = slash < 0 ? "" : rest.substring(slash);
    return host.toLowerCase(Locale.ROOT) + (address && path.matches("/v[12]") ? "" : path);
  }

  /** A store is asked by the name that docker login stored under. */
  private String helperKey(String registry) {
    return named(json.path("auths"), registry)
        .orElse(HUB.contains(registry) ? "https://index.docker.io/v1/" : registry);
  }

  private Optional<Credential> ask(String helper, String server) throws UnusableException {
    try {
      return new CredentialHelper(helper, environment)
          .get(server)
          .map(each -> new Credential(source, each.user(), each.password()));
    } catch (IOException e) {
      throw new UnusableException(
          "its credential helper docker-credential-%s failed or is not on the PATH"
              .formatted(helper));
    }
  }

  /** Docker leaves an empty entry beside a store. */
  private Optional<Credential> login(JsonNode entry) throws UnusableException {
    String auth = entry.path("auth").asText("");
    String token = entry.path("identitytoken").asText("");
    if (!token.isEmpty()) {
      return Optional.of(new Credential(source, "<token>", token));
    }
    if (auth.isEmpty()) {
      String user = entry.path("username").asText("");
      return user.isEmpty()
          ? Optional.empty()
          : Optional.of(new Credential(source, user, entry.path("password").asText("")));
    }
    List<String> parts = List.of(decode(auth).split(":", 2));
    if (parts.size() < 2) {
      throw new UnusableException("its entry for the registry is not valid");
    }
    return Optional.of(new Credential(source, parts.get(0), parts.get(1)));
  }

  private static String decode(String auth) throws UnusableException {
    try {
      byte[] bytes = Base64.getMimeDecoder().decode(auth);
      return new String(bytes, StandardCharsets.UTF_8).replaceFirst("\0+$", "");
    } catch (IllegalArgumentException e) {
      throw new UnusableException("its entry for the registry is not valid");
    }
  }
}
