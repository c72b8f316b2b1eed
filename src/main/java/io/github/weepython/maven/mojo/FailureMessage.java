package io.github.weepython.maven.mojo;

import io.github.weepython.maven.Causes;
import io.github.weepython.maven.WeeException;
import java.io.IOException;
import java.util.Optional;

/** What Maven's user reads when a goal has failed, whatever was thrown. */
final class FailureMessage {
  private FailureMessage() {}

  /** The message; of what nobody expected, what to report. */
  static String of(Throwable error) {
    Optional<WeeException> known = in(error, WeeException.class);
    if (known.isPresent()) {
      return String.valueOf(known.get().getMessage());
    }
    Optional<OutOfMemoryError> memory = in(error, OutOfMemoryError.class);
    if (memory.filter(FailureMessage::isOfThreads).isPresent()) {
      return "Java could not start another thread (%s): raise the limit of processes of this user (ulimit -u) or of the container (pids)."
          .formatted(Causes.innermost(error));
    }
    if (memory.isPresent()) {
      return "Java has too little memory (%s): set MAVEN_OPTS, for example to -Xmx1g."
          .formatted(Causes.innermost(error));
    }
    return in(error, IOException.class).map(FailureMessage::file).orElseGet(() -> fault(error));
  }

  /** HotSpot throws the same error where the system gives no thread. */
  private static boolean isOfThreads(OutOfMemoryError error) {
    return String.valueOf(error.getMessage()).contains("native thread");
  }

  private static String file(IOException error) {
    String fix =
        Causes.isDiskFull(error)
            ? "Free space there, or move the build's folder (-Dwee.output) or the cache"
                + " (-Dwee.cache)."
            : "Check that the file exists and that this user may read and write it.";
    return "A file could not be read or written: %s.\n%s".formatted(Causes.of(error), fix);
  }

  private static String fault(Throwable error) {
    return ("An unexpected error in wee: %s (%s).\nPlease report it with the output of Maven run"
            + " with -e.")
        .formatted(Causes.innermost(error), error.getClass().getName());
  }

  private static <T extends Throwable> Optional<T> in(Throwable error, Class<T> type) {
    for (Throwable each = error; each != null; each = each.getCause()) {
      if (type.isInstance(each)) {
        return Optional.of(type.cast(each));
      }
    }
    return Optional.empty();
  }
}
