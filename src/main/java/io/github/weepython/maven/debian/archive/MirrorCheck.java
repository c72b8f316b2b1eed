package io.github.weepython.maven.debian.archive;

import io.github.weepython.maven.fetch.Fetcher;
import io.github.weepython.maven.openpgp.Keyring;
import java.net.URI;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/** Checks that a mirror can be reached and that its signed Release of a suite is valid. */
public final class MirrorCheck {
  private final Fetcher fetcher;
  private final Keyring keyring;
  private final InstantSource clock;
  private final boolean checkValidUntil;

  public MirrorCheck(
      Fetcher fetcher, Keyring keyring, InstantSource clock, boolean checkValidUntil) {
    this.fetcher = fetcher;
    this.keyring = keyring;
    this.clock = clock;
    this.checkValidUntil = checkValidUntil;
  }

  /**
   * The suite's verified Release; empty when the mirror answers that it has no such suite.
   *
   * @throws DebianException when it can't be reached, or what it has is not valid
   */
  public Optional<Release> release(URI mirror, String suite) {
    return new SuiteReader(fetcher, keyring, clock, checkValidUntil)
        .release(suite, List.of(mirror));
  }
}
