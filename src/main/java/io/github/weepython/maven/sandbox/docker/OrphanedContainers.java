package io.github.weepython.maven.sandbox.docker;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.command.ListContainersCmd;
import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.exception.InternalServerErrorException;
import com.github.dockerjava.api.model.Container;
import io.github.weepython.maven.Causes;
import io.github.weepython.maven.daemon.Daemon;
import io.github.weepython.maven.progress.Progress;
import io.github.weepython.maven.sandbox.remote.OwnerProcess;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Containers whose Maven was killed before it could remove them. */
final class OrphanedContainers {
  private OrphanedContainers() {}

  /**
   * Removes those that nobody needs any more; a daemon that can't list them is a warning.
   *
   * @throws io.github.weepython.maven.daemon.DaemonException when it does not answer in time
   */
  static void sweep(Daemon daemon, OwnerProcess self, Instant now, Progress progress) {
    List<Container> ours;
    try {
      ours = daemon.ask(OrphanedContainers::listing);
    } catch (InternalServerErrorException e) {
      // Podman 4 lists none where one of them broke as it was killed; jobs run there all the same.
      progress.warn(
          ("The daemon at %s can't list its containers: %s. What killed runs left there"
                  + " remains; podman rm -fa removes all containers of Podman.")
              .formatted(daemon, Causes.innermost(e)));
      return;
    }
    for (Container container : ours) {
      Map<String, String> labels = Optional.ofNullable(container.getLabels()).orElse(Map.of());
      Instant created =
          Instant.ofEpochSecond(Optional.ofNullable(container.getCreated()).orElse(0L));
      if (self.isOrphan(labels, created, now)) {
        remove(daemon, container.getId());
      }
    }
  }

  private static ListContainersCmd listing(DockerClient client) {
    return client
        .listContainersCmd()
        .withShowAll(true)
        .withLabelFilter(List.of(OwnerProcess.MACHINE));
  }

  private static void remove(Daemon daemon, String id) {
    try {
      daemon.remove(id);
    } catch (DockerException e) {
      // Another run swept it at the same moment, or the daemon can't; this run needs neither.
    }
  }
}
