package io.github.weepython.maven.interpreter;

import io.github.weepython.maven.compile.PatchSeries;
import io.github.weepython.maven.inputs.Lock;
import io.github.weepython.maven.inputs.LockedFile;
import io.github.weepython.maven.source.SecurityPatches;
import io.github.weepython.maven.spec.ImageSpec;
import io.github.weepython.maven.spec.Patch;
import io.github.weepython.maven.templates.Templates;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** What a lock's source is patched with: Debian's fixes, then the user's own patches. */
public final class Patches {
  private final SecurityPatches security;
  private final Map<String, List<Patch>> read = new ConcurrentHashMap<>();

  public Patches(SecurityPatches security) {
    this.security = security;
  }

  public PatchSeries series(ImageSpec spec, Lock lock) {
    List<Patch> all = new ArrayList<>();
    String exceptions = "patches/python" + spec.python().majorMinor() + ".list";
    for (LockedFile file : lock.securityPatches()) {
      all.addAll(
          read.computeIfAbsent(
              file.sha256() + file.version() + exceptions,
              any ->
                  security.patches(
                      new SecurityPatches.Packaging(file.version(), file.download()),
                      Templates.listOrEmpty(exceptions))));
    }
    all.addAll(spec.recipe().patches());
    return new PatchSeries(all, Templates.text("compile/patch.sh"));
  }
}
