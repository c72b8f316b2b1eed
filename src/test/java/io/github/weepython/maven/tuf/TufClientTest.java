package io.github.weepython.maven.tuf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.weepython.maven.tuf.SelfMadeTuf.Owner;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * A repository of the test's own: what its owners publish is taken, what anybody else does isn't.
 */
class TufClientTest {
  private static final byte[] ONE = "one".getBytes(StandardCharsets.UTF_8);
  private static final byte[] TWO = "two".getBytes(StandardCharsets.UTF_8);

  private final SelfMadeTuf repository = new SelfMadeTuf(ONE);
  private final byte[] shipped = repository.root(1);
  private final RememberedState state = new RememberedState();
  private final Map<String, byte[]> kept = state.kept;

  private byte[] fetch() {
    return fetch(SelfMadeTuf.NOW);
  }

  private byte[] fetch(Instant now) {
    return new TufClient(shipped, repository, state, () -> now).fetch("trusted_root.json", 1000);
  }

  private void refuses(String... reason) {
    assertThatThrownBy(this::fetch)
        .isInstanceOf(TufException.class)
        .hasMessageContainingAll(reason);
  }

  @Test
  void bringsWhatTheOwnersPublished() {
    assertThat(fetch()).isEqualTo(ONE);
    repository.publish(2, TWO);
    assertThat(fetch()).isEqualTo(TWO);
    assertThat(repository.asked)
        .startsWith("2.root.json", "timestamp.json", "1.snapshot.json", "1.targets.json")
        .last()
        .asString()
        .matches("targets/[0-9a-f]{64}\\.trusted_root\\.json");
  }

  @Test
  void followsRootsOneAfterTheOtherAndKeepsTheLast() {
    Owner ann = repository.owners.get("root").get(0);
    Owner ed = repository.owners.get("root").get(1);
    repository.owners.put("root", List.of(ed, Owner.named("eve")));
    Owner eve = repository.owners.get("root").get(1);
    repository.root(2, SelfMadeTuf.NOW.minusSeconds(1), List.of(ann, ed, eve));
    repository.root(3, SelfMadeTuf.LATER, List.of(ed, eve));

    assertThat(fetch()).isEqualTo(ONE);
    assertThat(kept.get("root.json")).isEqualTo(repository.root(3));

    repository.asked.clear();
    fetch();
    assertThat(repository.asked).startsWith("4.root.json");
  }

  @Test
  void refusesARootThatTheOneBeforeDidNotSign() {
    Owner eve = Owner.named("eve");
    Owner ed = repository.owners.get("root").get(1);
    repository.owners.put("root", List.of(eve, ed));
    repository.root(2, SelfMadeTuf.LATER, List.of(eve, ed));

    refuses("root.json: version 2", "signed by 1 of the keys of root version 1", "2 are needed");
    assertThat(kept).isEmpty();
  }

  @Test
  void refusesARootThatItsOwnKeysDidNotSign() {
    List<Owner> before = repository.owners.get("root");
    repository.owners.put("root", List.of(Owner.named("eve"), Owner.named("mallory")));
    repository.root(2, SelfMadeTuf.LATER, before);

    refuses("root.json: version 2", "signed by 0 of the keys of root version 2");
  }

  @Test
  void countsAKeyOnceByWhateverIdsItIsKnown() {
    Owner ann = repository.owners.get("root").get(0);
    Owner again = new Owner("ann-again", ann.pair(), ann.scheme());
    List<Owner> before = repository.owners.get("root");
    repository.owners.put("root", List.of(ann, again));
    repository.root(2, SelfMadeTuf.LATER, List.of(ann, again, before.get(1)));

    refuses("signed by 1 of the keys of root version 2, and 2 are needed");
  }

  @Test
  void refusesARootOfAnotherVersionThanItsNameSays() {
    repository.root(3, SelfMadeTuf.LATER, repository.owners.get("root"));
    repository.files.put("2.root.json", repository.root(3));

    refuses("root.json: its version is 3, expected 2");
  }

  @Test
  void refusesWhatHasExpired() {
    assertThatThrownBy(() -> fetch(SelfMadeTuf.LATER))
        .hasMessage("root.json: its version 1 expired at " + SelfMadeTuf.LATER);
    repository.publish(2, TWO, SelfMadeTuf.NOW);
    refuses("timestamp.json: its version 2 expired at " + SelfMadeTuf.NOW);
  }

  @Test
  void refusesAnOlderStateThanItHasSeen() {
    repository.publish(2, TWO);
    fetch();
    repository.publish(1, ONE);
    refuses("timestamp.json: version 1 is older than 2, which was seen before");
  }

  @Test
  void refusesAnOlderFileInANewerSnapshot() {
    repository.publish(2, TWO);
    fetch();
    repository.publish(3, ONE);
    repository.change(
        "3.snapshot.json",
        signed -> {
          ((ObjectNode) signed.path("meta").path("targets.json")).put("version", 1);
          return signed;
        },
        repository.owners.get("snapshot"));
    refuses("targets.json: version 1 is older than 2, which was seen before");
  }

  @Test
  void beginsAnewWhenTheRootHasOtherKeysForTheTimestamp() {
    repository.publish(1_000_000, TWO);
    fetch();
    List<Owner> other = List.of(Owner.named("another machine"));
    repository.owners.put("timestamp", other);
    repository.owners.put("snapshot", other);
    repository.root(2, SelfMadeTuf.LATER, repository.owners.get("root"));
    repository.publish(2, ONE);

    assertThat(fetch()).isEqualTo(ONE);
  }

  @Test
  void refusesChangedMetadata() {
    repository.change("1.targets.json", signed -> signed.put("x", 1), List.of());
    refuses("targets.json: version 1 is signed by 0 of the keys");
  }

  @Test
  void refusesAnotherRoleOfTheSameKey() {
    repository.files.put("timestamp.json", repository.files.get("1.snapshot.json"));
    refuses("timestamp.json: it is not metadata of that role");
  }

  @Test
  void refusesAnotherFileThanTheTargetsSay() {
    String name =
        repository.files.keySet().stream()
            .filter(each -> each.startsWith("targets/"))
            .findAny()
            .get();
    repository.files.put(name, TWO);
    refuses("trusted_root.json: its SHA-256 is", "expected");
    repository.files.put(name, "longer".getBytes(StandardCharsets.UTF_8));
    refuses("trusted_root.json: it has 6 bytes, expected 3");
    repository.files.remove(name);
    refuses("the repository lacks it");
  }

  @Test
  void refusesNumbersThatAreNotIntegersAndNamesThatComeTwice() {
    repository.change("1.targets.json", signed -> signed.put("x", 1.5), List.of());
    refuses("not an integer");
    repository.files.put(
        "timestamp.json", "{\"signed\":1,\"signed\":2}".getBytes(StandardCharsets.UTF_8));
    refuses("timestamp.json: it can't be read", "signed");
  }
}
