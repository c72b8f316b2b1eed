package io.github.weepython.maven.lockfile;

/** Fields of an entry that belong together; in the file they stand in the entry itself. */
sealed interface LockEntryPart permits LockedSources, LockedDebs {}
