package io.github.weepython.maven.progress;

/**
 * Hears what the rooms are doing. Implementations must be safe for use by several threads; a room
 * works the same whether anybody listens or not.
 */
public interface Progress {
  /** Hears nothing. */
  Progress NONE =
      new Progress() {
        @Override
        public Step step(String name) {
          return Step.NONE;
        }

        @Override
        public void info(String message) {}

        @Override
        public void warn(String message) {}
      };

  /**
   * A piece of work that takes time has begun.
   *
   * @param name what a person reads, such as "Downloading 76 packages" or "Compiling: configure"
   */
  Step step(String name);

  /** One line worth keeping in a log. */
  void info(String message);

  /** Something the person should know, although the build goes on. */
  void warn(String message);

  /** Work that is under way; closing it ends it, whether it succeeded or not. */
  interface Step extends AutoCloseable {
    Step NONE =
        new Step() {
          @Override
          public void update(long done, long total) {}

          @Override
          public void detail(String text) {}

          @Override
          public void close() {}
        };

    /** So many units (bytes, packages) of so many are done; a total below 1 is unknown. */
    void update(long done, long total);

    /** What the step is doing now, as the last file's name. */
    void detail(String text);

    @Override
    void close();
  }
}
