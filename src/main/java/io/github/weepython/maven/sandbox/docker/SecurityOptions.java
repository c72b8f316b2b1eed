package io.github.weepython.maven.sandbox.docker;

import static io.github.weepython.maven.Jackson.JSON;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.model.Info;
import io.github.weepython.maven.daemon.Daemon;
import io.github.weepython.maven.templates.Templates;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;

/**
 * What a job's container may not do.
 *
 * <p>Docker's own seccomp profile forbids {@code personality(ADDR_NO_RANDOMIZE)}, without which an
 * interpreter with a shared library has that at other addresses in each training and so counts
 * otherwise. Where a daemon has that profile, a job gets the same with this one call allowed: it
 * takes the random addresses from the caller's own programs and gives it nothing of anybody else's.
 * A profile that an administrator chose stays. Podman takes no profile through Docker's API but a
 * file on its own machine, so there the default stays as well.
 */
final class SecurityOptions {
  private static final String NO_NEW_PRIVILEGES = "no-new-privileges";

  /** How {@code docker info} names the built-in profile: until Docker 20.10, and since 23.0. */
  private static final List<String> BUILT_IN =
      List.of("name=seccomp,profile=default", "name=seccomp,profile=builtin");

  /** personality(2), sys/personality.h. */
  private static final int ADDR_NO_RANDOMIZE = 0x0040000;

  private SecurityOptions() {}

  /** As {@code HostConfig.SecurityOpt} of Docker's API. */
  static List<String> of(Daemon daemon) {
    return !daemon.isPodman() && hasBuiltInProfile(daemon.ask(DockerClient::infoCmd))
        ? List.of(NO_NEW_PRIVILEGES, "seccomp=" + profile())
        : List.of(NO_NEW_PRIVILEGES);
  }

  private static boolean hasBuiltInProfile(Info info) {
    return Objects.requireNonNullElse(info.getSecurityOptions(), List.of()).stream()
        .anyMatch(BUILT_IN::contains);
  }

  private static String profile() {
    try {
      JsonNode profile = JSON.readTree(Templates.text("sandbox/seccomp.json"));
      ObjectNode rule = ((ArrayNode) profile.get("syscalls")).addObject();
      rule.put("action", "SCMP_ACT_ALLOW").putArray("names").add("personality");
      rule.putArray("args")
          .addObject()
          .put("index", 0)
          .put("value", ADDR_NO_RANDOMIZE)
          .put("op", "SCMP_CMP_EQ");
      return profile.toString();
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }
}
