package io.github.weepython.maven.sandbox;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.model.Container;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Containers whose Maven was killed before it could remove them. */
final class Leftovers {
  /** No compile takes as long; of other machines' runs nothing else can be known. */
  static final Duration TOO_OLD = Duration.ofDays(1);

  private Leftovers() {}

  /** Removes those whose owner is gone, and no other. */
  static void sweep(DockerClient client, Owner self, Instant now) {
    List<Container> ours =
        client.listContainersCmd().withShowAll(true).withLabelFilter(List.of(Owner.MACHINE)).exec();
    for (Container each : ours) {
      Map<String, String> labels = Optional.ofNullable(each.getLabels()).orElse(Map.of());
      Instant created = Instant.ofEpochSecond(Optional.ofNullable(each.getCreated()).orElse(0L));
      if (self.isGone(labels) || created.plus(TOO_OLD).isBefore(now)) {
        remove(client, each.getId());
      }
    }
  }

  private static void remove(DockerClient client, String id) {
    try {
      client.removeContainerCmd(id).withForce(true).withRemoveVolumes(true).exec();
    } catch (DockerException e) {
      // Another run swept it at the same moment, or the daemon can't; this run needs neither.
    }
  }
}
