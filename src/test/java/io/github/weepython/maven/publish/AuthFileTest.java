package io.github.weepython.maven.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.weepython.maven.http.Credential;
import io.github.weepython.maven.spec.ImageName;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AuthFileTest {
  private static Optional<Credential> find(String json, String image)
      throws AuthFile.UnusableException {
    byte[] bytes = json.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
    return AuthFile.parse("config.json", bytes, Map.of()).find(ImageName.parse(image));
  }

  private static String auth(String login) {
    return Base64.getEncoder().encodeToString(login.getBytes(StandardCharsets.UTF_8));
  }

  /** One entry, whose user is told. */
  @ParameterizedTest
  @CsvSource({
    "r.example, r.example/team/a, true",
    "https://r.example, r.example/team/a, true",
    "HTTPS://R.Example/, r.example/team/a, true",
    "https://r.example/v2/, r.example/team/a, true",
    "r.example/team, r.example/team/a, true",
    "r.example/team/, r.example/team/a, true",
    "r.example/tea, r.example/team/a, false",
    "r.example/v2, r.example/team/a, false",
    "r.example/v2, r.example/v2/a, true",
    "r.example:5000, r.example/team/a, false",
    "r.example, r.example:5000/team/a, false",
    "https://index.docker.io/v1/, docker.io/team/a, true",
    "docker.io, registry-1.docker.io/team/a, true"
  })
  void findsAnEntryByItsName(String key, String image, boolean found) throws Exception {
    String json = "{'auths': {'%s': {'auth': '%s'}}}".formatted(key, auth("me:word:with"));
    Optional<Credential> credential = find(json, image);
    assertThat(credential.isPresent()).isEqualTo(found);
    if (found) {
      assertThat(credential.get().user()).isEqualTo("me");
      assertThat(credential.get().password()).isEqualTo("word:with");
    }
  }

  @Test
  void theMostSpecificNameCounts() throws Exception {
    String json =
        "{'auths': {'r.example': {'auth': '%s'}, 'r.example/team': {'username': 'b', 'password': 'c'}}}"
            .formatted(auth("a:a"));
    assertThat(find(json, "r.example/team/a").orElseThrow().user()).isEqualTo("b");
    assertThat(find(json, "r.example/other/a").orElseThrow().user()).isEqualTo("a");
  }

  @Test
  void aTokenCountsBeforeAPassword() throws Exception {
    String json =
        "{'auths': {'r.example': {'auth': '%s', 'identitytoken': 'abcdef'}}}"
            .formatted(auth("a:a"));
    Credential found = find(json, "r.example/a").orElseThrow();
    assertThat(found.user()).isEqualTo("<token>");
    assertThat(found.password()).isEqualTo("abcdef");
  }

  /** As programs write what they don't have. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{'auths': {}}",
        "{'auths': null, 'credHelpers': null, 'credsStore': null}",
        "{'auths': {'r.example': {}}}",
        "{'auths': {'r.example': null}}",
        "{'auths': {'r.example': {'auth': null, 'identitytoken': null, 'username': null}}}",
        "{'auths': {'r.example': {'auth': '', 'identitytoken': ''}}, 'credsStore': ''}",
        "{'auths': {'r.example': {'username': null, 'password': null}}}"
      })
  void findsNothingWhereNothingIsSaid(String json) throws Exception {
    assertThat(find(json, "r.example/a")).isEmpty();
  }

  @Test
  void aUserMayHaveNoPassword() throws Exception {
    assertThat(
            find("{'auths': {'r.example': {'username': 'me', 'password': null}}}", "r.example/a")
                .orElseThrow()
                .password())
        .isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"bWU=", "!", "bWU6d29yZA=x"})
  void refusesAnEntryThatIsNoLoginWithoutShowingIt(String auth) {
    assertThatThrownBy(
            () -> find("{'auths': {'r.example': {'auth': '%s'}}}".formatted(auth), "r.example/a"))
        .isInstanceOf(AuthFile.UnusableException.class)
        .hasMessage("its entry for the registry is not valid");
  }

  @Test
  void refusesWhatIsNoJsonWithoutShowingIt() {
    assertThatThrownBy(() -> find("{'auths': secret", "r.example/a"))
        .isInstanceOf(AuthFile.UnusableException.class)
        .hasMessage("it is not valid JSON");
  }

  /** Docker's way to exempt one registry from its store. */
  @ParameterizedTest
  @ValueSource(strings = {"''", "null"})
  void anEmptyHelperStandsForTheFileItself(String helper) throws Exception {
    String json =
        "{'credHelpers': {'r.example': %s}, 'auths': {'r.example': {'auth': '%s'}}}"
            .formatted(helper, auth("me:pw"));
    assertThat(find(json, "r.example/a").orElseThrow().user()).isEqualTo("me");
  }
}
