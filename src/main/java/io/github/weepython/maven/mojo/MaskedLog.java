package io.github.weepython.maven.mojo;

import io.github.weepython.maven.Secrets;
import org.apache.maven.plugin.logging.Log;
import org.jspecify.annotations.Nullable;

/** Maven's log, without the secrets that this process knows of. */
final class MaskedLog implements Log {
  private final Log log;

  MaskedLog(Log log) {
    this.log = log;
  }

  private static CharSequence mask(CharSequence content) {
    return Secrets.mask(content.toString());
  }

  private static @Nullable Throwable mask(Throwable error) {
    return Secrets.mask(error);
  }

  @Override
  public boolean isDebugEnabled() {
    return log.isDebugEnabled();
  }

  @Override
  public void debug(CharSequence content) {
    log.debug(mask(content));
  }

  @Override
  public void debug(CharSequence content, Throwable error) {
    log.debug(mask(content), mask(error));
  }

  @Override
  public void debug(Throwable error) {
    log.debug(mask(error));
  }

  @Override
  public boolean isInfoEnabled() {
    return log.isInfoEnabled();
  }

  @Override
  public void info(CharSequence content) {
    log.info(mask(content));
  }

  @Override
  public void info(CharSequence content, Throwable error) {
    log.info(mask(content), mask(error));
  }

  @Override
  public void info(Throwable error) {
    log.info(mask(error));
  }

  @Override
  public boolean isWarnEnabled() {
    return log.isWarnEnabled();
  }

  @Override
  public void warn(CharSequence content) {
    log.warn(mask(content));
  }

  @Override
  public void warn(CharSequence content, Throwable error) {
    log.warn(mask(content), mask(error));
  }

  @Override
  public void warn(Throwable error) {
    log.warn(mask(error));
  }

  @Override
  public boolean isErrorEnabled() {
    return log.isErrorEnabled();
  }

  @Override
  public void error(CharSequence content) {
    log.error(mask(content));
  }

  @Override
  public void error(CharSequence content, Throwable error) {
    log.error(mask(content), mask(error));
  }

  @Override
  public void error(Throwable error) {
    log.error(mask(error));
  }
}
