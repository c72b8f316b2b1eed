package io.github.weepython.maven.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.weepython.maven.sandbox.Sandbox;
import io.github.weepython.maven.spec.CompilerSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Tokens whose time ends in the middle of a job: a cloud's are good for a quarter of an hour. */
class ClusterLoginIT extends OnCluster {
  private Path token;

  @BeforeEach
  void logIn() throws IOException {
    token = Files.writeString(dir.resolve("token"), "first\n");
    cluster.knowOnly("first");
  }

  @Test
  void asksTheLoginProgramForAnotherToken() throws Exception {
    Path program =
        Files.writeString(
            dir.resolve("login.sh"),
            """
            printf '{"apiVersion": "client.authentication.k8s.io/v1", "kind": "ExecCredential",'
            printf '"status": {"token": "%%s"}}' "$(cat %s)"
            """
                .formatted(token));
    String user =
        """
        {exec: {apiVersion: client.authentication.k8s.io/v1, command: /bin/sh, args: [%s], interactiveMode: Never}}\
        """
            .formatted(program);

    runsWithANewToken(() -> kubeconfig(user));
  }

  @Test
  void readsTheFileOfATokenAgain() throws Exception {
    runsWithANewToken(() -> kubeconfig("{tokenFile: token}"));
  }

  @Test
  void readsTheTokenOfAKubeconfigAgain() throws Exception {
    runsWithANewToken(() -> kubeconfig("{token: %s}".formatted(Files.readString(token).strip())));
  }

  private interface Writing {
    Path run() throws IOException;
  }

  private void runsWithANewToken(Writing kubeconfig) throws Exception {
    Sandbox sandbox = sandbox(CompilerSettings.Limits.NONE, kubeconfig.run());

    int status =
        sandbox.run(
            job(Map.of(), "echo begun; sleep 1; echo over"),
            line -> {
              lines.add(line);
              quietly(() -> Files.writeString(token, "second\n"));
              quietly(kubeconfig::run);
              cluster.knowOnly("second");
            });

    assertThat(status).isZero();
    assertThat(lines).containsExactly("begun", "over");
  }

  /** The context that is current is of a user whom this cluster does not know. */
  private Path kubeconfig(String user) throws IOException {
    String plain = Files.readString(cluster.kubeconfig());
    return Files.writeString(
        dir.resolve("kubeconfig"),
        plain
                .replace(
                    "name: other\n  context: {cluster: mock, user: me",
                    "name: other\n  context: {cluster: mock, user: stranger")
                .replace("{token: secret}", user)
            + "- name: stranger\n  user: {token: unknown}\n");
  }
}
