package io.github.weepython.maven.sandbox.remote;

/** Removes something of an engine's when this is closed, or when Java ends by a signal. */
public final class CleanupHook implements AutoCloseable {
  private final Runnable work;
  private final Thread hook;

  /**
   * @param name of the thread that does it when Java ends
   * @param work throws nothing when there is nothing to remove
   */
  public CleanupHook(String name, Runnable work) {
    this.work = work;
    this.hook = new Thread(work, name);
    Runtime.getRuntime().addShutdownHook(hook);
  }

  @Override
  public void close() {
    work.run();
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // Java is ending, and the hook runs or has run.
    }
  }
}
