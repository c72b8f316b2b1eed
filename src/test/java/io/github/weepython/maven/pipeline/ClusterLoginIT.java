package io.github.weepython.maven.pipeline;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
    runsThrough(
        kubeconfig.run(),
        () -> {
          Files.writeString(token, "second\n");
          kubeconfig.run();
          cluster.knowOnly("second");
        });
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
