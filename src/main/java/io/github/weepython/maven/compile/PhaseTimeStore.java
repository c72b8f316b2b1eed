package io.github.weepython.maven.compile;

/** How long phases took the last time, which the next run's estimates come from. */
public interface PhaseTimeStore {
  /** Kinds of runs. */
  enum Job {
    TRAINING,
    BUILD
  }

  /** The last run that ended well; {@link PhaseTimes#NONE} where there was none. */
  PhaseTimes last(Job job);

  void keep(Job job, PhaseTimes times);
}
