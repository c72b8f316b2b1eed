package io.github.weepython.maven.spec;

import java.util.List;
import java.util.Map;

/**
 * How an image is run on this machine.
 *
 * @param env added to the image's own, over it
 * @param entrypoint instead of the image's own; empty for that
 * @param args instead of the image's command; empty for that
 * @param mounts folders of this machine, which the program may change
 * @param readOnly whether the image's own files can't be changed
 * @param shell whether a shell is run instead of all that
 */
public record RunOptions(
    Map<String, String> env,
    List<String> entrypoint,
    List<String> args,
    List<Mount> mounts,
    boolean readOnly,
    boolean shell) {
  public RunOptions {
    env = Map.copyOf(env);
    entrypoint = List.copyOf(entrypoint);
    args = List.copyOf(args);
    mounts = List.copyOf(mounts);
    long places = mounts.stream().map(Mount::to).distinct().count();
    if (places < mounts.size()) {
      throw new SpecException(
          "<mounts> of <run> or -Dwee.run.mounts has two for one place in the image: %s. Keep one."
              .formatted(mounts.stream().map(Mount::to).toList()));
    }
  }
}
