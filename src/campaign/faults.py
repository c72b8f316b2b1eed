#!/usr/bin/env python3
"""Builds an image while the machine is at fault, and once more when it is well again; prints a table.

    sudo src/campaign/faults.py [--maven 'mvn -B -o'] [--only REGEX] CACHE

CACHE is a cache home (XDG_CACHE_HOME) that has all of a `wee` image of 3.13.5; it is copied and stays as it is.
Each fault must end in success or in one message that is the last one and names what to do, and the next build
must give the digest of an undisturbed one. Needs root, for mounts in a namespace of their own.
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

# Name, shell commands before Maven (in a mount namespace of its own; $P the project, $C the cache), variables.
FAULTS = [
    ("target's disk is full", "mount -t tmpfs -o size=1m none $P/target", {}),
    ("target's disk has no inodes", "mount -t tmpfs -o nr_inodes=5 none $P/target", {}),
    ("target is read-only", "mount -t tmpfs -o ro none $P/target", {}),
    ("the cache's disk is full", "rm -rf $C/wee/layer; mount -t tmpfs -o size=1m none $C/wee/tmp", {}),
    ("the cache's disk has no inodes", "rm -rf $C/wee/layer; mount -t tmpfs -o nr_inodes=4 none $C/wee/tmp", {}),
    ("the cache's scratch folder is on another disk", "rm -rf $C/wee/layer; mount -t tmpfs none $C/wee/tmp", {}),
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
]


def build(maven, project, cache, before="", variables=None):
    variables = dict(variables or {})
    variables["MAVEN_OPTS"] = f"{machine.JAVA} {variables.get('MAVEN_OPTS', '')}"
    environment = {**os.environ, "XDG_CACHE_HOME": str(cache), "P": str(project), "C": str(cache), **variables}
    quiet = f"{before}\n{shlex.join([*maven, '-f', str(project), 'package'])}"
    found = subprocess.run(["unshare", "-m", "sh", "-c", quiet], env=environment, text=True, errors="replace",
                           stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False)
    return found.returncode, found.stdout


def digest(project):
    found = re.search(r'"digest" : "(sha256:[0-9a-f]{64})"', (project / "target/wee/images.json").read_text())
    return found[1]


def message(log):
    """What a person reads: the error without Maven's own words around it."""
    errors = re.findall(r"^(?:\[ERROR\]|Error:|Error occurred|.*OutOfMemoryError|java\.).*", log, re.M)
    text = re.sub(r"^\[ERROR\] Failed to execute goal \S+ \([^)]*\)(?: on project \S+)?: ", "", errors[0]) if errors else "?"
    return re.sub(r"/var/tmp/wee-faults\w+/", "", text.replace("[ERROR] ", ""))[:230]


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
    if re.search(r"unexpected fault|NullPointerException|\?$", first):
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
    parser.add_argument("cache", type=pathlib.Path)
    options = parser.parse_args()
    maven = shlex.split(options.maven)
    home = pathlib.Path(tempfile.mkdtemp(prefix="wee-faults", dir="/var/tmp"))
    plain = home / "plain"
    plain.mkdir()
    (plain / "pom.xml").write_text(POM)
    status, log = build(maven, plain, options.cache.absolute())
    if status:
        sys.exit(log)
    rows = []
    for name, before, variables in FAULTS:
        if re.search(options.only, name):
            rows.append([name, *fault(maven, home, options.cache.absolute(), name, before, variables, digest(plain))])
            print(*rows[-1], sep=" | ", flush=True)
            table.write("faults", "Faults of the machine", ["fault", "what the build said", "next build"], rows, keep=True)
    if any("BAD" in cell for row in rows for cell in row):
        sys.exit(f"see {home}")
    shutil.rmtree(home)


if __name__ == "__main__":
    main()
