package io.github.weepython.maven.debian.rootfs;

import io.github.weepython.maven.archive.Entry;
import io.github.weepython.maven.archive.FileTree;
import io.github.weepython.maven.debian.archive.DebianException;
import io.github.weepython.maven.progress.Progress;
import io.github.weepython.maven.sandbox.LogTail;
import io.github.weepython.maven.sandbox.Sandbox;
import io.github.weepython.maven.spec.Architecture;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * A Debian with apt and dpkg, of packages that dpkg has configured in a sandbox. The sandbox knows
 * one user only, so what belongs to others is recorded there, and told by the file tree.
 */
public final class DebianBase {
  private static final int LAST_LINES = 30;
  private static final String RECORD = "/tmp/record";
  private static final String PROGRAMS = "/tmp/programs/";

  private static final String UNHEARD =
      " This machine's Linux reports no system calls to another process (seccomp_unotify(2), Linux"
          + " 5.5), so scripts can't become other users, nor can programs that are linked"
          + " statically give files away: build on a newer Linux, or in a container of a daemon"
          + " (<compiler>docker</compiler>).";

  /** What setcap(8) says where it may not: capabilities(7) of a file are root's to give. */
  private static final String NO_SETCAP = "CAP_SETFCAP";

  private static final String CAPABILITIES =
      " A script gives a program capabilities of its own (setcap(8)), which neither a sandbox can nor"
          + " a layer of wee holds: install that package in a Dockerfile.";

  /** Libraries that the loader loads into every program: ld.so(8). */
  private static final String PRELOAD = "etc/ld.so.preload";

  /** What debootstrap makes before the first package is configured: their scripts need it. */
  private static final Map<String, String> BOOTSTRAP =
      Map.of("usr/bin/sh", "dash", "usr/bin/awk", "mawk");

  private final Sandbox sandbox;
  private final Path buildRoot;
  private final Recipe recipe;
  private final Progress progress;

  /**
   * How packages become a base.
   *
   * @param configure a shell script that runs on the unpacked packages
   * @param recorder C sources by their names: recorder.c becomes a library that records who gets
   *     which file, preloaded into every program; listener.c a program that starts the script, and
   *     records what goes around that library
   * @param generated paths of what scripts generate at random, which is taken out
   * @param files what is there beside the packages' files before they are configured
   */
  public record Recipe(
      String configure,
      Map<String, String> recorder,
      Predicate<String> generated,
      List<Entry> files) {
    public Recipe {
      recorder = Map.copyOf(recorder);
      files = List.copyOf(files);
    }
  }

  /**
   * @param buildRoot where the sandbox finds its tools
   */
  public DebianBase(Sandbox sandbox, Path buildRoot, Recipe recipe, Progress progress) {
    this.sandbox = sandbox;
    this.buildRoot = buildRoot;
    this.recipe = recipe;
    this.progress = progress;
  }

  /**
   * Unpacks and configures.
   *
   * @param scratch an empty directory, which must stay while the result is used
   * @param debs in the order of their names
   * @param pruned paths that are left out in the end
   * @throws DebianException with the last lines when a package can't be configured
   */
  public FileTree tree(Path scratch, List<Path> debs, Predicate<String> pruned) throws IOException {
    Path root = Files.createDirectory(scratch.resolve("root"));
    Path record = Files.createDirectory(scratch.resolve("record"));
    FileTree unpacked = unpack(root, debs);
    ConfiguredRoot configured = new ConfiguredRoot(root, unpacked);
    // Scripts write down the time, as passwd(1) does in /etc/shadow and Java in its certificates:
    // the newest package's, so that these packages are the same base on every day.
    long seconds = unpacked.newest();
    Path recorder = compile(root, scratch, seconds);
    Path preload = Files.writeString(root.resolve(PRELOAD), PROGRAMS + "recorder.so\n");
    configure(root, scratch, record, recorder, seconds);
    Files.delete(preload);
    FileTree tree = configured.read(record);
    report(new GeneratedSecrets(tree, unpacked).remove(recipe.generated()));
    // Directories of packages stay, if empty: scripts of other packages count on them.
    tree.removeIf(
        e -> pruned.test(e.path()) && !(isDirectory(e) && unpacked.get(e.path()).isPresent()));
    return tree;
  }

  private void report(GeneratedSecrets.Findings findings) {
    if (!findings.removed().isEmpty()) {
      progress.info(
          "Left out, since scripts of packages generate them at random"
              + " (templates/base/generated.list says how to make them): "
              + String.join(", ", findings.removed()));
    }
    if (!findings.doubtful().isEmpty()) {
      progress.warn(
          "Scripts of packages wrote settings that look like passwords, keys or IDs made at random: "
              + String.join(", ", findings.doubtful())
              + ". If they are, everybody who has the image knows them, and every build has others:"
              + " bring the file by <files>, with a value that the container's start sets.");
    }
  }

  private static boolean isDirectory(Entry entry) {
    return entry.type() == Entry.Type.DIRECTORY;
  }

  private FileTree unpack(Path root, List<Path> debs) throws IOException {
    UsrMergeUnpacker unpacker = new UsrMergeUnpacker(root, path -> true);
    Map<DebFile, List<String>> paths = new LinkedHashMap<>();
    for (Path file : debs) {
      DebFile deb = DebFile.open(file);
      paths.put(deb, unpacker.unpack(deb));
    }
    for (Entry entry : recipe.files()) {
      unpacker.add(entry);
    }
    for (Map.Entry<String, String> pair : BOOTSTRAP.entrySet()) {
      if (unpacker.tree().get(pair.getKey()).isEmpty()) {
        unpacker.add(Entry.symlink(pair.getKey(), pair.getValue()));
      }
    }
    DpkgDatabase.write(root, paths, unpacker.tree());
    return unpacker.tree();
  }

  /**
   * The library by the build root's compiler for the packages' processor, which may be another one;
   * the program for this machine's, which hears of the calls of its emulator too.
   */
  private Path compile(Path root, Path scratch, long seconds) throws IOException {
    Path out = Files.createDirectory(scratch.resolve("recorder"));
    Path sources = Files.createDirectory(scratch.resolve("sources"));
    for (Map.Entry<String, String> source : recipe.recorder().entrySet()) {
      Files.writeString(sources.resolve(source.getKey()), source.getValue());
    }
    String arm = Architecture.ARM64.triplet();
    boolean isArm = Files.exists(root.resolve("usr/lib/" + arm + "/libc.so.6"));
    String compiler = "%s-gcc".formatted(isArm ? arm : Architecture.AMD64.triplet());
    String script =
        """
        set -e
        cd /wee/out
        %s -O2 -shared -fPIC -DNOW=%s -o recorder.so /wee/sources/recorder.c -ldl
        gcc -O2 -static -o listener /wee/sources/listener.c
        """
            .formatted(compiler, seconds);
    run(
        new Sandbox.Job(
            buildRoot,
            Map.of("/wee/out", out),
            Map.of("/wee/sources", sources),
            Map.of("PATH", "/usr/bin", "LC_ALL", "C.UTF-8"),
            List.of("/usr/bin/sh", "-c", script)),
        sources);
    return out;
  }

  private void configure(Path root, Path scratch, Path record, Path recorder, long seconds)
      throws IOException {
    Map<String, Path> programs = new HashMap<>();
    programs.put(PROGRAMS + "configure", program(scratch, "configure", recipe.configure()));
    programs.put(PROGRAMS + "recorder.so", recorder.resolve("recorder.so"));
    programs.put(PROGRAMS + "listener", recorder.resolve("listener"));
    // Also for programs that became another user, where a sandbox has others.
    Files.setPosixFilePermissions(
        Files.createFile(record.resolve("calls")), PosixFilePermissions.fromString("rw-rw-rw-"));
    Map<String, String> environment =
        Map.of(
            "PATH", "/usr/sbin:/usr/bin",
            "HOME", "/root",
            "LC_ALL", "C.UTF-8",
            "TZ", "UTC",
            "DEBIAN_FRONTEND", "noninteractive",
            "DEBCONF_NONINTERACTIVE_SEEN", "true",
            "SOURCE_DATE_EPOCH", Long.toString(seconds));
    List<String> command = List.of(PROGRAMS + "listener", "/usr/bin/sh", PROGRAMS + "configure");
    run(
        new Sandbox.Job(
            buildRoot, Map.of(RECORD, record), programs, environment, command, Optional.of(root)),
        record);
  }

  private static Path program(Path scratch, String name, String text) throws IOException {
    Path file = Files.writeString(scratch.resolve(name), text);
    return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  /**
   * @param record where the job says whether Linux reported its calls
   */
  private void run(Sandbox.Job job, Path record) throws IOException {
    LogTail last = new LogTail(LAST_LINES);
    try {
      int status = sandbox.run(job, last);
      if (status != 0) {
        throw new DebianException(
            ("Configuring the packages of the Debian base failed (status %d). The last"
                    + " lines:\n  %s\nIf a package of <packages> is the cause, leave it out; base"
                    + " distroless installs packages without running their scripts.%s%s")
                .formatted(
                    status,
                    last.joined("\n  "),
                    last.joined("\n").contains(NO_SETCAP) ? CAPABILITIES : "",
                    Files.exists(record.resolve("unheard")) ? UNHEARD : ""));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new DebianException("Configuring the Debian base was interrupted.", e);
    }
  }
}
