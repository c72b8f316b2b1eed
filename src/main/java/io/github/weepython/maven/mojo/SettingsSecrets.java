package io.github.weepython.maven.mojo;

import io.github.weepython.maven.http.Credential;
import io.github.weepython.maven.spec.SpecException;
import java.util.Optional;
import org.apache.maven.settings.Proxy;
import org.apache.maven.settings.Server;
import org.apache.maven.settings.Settings;
import org.apache.maven.settings.building.SettingsProblem;
import org.apache.maven.settings.crypto.DefaultSettingsDecryptionRequest;
import org.apache.maven.settings.crypto.SettingsDecrypter;
import org.apache.maven.settings.crypto.SettingsDecryptionResult;
import org.jspecify.annotations.Nullable;

/**
 * Logins of settings.xml, decrypted when they are needed. The one place that knows Maven's
 * decrypter, which Maven 4 means to replace.
 */
final class SettingsSecrets {
  private final Settings settings;
  private final SettingsDecrypter decrypter;

  SettingsSecrets(Settings settings, SettingsDecrypter decrypter) {
    this.settings = settings;
    this.decrypter = decrypter;
  }

  /**
   * The login of a server.
   *
   * @param named the id that the pom names, which must be there and then counts for every address
   * @param id an address: a host, a host and port, or either with a path
   */
  Optional<Credential> server(@Nullable String named, String id) {
    if (named != null) {
      Server server = settings.getServer(named);
      if (server == null) {
        throw new SpecException(
            "settings.xml has no <server> with the id '%s', which <server> or -Dwee.server names."
                .formatted(named));
      }
      return Optional.of(login(server));
    }
    return Optional.ofNullable(settings.getServer(id)).map(this::login);
  }

  private Credential login(Server server) {
    SettingsDecryptionResult result =
        decrypter.decrypt(new DefaultSettingsDecryptionRequest(server));
    String source = "settings.xml, server '" + server.getId() + "'";
    Server open = result.getServer();
    return login(source, open.getUsername(), open.getPassword(), result);
  }

  /**
   * The password of a server that opens a file rather than a login, so that it needs no user.
   *
   * @throws SpecException when there is no such server, or its password is missing or encrypted
   */
  String password(String id) {
    Server server = settings.getServer(id);
    if (server == null) {
      throw new SpecException(
          "settings.xml has no <server> with the id '%s', which <sign><server> names."
              .formatted(id));
    }
    SettingsDecryptionResult result =
        decrypter.decrypt(new DefaultSettingsDecryptionRequest(server));
    String source = "settings.xml, server '" + id + "'";
    return login(source, "any", result.getServer().getPassword(), result).password();
  }

  /** The login of a proxy; empty where it wants none. */
  Optional<Credential> proxy(Proxy proxy) {
    if (proxy.getUsername() == null || proxy.getUsername().isEmpty()) {
      return Optional.empty();
    }
    SettingsDecryptionResult result =
        decrypter.decrypt(new DefaultSettingsDecryptionRequest(proxy));
    String source = "settings.xml, proxy '" + proxy.getId() + "'";
    Proxy open = result.getProxy();
    return Optional.of(login(source, open.getUsername(), open.getPassword(), result));
  }

  private static Credential login(
      String source,
      @Nullable String user,
      @Nullable String password,
      SettingsDecryptionResult result) {
    if (user == null || user.isEmpty() || password == null || password.isEmpty()) {
      throw new SpecException("%s has no user name or no password.".formatted(source));
    }
    boolean closed = password.matches("(?s).*\\{.+\\}.*");
    if (closed && !result.getProblems().isEmpty()) {
      SettingsProblem problem = result.getProblems().get(0);
      throw new SpecException(
          "The password of %s can't be decrypted: %s. Check that settings-security.xml holds the"
                  .formatted(source, problem.getMessage())
              + " master password that it was encrypted with (mvn --encrypt-password).");
    }
    return new Credential(source, user, password);
  }
}
