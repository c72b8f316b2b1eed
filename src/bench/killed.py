#!/usr/bin/env python3
"""Kills Maven (kill -9) in each phase of an optimized build, one after the other, in one cache; then lets it end.

    src/bench/killed.py [--flavour wee-optimized-lto] [--phases configure,install] [--digest sha256:...] [--maven 'mvn -B -o'] <folder>

Fails unless every process of the sandbox is gone soon after each kill, and the image that is built in the
end has the digest given, or else that of a build from another empty cache which nobody disturbed.
"""

import argparse
import os
import pathlib
import random
import re
import shlex
import shutil
import signal
import subprocess
import sys
import time

import interpreters

sys.path.insert(0, str(interpreters.REPOSITORY / "src/campaign"))
import machine  # noqa: E402

PHASES = "configure,instrumented build,training 4 of,final build,install"
SOON = 20  # seconds


def java(process):
    for pid, _ in machine.below(process):
        words = pathlib.Path(f"/proc/{pid}/cmdline").read_bytes().split(b"\0")
        if b"org.codehaus.plexus.classworlds.launcher.Launcher" in words:
            return pid
    raise SystemExit("there is no Maven to kill")


def command(wish, cache, output):
    return [
        *shlex.split(wish.maven), "-f", str(interpreters.REPOSITORY / "examples/quickstart"), "package", "-DskipTests",
        f"-Dwee.python={interpreters.PYTHON}", f"-Dwee.flavour={wish.flavour}", f"-Dwee.cache={cache}", f"-Dwee.output={output}",
    ]


def killed(words, phase, after):
    """Runs Maven until some seconds after a phase has begun; returns what was below it then."""
    with subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, stdin=subprocess.DEVNULL) as run:
        for line in run.stdout:
            if f"Compiling: {phase}" in line:
                break
        else:
            raise SystemExit(f"Maven ended without phase '{phase}'")
        time.sleep(after)  # somewhere within the phase
        processes = machine.below(run.pid)
        os.kill(java(run.pid), signal.SIGKILL)
        took = machine.gone(processes, SOON)
        if took is None:
            raise SystemExit(f"after a kill in '{phase}' there still are {sorted(machine.alive(processes))}")
    print(f"killed in '{phase}' after {after:.1f} s: {len(processes)} processes were gone {took:.1f} s later", flush=True)


def built(words, output):
    subprocess.run(words, check=True, stdout=subprocess.DEVNULL, stdin=subprocess.DEVNULL)
    return (output / "image.digest").read_text().strip()


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--flavour", default="wee-optimized-lto")
    parser.add_argument("--phases", default=PHASES, help="how their names begin, separated by commas; wee has configure, build and install")
    parser.add_argument("--digest")
    parser.add_argument("--maven", default="mvn -B -o")
    parser.add_argument("--seed", type=int, default=random.randrange(10**6))
    parser.add_argument("folder", type=pathlib.Path)
    wish = parser.parse_args()
    print(f"seed {wish.seed}", flush=True)
    chance = random.Random(wish.seed)
    folder = wish.folder.resolve()
    cache, output = folder / "killed", folder / "killed-images"
    shutil.rmtree(output, ignore_errors=True)
    interpreters.warm(folder, cache)
    words = command(wish, cache, output)
    for phase in wish.phases.split(","):
        killed(words, phase, chance.uniform(0.2, 4))
    digest = built(words, output)
    print(f"after all of them: {digest}", flush=True)
    left = sorted(p.name for p in (cache / "tmp").iterdir())
    if left:
        raise SystemExit(f"left in {cache}/tmp: {left}")
    expected = wish.digest
    if not expected:
        interpreters.warm(folder, folder / "whole")
        expected = built(command(wish, folder / "whole", folder / "whole-images"), folder / "whole-images")
    if digest != expected:
        raise SystemExit(f"another image: {expected} without kills")
    print("the same image as without kills")


main()
