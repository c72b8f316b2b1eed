package io.github.weepython.maven.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.weepython.maven.archive.FileTree;
import io.github.weepython.maven.debian.archive.DebianException;
import io.github.weepython.maven.debian.rootfs.DebianBase;
import io.github.weepython.maven.debian.rootfs.TestDeb;
import io.github.weepython.maven.inputs.BuildRoots;
import io.github.weepython.maven.inputs.Lock;
import io.github.weepython.maven.progress.Progress;
import io.github.weepython.maven.sandbox.Sandbox;
import io.github.weepython.maven.sandbox.docker.DaemonRig;
import io.github.weepython.maven.sandbox.namespaces.NamespaceSandbox;
import io.github.weepython.maven.spec.Base;
import io.github.weepython.maven.spec.Flavour;
import io.github.weepython.maven.spec.ImageSpec;
import io.github.weepython.maven.spec.PackageSelection;
import io.github.weepython.maven.spec.Specs;
import io.github.weepython.maven.spec.Suite;
import io.github.weepython.maven.templates.Templates;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A package whose script changes owners in all ways that programs have, and asks for the time. */
class ScriptOwnersIT {
  @RegisterExtension static final DaemonRig RIG = new DaemonRig();

  /** Of base-passwd: games is 5:60, mail 8:8, news 9:9, www-data 33:33, backup 34:34. */
  private static final String SCRIPT =
      """
      #!/bin/sh
      set -ex
      rm -rf /var/lib/probe
      mkdir -p -m 777 /var/lib/probe/folder
      cat >/tmp/node.py <<'EOF'
      import os, socket
      os.mknod("su-node")
      os.mkfifo("su-pipe")
      socket.socket(socket.AF_UNIX).bind("su-socket")
      EOF
      cat >/tmp/acl.py <<'EOF'
      import os, sys
      # u::rwx g::r-x g:adm:r-x m::r-x o::r-x
      entries = "01000700ffffffff 04000500ffffffff 0800050004000000 10000500ffffffff 20000500ffffffff"
      os.setxattr(sys.argv[1], "system.posix_acl_access", bytes.fromhex("02000000" + entries))
      EOF
      cat >/tmp/unnamed.py <<'EOF'
      import os, sys
      name, after, before = (sys.argv[1:] + ["", ""])[:3]
      f = os.open(".", os.O_TMPFILE | os.O_WRONLY)
      exec(before)
      os.link("/proc/self/fd/%d" % f, name, src_dir_fd=f)
      exec(after)
      EOF
      cat >/tmp/unnamed.pl <<'EOF'
      use Fcntl;
      sysopen F, ".", 020000000 | O_DIRECTORY | O_WRONLY or die; # O_TMPFILE
      chown 8, 9, *F or die;
      # Of linkat(2), with AT_EMPTY_PATH; before Linux 6.10 root alone may, with AT_SYMLINK_FOLLOW all may.
      my ($name, $none, $proc) = (shift, "", "/proc/self/fd/" . fileno F);
      my $call = `uname -m` =~ /aarch64/ ? 37 : 265;
      syscall($call, fileno F, $none, -100, $name, 0x1000) == 0 or
          syscall($call, -100, $proc, -100, $name, 0x400) == 0 or die;
      EOF
      cd /var/lib/probe
      touch chown lchown install perl python busybox copied
      chown games:mail chown
      chgrp mail lchown; chown -h news lchown
      install -o www-data -g mail /dev/null install
      perl -e 'chown 33, 8, "perl"'
      python3 -c 'import os; os.chown("python", 34, 9); os.symlink("x", "link"); os.lchown("link", 9, 9)'
      python3 -c 'import os; f = os.open("fd", os.O_CREAT); os.fchown(f, 8, 9)'
      busybox chown www-data:news busybox
      busybox touch before; busybox chown mail before; busybox mv before busybox-moved
      su -s /bin/sh games -c 'touch su; mkdir su-folder; ln -s x su-link; : >su-shell; test -O su-shell'
      su -s /bin/sh games -c 'busybox touch su-busybox; env -i touch su-empty'
      busybox start-stop-daemon -S -c mail:news -x /usr/bin/touch -- $PWD/ssd-busybox
      runuser -u mail -- touch runuser
      setpriv --reuid=9 --regid=8 --clear-groups touch setpriv
      start-stop-daemon --start --chuid news:news --exec /usr/bin/touch -- $PWD/start-stop-daemon
      perl -e '$) = 8; $> = 33; open F, ">", "perl-user"; $> = 0; $) = 0; open F, ">", "perl-root"'
      python3 -c 'import os; os.setegid(9); os.seteuid(8); open("python-user", "w")'
      chown backup:mail copied; cp -p copied cp; cp copied cp-plain
      tar -cf /tmp/t.tar copied; mkdir tar; tar -C tar -xf /tmp/t.tar
      tar --owner=www-data --group=news -cf /tmp/u.tar cp-plain; tar -C tar --same-owner -xf /tmp/u.tar
      chown games:mail folder; chmod 2777 folder; su -s /bin/sh news -c 'touch folder/inherits'
      mv folder renamed
      echo a >sed; chown mail sed; sed -i s/a/b/ sed
      touch hard-z; ln hard-z hard-a; chown games:mail hard-z
      mknod device c 1 3
      mkfifo pipe; test -p pipe; rm pipe
      su -s /bin/sh games -c 'python3 /tmp/node.py'; test -p su-pipe; test -S su-socket; rm su-pipe
      su -s /bin/sh news -c 'python3 /tmp/unnamed.py unnamed-su'
      su -s /bin/sh news -c 'python3 /tmp/unnamed.py unnamed-su-after "os.fchown(f, -1, 34)"'
      python3 /tmp/unnamed.py unnamed-given '' 'os.fchown(f, 8, 9)'
      python3 /tmp/unnamed.py unnamed-after 'os.fchown(f, 8, 9)'
      python3 /tmp/unnamed.py unnamed-moved 'os.rename(name, "m"); os.fchown(f, 8, 9); os.rename("m", name)'
      python3 /tmp/unnamed.py unnamed-proc '' 'os.chown("/proc/self/fd/%d" % f, 9, 8)'
      perl /tmp/unnamed.pl unnamed-empty
      python3 /tmp/unnamed.py unnamed-root
      touch again moved-here; mkdir folder-again; chown games:mail again moved-here folder-again
      rm again; touch again; rm moved-here; touch other; mv other moved-here; rmdir folder-again; mkdir folder-again
      mkdir kept; touch kept/file; chown games:mail kept; rmdir --ignore-fail-on-non-empty kept
      touch busybox-again; chown mail busybox-again; busybox rm busybox-again; busybox touch busybox-again
      touch first; chown games:mail first; ln first second; rm first
      touch preinst; chown probe:probe preinst
      for now in "$(date +%s)" "$(env -i date +%s)" "$(perl -e 'print time')" \\
          "$(bash -c 'echo $EPOCHREALTIME' | sed 's/[.]000000$//')" \\
          "$(su -s /bin/sh games -c 'python3 -c "import time; print(time.time_ns() // 1000000000)"')"; do
        test "$now" = "$SOURCE_DATE_EPOCH"
      done
      test "$(stat -c %a /etc/shadow /etc/gshadow | uniq)" = 640
      touch root
      python3 /tmp/acl.py root
      """;

  /** As mariadb-server makes its user; a script that is run where users are not yet known fails. */
  private static final String PREINST =
      """
      #!/bin/sh
      set -e
      test "$DPKG_MAINTSCRIPT_NAME $1" = "preinst install"
      groupadd --gid 980 probe
      useradd --system --uid 990 --gid probe --home-dir /nonexistent probe
      """;

  private static final String DEPENDS =
      "busybox-static, dpkg, passwd, perl-base, python3-minimal, sed, tar, util-linux";

  private static final Map<String, String> OWNERS =
      Map.ofEntries(
          Map.entry("chown", "5:8"),
          Map.entry("lchown", "9:8"),
          Map.entry("install", "33:8"),
          Map.entry("perl", "33:8"),
          Map.entry("python", "34:9"),
          Map.entry("link", "9:9"),
          Map.entry("fd", "8:9"),
          Map.entry("busybox", "33:9"),
          Map.entry("busybox-moved", "8:0"),
          Map.entry("su", "5:60"),
          Map.entry("su-folder", "5:60"),
          Map.entry("su-link", "5:60"),
          Map.entry("su-shell", "5:60"),
          Map.entry("su-busybox", "5:60"),
          Map.entry("su-empty", "5:60"),
          Map.entry("ssd-busybox", "8:9"),
          Map.entry("runuser", "8:8"),
          Map.entry("setpriv", "9:8"),
          Map.entry("start-stop-daemon", "9:9"),
          Map.entry("perl-user", "33:8"),
          Map.entry("perl-root", "0:0"),
          Map.entry("python-user", "8:9"),
          Map.entry("copied", "34:8"),
          Map.entry("cp", "34:8"),
          Map.entry("cp-plain", "0:0"),
          Map.entry("tar", "0:0"),
          Map.entry("tar/copied", "34:8"),
          Map.entry("tar/cp-plain", "33:9"),
          Map.entry("renamed", "5:8"),
          Map.entry("renamed/inherits", "9:8"),
          Map.entry("sed", "8:0"),
          Map.entry("hard-a", "5:8"),
          Map.entry("hard-z", "5:8"),
          Map.entry("su-node", "5:60"),
          Map.entry("unnamed-su", "9:9"),
          Map.entry("unnamed-su-after", "9:34"),
          Map.entry("unnamed-given", "8:9"),
          Map.entry("unnamed-after", "8:9"),
          Map.entry("unnamed-moved", "8:9"),
          Map.entry("unnamed-proc", "9:8"),
          Map.entry("unnamed-empty", "8:9"),
          Map.entry("unnamed-root", "0:0"),
          Map.entry("again", "0:0"),
          Map.entry("moved-here", "0:0"),
          Map.entry("folder-again", "0:0"),
          Map.entry("kept", "5:8"),
          Map.entry("kept/file", "0:0"),
          Map.entry("busybox-again", "0:0"),
          Map.entry("second", "5:8"),
          Map.entry("preinst", "990:980"),
          Map.entry("root", "0:0"));

  @TempDir Path dir;

  /** With each suite's kernel headers, C library and programs. */
  @ParameterizedTest
  @CsvSource({"3.9.2,BULLSEYE", "3.11.2,BOOKWORM", "3.13.5,TRIXIE"})
  void findsThemAllInNamespaces(String python, Suite suite) throws Exception {
    assertThat(owners(python, suite, root -> new NamespaceSandbox(), SCRIPT)).isEqualTo(OWNERS);
  }

  @Test
  void findsThemAllInADaemon() throws Exception {
    assertThat(owners(root -> RIG.sandboxes(Progress.NONE).choose(root), SCRIPT)).isEqualTo(OWNERS);
  }

  /** It is found by the name that it has in the end. */
  @Test
  void namesTheProgramAndThePackageThatLeaveAPipe() {
    String script =
        "#!/bin/sh\nset -e\nmkdir /var/lib/probe; cd /var/lib/probe; mkfifo early; mv early pipe\n";
    assertThatThrownBy(() -> owners(root -> new NamespaceSandbox(), script))
        .isInstanceOf(DebianException.class)
        .hasMessageContaining("/var/lib/probe/pipe, by /usr/bin/mkfifo of probe")
        .hasMessageContaining("<packages>");
  }

  private interface Opening {
    Sandbox on(Path root) throws Exception;
  }

  private Map<String, String> owners(Opening sandbox, String script) throws Exception {
    return owners("3.13.5", Suite.TRIXIE, sandbox, script);
  }

  private Map<String, String> owners(String python, Suite suite, Opening sandbox, String script)
      throws Exception {
    ImageSpec spec =
        Specs.here(
            python,
            suite,
            new PackageSelection(List.of("busybox-static", "python3-minimal"), Set.of()));
    Lock lock = Rig.pipeline().plan(spec, Flavour.WEE).lock();
    Sources sources = Sources.of(Rig.here(), Progress.NONE, InstantSource.system());
    Path buildRoot =
        new BuildRoots(sources.store(), sources.fetcher(), Progress.NONE).directory(lock);
    List<Path> debs =
        new ArrayList<>(
            sources.fetcher().fetchAll(Lock.downloads(lock.bases().get(Base.DEBIAN.id()))));
    debs.add(TestDeb.withScripts(dir.resolve("probe.deb"), DEPENDS, PREINST, script));
    FileTree tree =
        new DebianBase(sandbox.on(buildRoot), buildRoot, recipe(), Progress.NONE)
            .tree(Files.createDirectory(dir.resolve("base")), debs, path -> false);
    String below = "var/lib/probe/";
    return tree.entries().stream()
        .filter(entry -> entry.path().startsWith(below))
        .collect(
            Collectors.toMap(
                entry -> entry.path().substring(below.length()),
                entry -> entry.uid() + ":" + entry.gid()));
  }

  private static DebianBase.Recipe recipe() {
    Map<String, String> recorder = new TreeMap<>();
    for (String source :
        List.of("record.h", "process.h", "whose.c", "clock.c", "recorder.c", "listener.c")) {
      recorder.put(source, Templates.text("base/" + source));
    }
    String configure = Templates.text("base/configure.sh").replace("@locales@", "keep");
    return new DebianBase.Recipe(configure, recorder, path -> false, List.of());
  }
}
