#!/usr/bin/env python3
"""Builds an image while the machine is at fault, and once more when it is well again; prints a table.

    sudo src/campaign/faults.py [--maven 'mvn -B -o'] [--only REGEX] [--quick] [--faketime LIBRARY] CACHE

CACHE is a cache home (XDG_CACHE_HOME) that has all of a `wee` image of 3.13.5; it is copied and stays as it is.
Each fault must end in success or in one message that is the last one and names what to do, and the next build
must give the digest of an undisturbed one. Needs root, for mounts in a namespace of their own; the clock is that of
libfaketime (Debian's package, or the library that --faketime names), and without it those rows stay as they are.
"""

import argparse
import os
import pathlib
import re
import shlex
import shutil
import subprocess
import sys
import tempfile

import machine
import table

POM = """<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>com.example</groupId><artifactId>fault</artifactId><version>1.0.0</version><packaging>pom</packaging>
  <properties><project.build.outputTimestamp>2026-01-01T00:00:00Z</project.build.outputTimestamp></properties>
  <build><plugins><plugin>
    <groupId>io.github.weepython</groupId><artifactId>wee-maven-plugin</artifactId><version>0.1.0-SNAPSHOT</version>
    <executions><execution><goals><goal>build</goal></goals></execution></executions>
    <configuration><python>3.13.5</python><flavour>wee</flavour><compiler>namespaces</compiler></configuration>
  </plugin></plugins></build>
</project>
"""

LONG_PATH = "a path of 200 characters with blanks and umlauts"

# One disk for the cache, without its layers, and target; $N kilobytes are what a build writes to both. What the build
# has left in the cache is what the next one finds. What is only read is elsewhere.
DISK = """
d=$P.disk
mkdir -p "$d" && mount -t tmpfs none "$d" && mkdir "$d/cache" "$d/target" "$d/under" && mount --bind $C/wee "$d/under"
for k in $C/wee/*; do
  n=${k##*/}
  case $n in
    build-root|download) mkdir "$d/cache/$n" && mount --bind "$k" "$d/cache/$n" ;;
    layer) ;;
    *) cp -a "$k" "$d/cache/" ;;
  esac
done
used=$(df -k --output=used "$d" | tail -n 1)
mount -o "remount,size=$((used + N * STEP / 20))k" "$d"
mount --rbind "$d/cache" $C/wee && mount --bind "$d/target" $P/target
trap 'cd "$d/cache"; for k in *; do case $k in build-root|download) ;;
  *) rm -rf "$d/under/$k"; cp -a "$k" "$d/under/" ;; esac; done' EXIT
"""

# The limit of processes doesn't hold for root: a user of no other process, with a copy of the cache.
# Of root's group, so that it may read the local repository.
USER = """
chmod 755 $P/..
rm -rf $P.cache
mkdir -p $P.home/.m2 $P.cache && mount --bind ~/.m2 $P.home/.m2
cp -a $C/wee $P.cache/ && chown -R 64999:0 $P.cache $P $P.home
export HOME=$P.home XDG_CACHE_HOME=$P.cache MAVEN_OPTS="$MAVEN_OPTS -Duser.home="$P.home
as="setpriv --reuid 64999 --regid 0 --clear-groups prlimit --nproc=LIMIT"
"""


def full(step):
    return f"the disk is full, {step} of 20 parts free", DISK.replace("STEP", str(step)), {}


def late(name, days):
    return name, "rm -rf $C/wee/layer", {"FAKETIME": f"{days:+d}d", "FAKETIME_DONT_FAKE_MONOTONIC": "1"}


# Name, shell commands before Maven (in a mount namespace of its own; $P the project, $C the cache), variables.
FAULTS = [
    ("target's disk is full", "mount -t tmpfs -o size=1m none $P/target", {}),
    ("target's disk has no inodes", "mount -t tmpfs -o nr_inodes=5 none $P/target", {}),
    ("target is read-only", "mount -t tmpfs -o ro none $P/target", {}),
    ("the cache's disk is full", "rm -rf $C/wee/layer; mkdir $C/wee/tmp; mount -t tmpfs -o size=1m,mode=700 none $C/wee/tmp", {}),
    ("the cache's disk has no inodes", "rm -rf $C/wee/layer; mkdir $C/wee/tmp; mount -t tmpfs -o nr_inodes=4,mode=700 none $C/wee/tmp", {}),
    ("the cache's scratch folder is on another disk", "rm -rf $C/wee/layer; mkdir $C/wee/tmp; mount -t tmpfs -o mode=700 none $C/wee/tmp", {}),
    ("the cache is read-only", "mount --bind $C $C; mount -o remount,ro,bind $C", {}),
    ("every user may write in the cache", "chmod 777 $C/wee; trap 'chmod 755 $C/wee' EXIT", {}),
    ("/tmp is full", "mount -t tmpfs -o size=4k,mode=1777 none /tmp", {}),
    ("/tmp is read-only", "mount -t tmpfs -o ro none /tmp", {}),
    ("no folder for temporary files", "", {"MAVEN_OPTS": "-Djava.io.tmpdir=/nowhere"}),
    ("64 open files", "ulimit -n 64", {}),
    ("umask of 0", "rm -rf $C/wee/layer; umask 0", {}),
    ("a home that isn't there", "", {"HOME": "/nowhere", "MAVEN_OPTS": "-Duser.home=/nowhere"}),
    # Not in the locale C: there Java itself, and so Maven, opens no file of such a name.
    (LONG_PATH, "", {}),
    ("the locale C", "rm -rf $C/wee/layer", {"LC_ALL": "C", "LANG": ""}),
    ("a small heap, 64 MB", "rm -rf $C/wee/layer", {"MAVEN_OPTS": "-Xmx64m"}),
    *[(f"{limit} processes and threads", USER.replace("LIMIT", str(limit)), {}) for limit in (10, 14, 18, 24)],
    late("the clock a year late", -365),
    late("the clock a year early", 365),
    *[full(step) for step in range(1, 21)],
]


# What --quick leaves out: of the disks and limits, some.
LONG = re.compile(r"the disk is full, (?!(1|7|14|20) )|(14|24) processes")


def build(maven, project, cache, before="", variables=None):
    variables = dict(variables or {})
    variables["MAVEN_OPTS"] = f"{machine.JAVA} {variables.get('MAVEN_OPTS', '')}"
    environment = {**os.environ, "XDG_CACHE_HOME": str(cache), "P": str(project), "C": str(cache), **variables}
    # A fault that can't be made must not look like one that does no harm.
    quiet = f"set -e\nas=\n{before}\nset +e\n$as {shlex.join([*maven, '-f', str(project), 'package'])}"
    found = subprocess.run(["unshare", "-m", "sh", "-c", quiet], env=environment, text=True, errors="replace",
                           stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False)
    return found.returncode, re.sub(r"\x1b\[[0-9;]*m", "", found.stdout)


def kilobytes(folder):
    said = subprocess.run(["du", "-sk", str(folder)], check=True, stdout=subprocess.PIPE, text=True).stdout
    return int(said.split()[0])


def digest(project):
    found = re.search(r'"digest" : "(sha256:[0-9a-f]{64})"', (project / "target/wee/images.json").read_text())
    return found[1]


def message(log):
    """What a person reads: the error without Maven's own words around it."""
    errors = re.findall(r"^(?:\[ERROR\]|Error:|Error occurred|.*OutOfMemoryError|java\.).*", log, re.M)
    text = re.sub(r"^\[ERROR\] Failed to execute goal \S+ \([^)]*\)(?: on project \S+)?: ", "", errors[0]) if errors else ""
    return re.sub(r"/var/tmp/wee-faults\w+/", "", text.replace("[ERROR] ", ""))[:230] or "?"


def fault(maven, home, cache, name, before, variables, expected):
    folder = "a folder with blanks and ümläuts " + "x" * 150 if name == LONG_PATH else "project"
    project, own = home / folder, home / "cache"
    shutil.rmtree(project, ignore_errors=True)
    (project / "target").mkdir(parents=True)
    (project / "pom.xml").write_text(POM)
    machine.copied(cache, own)
    before = before.replace("$P", '"$P"').replace("$C", '"$C"')
    status, log = build(maven, project, own, before, variables)
    (home / f"{re.sub(r'[^a-z0-9]+', '-', name)}.log").write_text(log)
    first = "success" if status == 0 else message(log)
    if re.search(r"unexpected fault|\b(java|io)\.\S+(Exception|Error)\b|^\?$", first):
        first = "BAD: " + first
    status, log = build(maven, project, own)
    (home / f"{re.sub(r'[^a-z0-9]+', '-', name)}.next.log").write_text(log)
    if status:
        return first, "BAD: " + message(log)
    return first, "same digest" if digest(project) == expected else "BAD: another digest"


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--maven", default="mvn -B -o")
    parser.add_argument("--only", default="", help="faults whose names match; the table keeps its other rows")
    parser.add_argument("--quick", action="store_true", help="four of the twenty full disks")
    parser.add_argument("--faketime", help="libfaketime.so.1, where it isn't where Debian puts it")
    parser.add_argument("cache", type=pathlib.Path)
    options = parser.parse_args()
    maven = shlex.split(options.maven)
    home = pathlib.Path(tempfile.mkdtemp(prefix="wee-faults", dir="/var/tmp"))
    plain = home / "plain"
    plain.mkdir()
    (plain / "pom.xml").write_text(POM)
    # The cache may have the layers of other images too: what counts is what a build of this one writes.
    own = machine.copied(options.cache.absolute(), home / "cache")
    machine.forget(own, "layer")
    status, log = build(maven, plain, own)
    if status:
        sys.exit(log)
    # What Debian has was looked up by that: not a part of what is tried here.
    prepared = machine.copied(own, home / "prepared")
    os.environ["N"] = str((kilobytes(own / "wee/layer") + kilobytes(plain / "target")) * 11 // 10)
    library = options.faketime or next(map(str, pathlib.Path("/usr/lib").glob("*/faketime/libfaketime.so.1")), "")
    rows = []
    for name, before, variables in FAULTS:
        if "FAKETIME" in variables:
            if not library:
                print(name, "not tried: libfaketime is not there", sep=" | ", flush=True)
                continue
            variables = {**variables, "LD_PRELOAD": library}
        if re.search(options.only, name) and not (options.quick and LONG.match(name)):
            rows.append([name, *fault(maven, home, prepared, name, before, variables, digest(plain))])
            print(*rows[-1], sep=" | ", flush=True)
            table.write("faults", "Faults of the machine", ["fault", "what the build said", "next build"], rows, keep=True, show=False)
    if any("BAD" in cell for row in rows for cell in row):
        sys.exit(f"see {home}")
    shutil.rmtree(home)


if __name__ == "__main__":
    main()
