package io.github.weepython.maven.mojo;

import io.github.weepython.maven.Secrets;
import io.github.weepython.maven.http.UrlLogins;
import io.github.weepython.maven.http.UrlMirrors;
import io.github.weepython.maven.progress.Progress;
import java.io.File;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import javax.inject.Inject;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.plugin.AbstractMojo;
import org.apache.maven.plugin.MojoExecution;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.logging.Log;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.settings.crypto.SettingsDecrypter;
import org.jspecify.annotations.Nullable;

/** What Maven gives a goal: its session, its log and settings.xml; and when the goal is skipped. */
abstract class AbstractSessionMojo extends AbstractMojo {
  @Inject private SettingsDecrypter decrypter;

  /** Skips every goal of wee. */
  @Parameter(property = "wee.skip", defaultValue = "false")
  private boolean skip;

  @Parameter(defaultValue = "${session}", readonly = true, required = true)
  private MavenSession session;

  @Parameter(defaultValue = "${mojoExecution}", readonly = true, required = true)
  private MojoExecution execution;

  private @Nullable UrlLogins logins;

  private @Nullable UrlMirrors mirrors;

  /** Without the secrets that this process knows of. */
  @Override
  public Log getLog() {
    return new MaskedLog(super.getLog());
  }

  /** Whether this goal's own flag says so. */
  abstract boolean skipThis();

  /** What the goal does. */
  abstract void run();

  @Override
  public final void execute() throws MojoExecutionException {
    try {
      if (skip || skipThis()) {
        getLog().info("Skipped, as wee.skip or the goal's own flag says.");
        return;
      }
      ParameterCheck.check(session, execution);
      run();
    } catch (RuntimeException | Error e) {
      throw new MojoExecutionException(
          Secrets.mask(FailureMessage.of(e)), Secrets.mask((Throwable) e));
    }
  }

  Progress progress() {
    boolean live = LogProgress.watched() && session.getRequest().isInteractiveMode();
    return new LogProgress(
        getLog(), InstantSource.system(), live ? Optional.of(System.out) : Optional.empty());
  }

  /** The decrypted password of that server in settings.xml. */
  final String password(String id) {
    return secrets().password(id);
  }

  /** The logins in settings.xml, decrypted. */
  final SettingsSecrets secrets() {
    return new SettingsSecrets(session.getSettings(), decrypter);
  }

  /** The logins of servers that files are downloaded from. */
  final synchronized UrlLogins logins() {
    if (logins == null) {
      logins = new UrlLogins(id -> secrets().download(id));
    }
    return logins;
  }

  /** What settings.xml has asked instead of the servers that files are downloaded from. */
  final synchronized UrlMirrors mirrors() {
    if (mirrors == null) {
      mirrors = SettingsMirrors.of(session.getSettings(), logins());
    }
    return mirrors;
  }

  /**
   * A URL without the login in it, which is used where the URL is; a warning where Maven shows it.
   */
  final String bare(String parameter, String url) {
    String bare = logins().strip(parameter, url);
    if (!bare.equals(url) && url.contains("@")) {
      getLog()
          .warn(
              "The URL of %s has a login in it, which Maven's -X shows. Put it into settings.xml, as a <server> with the host as its id."
                  .formatted(parameter));
    }
    return bare;
  }

  /** What goals of this plugin tell each other during one Maven run, in one project. */
  @SuppressWarnings("unchecked")
  final Map<Object, Object> context() {
    return getPluginContext();
  }

  /** A file of the project's; without a project, Maven leaves that word in the path as it is. */
  final Path inProject(File file) {
    return inProject(file.getPath());
  }

  /** The same, of a path that Maven has not set as a file: it is relative to the pom's folder. */
  final Path inProject(String path) {
    return ProjectFolder.resolve(session.getCurrentProject(), path);
  }

  /** The version of wee that runs. */
  final String version() {
    return execution.getVersion();
  }

  /** A text with Maven's expressions filled in; null where it is one that nothing sets. */
  final @Nullable String filled(String text) {
    return ParameterCheck.filling(session, execution).fill(text);
  }

  /** What is written and has no value. */
  final EmptyElements emptyElements() {
    return new EmptyElements(execution.getConfiguration(), this::filled);
  }

  final MavenSession session() {
    return session;
  }
}
