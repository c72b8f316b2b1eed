package io.github.weepython.maven.sign;

import static io.github.weepython.maven.Jackson.JSON;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.weepython.maven.Secrets;
import java.io.IOException;
import java.net.URI;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A token of OpenID Connect by which a CI service says who is building, as Sigstore's certificate
 * authority takes it.
 *
 * @param text the token, a secret
 * @param subject whom the certificate authority makes the owner prove to be: the e-mail address, or
 *     the claim {@code sub} (Fulcio's docs/how-certificate-issuing-works.md)
 */
public record IdentityToken(String text, String subject) {
  private static final String AUDIENCE = "sigstore";
  private static final String REQUEST_URL = "ACTIONS_ID_TOKEN_REQUEST_URL";
  private static final String REQUEST_TOKEN = "ACTIONS_ID_TOKEN_REQUEST_TOKEN";

  public IdentityToken {
    Secrets.remember(text);
  }

  /**
   * The token of this job: {@code SIGSTORE_ID_TOKEN} (as GitLab's {@code id_tokens} sets it) or
   * {@code SIGSTORE_JAVA_ID_TOKEN}, or what GitHub Actions gives to a job with {@code permissions:
   * id-token: write}.
   *
   * @param variables the environment
   * @throws SignException when there is none, or it has expired
   */
  static IdentityToken find(Map<String, String> variables, SigstoreHttp http, Instant now) {
    return Stream.of("SIGSTORE_ID_TOKEN", "SIGSTORE_JAVA_ID_TOKEN")
        .map(name -> variables.getOrDefault(name, ""))
        .filter(token -> !token.isBlank())
        .findFirst()
        .or(() -> ofGitHub(variables, http))
        .map(token -> parse(token.strip(), now))
        .orElseThrow(
            () ->
                new SignException(
                    "<sign><keyless> or -Dwee.sign.keyless needs an identity token, and this job"
                        + " has none. In GitHub Actions, give the job permissions: id-token: write."
                        + " In GitLab, add id_tokens: SIGSTORE_ID_TOKEN: aud: sigstore. Elsewhere"
                        + " set the environment variable SIGSTORE_ID_TOKEN."));
  }

  private static Optional<String> ofGitHub(Map<String, String> variables, SigstoreHttp http) {
    String url = variables.getOrDefault(REQUEST_URL, "");
    String token = variables.getOrDefault(REQUEST_TOKEN, "");
    if (url.isBlank() || token.isBlank()) {
      return Optional.empty();
    }
    Secrets.remember(token);
    JsonNode answer =
        http.get(
            URI.create(url + (url.contains("?") ? "&" : "?") + "audience=" + AUDIENCE),
            "Bearer " + token);
    return Optional.of(answer.path("value").asText("")).filter(value -> !value.isEmpty());
  }

  static IdentityToken parse(String token, Instant now) {
    Secrets.remember(token);
    String[] parts = token.split("\\.", -1);
    JsonNode claims = parts.length == 3 ? claims(parts[1]) : JSON.missingNode();
    String email = claims.path("email").asText("");
    String subject = email.isEmpty() ? claims.path("sub").asText("") : email;
    if (subject.isEmpty()) {
      throw new SignException(
          "The identity token of this job is not a JSON Web Token that says who it is for (claim"
              + " sub). Is SIGSTORE_ID_TOKEN set to the token itself?");
    }
    long expiry = claims.path("exp").asLong(Long.MAX_VALUE);
    if (expiry <= now.getEpochSecond()) {
      throw new SignException(
          "The identity token of %s expired at %s. Start the job anew, or push sooner after the token was issued: mvn wee:push in a job of its own."
              .formatted(subject, Instant.ofEpochSecond(expiry)));
    }
    return new IdentityToken(token, subject);
  }

  private static JsonNode claims(String part) {
    try {
      return JSON.readTree(Base64.getUrlDecoder().decode(part));
    } catch (IOException | IllegalArgumentException e) {
      return JSON.missingNode();
    }
  }

  /** Never the token: this ends in logs. */
  @Override
  public String toString() {
    return "identity token of " + subject;
  }
}
