#!/usr/bin/env python3
"""Kills Maven (kill -9) at random moments of builds and pushes, and lets the next run finish; prints a table.

    sudo src/campaign/kill.py [--runs 20] [--seed N] [--by namespaces,docker] [--base debian] [--maven 'mvn -B -o'] CACHE

CACHE is a cache home (XDG_CACHE_HOME) that has all of a `wee` image of 3.13.5 on that base; it is copied and stays as
it is. Every other run is cold: it makes the base and all layers again from the cached interpreter. All push to a
repository that is new, in a docker-registry on loopback. After each kill: every process of the run ends, and what is under the tag is
nothing or whole. After the next run: the digest of an undisturbed one, under the tag too; no container, mount or
scratch file is left. At the end nothing in the cache is damaged. Needs root: a dockerd of its own is started.
"""

import argparse
import contextlib
import pathlib
import random
import re
import shutil
import subprocess
import sys
import tempfile
import time

import machine
import table

# As Maven announces the goal: "wee-maven-plugin:0.1.0:build (default) @ ", and from 3.9 on "wee:0.1.0:build".
BEGIN = ":build (default) @ "
MADE_AGAIN = ("base", "base-newest", "layer", "pruned")


class Sweep:
    def __init__(self, home, cache, wish, by, variables):
        self.home, self.wish, self.by = home, wish, by
        self.cache = machine.copied(cache, home / f"cache-{by}")
        self.variables = {"XDG_CACHE_HOME": str(self.cache), "TMPDIR": str(home / "tmp"), **variables,
                          "MAVEN_OPTS": f"-Djava.io.tmpdir={home / 'tmp'}"}

    def project(self, name, port):
        repository = f"killed/{self.by}-{name}"
        folder = machine.project(self.home / f"{self.by}-{name}", f"127.0.0.1:{port}/{repository}", self.wish.base, self.by)
        return folder, repository

    def start(self, folder, name):
        return machine.Run(self.wish.maven, folder, self.home / f"{self.by}-{name}.log", self.variables, "package")

    def undisturbed(self, port, cold):
        """The digest, and how long wee works."""
        name = "cold" if cold else "warm"
        if cold:
            machine.forget(self.cache, *MADE_AGAIN)
        folder, repository = self.project(name, port)
        run = self.start(folder, name)
        run.await_text(BEGIN)
        began = time.monotonic()
        if not run.ended():
            sys.exit(run.said())
        took = time.monotonic() - began
        self.tag = machine.tag(folder)
        digest = machine.digest(folder)
        if machine.served(port, repository, self.tag) != digest:
            sys.exit(f"{repository}:{self.tag} is not what was built")
        return digest, took

    def killed(self, number, port, digest, cold, after):
        """Whether it was killed before its end, and what is wrong."""
        if cold:
            machine.forget(self.cache, *MADE_AGAIN)
        folder, repository = self.project(str(number), port)
        run = self.start(folder, f"{number}-killed")
        run.await_text(BEGIN)
        with contextlib.suppress(subprocess.TimeoutExpired):
            run.ended(after)
        caught = run.process.poll() is None
        processes = run.kill() if caught else set()
        wrong = []
        if machine.gone(processes) is None:
            wrong.append(f"processes {sorted(machine.alive(processes))} stay")
        if machine.served(port, repository, self.tag) not in (None, digest):
            wrong.append("another image under the tag")
        again = self.start(folder, f"{number}-next")
        if not again.ended():
            return caught, [*wrong, "the next run failed"]
        if machine.digest(folder) != digest:
            wrong.append("another digest")
        if machine.served(port, repository, self.tag) != digest:
            wrong.append("not under the tag")
        wrong += self.left(folder)
        shutil.rmtree(folder)
        return caught, wrong

    def left(self, folder):
        found = [f"mount {mount}" for mount in machine.mounts(self.home)]
        scratch = [self.cache / "wee/tmp", self.cache / "wee/running", self.home / "tmp"]
        found += [f"scratch {path}" for one in scratch if one.exists() for path in one.iterdir()]
        found += [f"half-written {path}" for path in (folder / "target").rglob("*.part*")]
        if "DOCKER_HOST" in self.variables:
            docker = ["docker", "-H", self.variables["DOCKER_HOST"], "ps", "-aq"]
            found += [f"container {one}" for one in subprocess.run(docker, text=True, capture_output=True, check=True).stdout.split()]
        return found

    def damaged(self, folder):
        """What wee:clean-cache finds to be damaged."""
        run = machine.Run(self.wish.maven, folder, self.home / f"{self.by}-clean.log", self.variables,
                          "io.github.weepython:wee-maven-plugin:0.1.0-SNAPSHOT:clean-cache", "-Dwee.cacheMaxAge=3650")
        if not run.ended():
            sys.exit(run.said())
        return re.findall(r"removed \d+ entries.*", run.said())


def swept(home, cache, wish, by, variables, port, chance):
    sweep = Sweep(home, cache, wish, by, variables)
    (digest, cold_took), (warm_digest, warm_took) = sweep.undisturbed(port, True), sweep.undisturbed(port, False)
    print(f"{by}: {digest}, {cold_took:.0f} s undisturbed, {warm_took:.0f} s from the cache", flush=True)
    kills, wrong, number = 0, [] if warm_digest == digest else ["another digest from the cache"], 0
    until = time.monotonic() + wish.minutes * 60
    while number < wish.runs and time.monotonic() < until:
        cold = number % 2 == 0
        after = chance.uniform(0, cold_took if cold else warm_took)
        caught, found = sweep.killed(number, port, digest, cold, after)
        kills += caught
        number += 1
        wrong += [f"run {number} after {after:.1f} s: {one}" for one in found]
        what = f"{'cold' if cold else 'warm'}, {'killed' if caught else 'ended before'}"
        print(f"{by} {number}: {what} after {after:.1f} s: {found or 'well'}", flush=True)
    folder, _ = sweep.project("warm", port)
    found = sweep.damaged(folder)
    print(*found, sep="\n", flush=True)
    if number and not kills:
        wrong.append("nothing was killed before its end")
    if not any("removed 0 entries" in line for line in found):
        wrong.append(f"the cache is damaged: {found}")
    return [by, wish.base, f"{kills} of {number}", digest[:19] + "…", found[-1] if found else "?", len(wrong) or "none"], wrong


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=20, help="for each sandbox")
    parser.add_argument("--minutes", type=float, default=1e6, help="after which no further run begins, for each sandbox")
    parser.add_argument("--seed", type=int, default=random.randrange(10**6))
    parser.add_argument("--by", default="namespaces,docker")
    parser.add_argument("--base", default="debian")
    parser.add_argument("--maven", default="mvn -B -o")
    parser.add_argument("cache", type=pathlib.Path)
    wish = parser.parse_args()
    chance = random.Random(wish.seed)
    home = pathlib.Path(tempfile.mkdtemp(prefix="wee-kill", dir="/var/tmp"))
    (home / "tmp").mkdir()
    rows, wrong = [], []
    with machine.registry(home / "registry") as port:
        for by in wish.by.split(","):
            with machine.daemon() if by == "docker" else contextlib.nullcontext() as host:
                variables = {"DOCKER_HOST": host} if host else {}
                row, found = swept(home, wish.cache.absolute(), wish, by, variables, port, chance)
            rows.append(row)
            wrong += found
            table.write("kills", f"Kill sweep, seed {wish.seed}",
                        ["sandbox", "base", "killed before its end", "digest after each", "cache at the end", "wrong"], rows,
                        keep=True)
    if wrong:
        sys.exit("\n".join([*wrong, f"see {home}"]))
    shutil.rmtree(home)


if __name__ == "__main__":
    main()
