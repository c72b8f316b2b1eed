package io.github.weepython.maven.mojo;

import io.github.weepython.maven.http.Credential;
import io.github.weepython.maven.spec.SpecException;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.maven.settings.Proxy;
import org.apache.maven.settings.Server;
import org.apache.maven.settings.Settings;
import org.apache.maven.settings.building.SettingsProblem;
import org.apache.maven.settings.crypto.DefaultSettingsDecryptionRequest;
import org.apache.maven.settings.crypto.SettingsDecrypter;
import org.apache.maven.settings.crypto.SettingsDecryptionResult;
import org.codehaus.plexus.util.xml.Xpp3Dom;
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

  /**
   * What a server that files are downloaded from wants: the Authorization header of its {@code
   * <configuration><httpHeaders>}, where Maven's own downloads have it, or its login.
   *
   * @throws SpecException when it has neither
   */
  Optional<Credential> download(String id) {
    return Optional.ofNullable(settings.getServer(id))
        .map(
            server ->
                authorization(server)
                    .map(value -> Credential.header(source(server), value))
                    .orElseGet(() -> login(server)));
  }

  /** Of {@code <httpHeaders><property><name>Authorization</name><value>...}. */
  private static Optional<String> authorization(Server server) {
    return Stream.ofNullable(server.getConfiguration())
        .filter(Xpp3Dom.class::isInstance)
        .map(Xpp3Dom.class::cast)
        .flatMap(configuration -> Arrays.stream(configuration.getChildren("httpHeaders")))
        .flatMap(headers -> Arrays.stream(headers.getChildren("property")))
        .filter(header -> text(header, "name").equalsIgnoreCase("Authorization"))
        .map(header -> text(header, "value"))
        .filter(value -> !value.isEmpty())
        .findFirst();
  }

  private static String text(Xpp3Dom header, String element) {
    return Stream.of(header.getChildren(element))
        .map(Xpp3Dom::getValue)
        .flatMap(Stream::ofNullable)
        .map(value -> value.strip().replaceAll("\\s+", " "))
        .findFirst()
        .orElse("");
  }

  private static String source(Server server) {
    return "settings.xml, server '" + server.getId() + "'";
  }

  private Credential login(Server server) {
    SettingsDecryptionResult result =
        decrypter.decrypt(new DefaultSettingsDecryptionRequest(server));
    String source = source(server);
    Server open = result.getServer();
    if (isEmpty(open.getUsername()) || isEmpty(open.getPassword())) {
      throw new SpecException(
          "%s has no user name or no password. Write <username> and <password>; a token is the password of a user that the server's manual names, such as __token__. For an index or a mirror, a header Authorization in <configuration><httpHeaders> will do."
              .formatted(source));
    }
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
    String source = source(server);
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

  private static boolean isEmpty(@Nullable String text) {
    return text == null || text.isEmpty();
  }

  private static Credential login(
      String source,
      @Nullable String user,
      @Nullable String password,
      SettingsDecryptionResult result) {
    if (user == null || password == null || user.isEmpty() || password.isEmpty()) {
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
