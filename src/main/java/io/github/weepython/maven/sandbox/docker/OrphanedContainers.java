package io.github.weepython.maven.sandbox.docker;

import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.model.Container;
import io.github.weepython.maven.daemon.Daemon;
import io.github.weepython.maven.sandbox.remote.OwnerProcess;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Containers whose Maven was killed before it could remove them. */
final class OrphanedContainers {
  private OrphanedContainers() {}

  /** Removes those whose owner is gone, and no other. */
  static void sweep(Daemon daemon, OwnerProcess self, Instant now) {
    List<Container> ours =
        daemon.ask(
            client ->
                client
                    .listContainersCmd()
                    .withShowAll(true)
                    .withLabelFilter(List.of(OwnerProcess.MACHINE)));
    for (Container container : ours) {
      Map<String, String> labels = Optional.ofNullable(container.getLabels()).orElse(Map.of());
      Instant created =
          Instant.ofEpochSecond(Optional.ofNullable(container.getCreated()).orElse(0L));
      if (self.isGone(labels) || created.plus(OwnerProcess.TOO_OLD).isBefore(now)) {
        remove(daemon, container.getId());
      }
    }
  }

  private static void remove(Daemon daemon, String id) {
    try {
      daemon.remove(id);
    } catch (DockerException e) {
      // Another run swept it at the same moment, or the daemon can't; this run needs neither.
    }
  }
}
