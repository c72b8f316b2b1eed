#!/usr/bin/env python3
"""Runs eight Mavens at once on one cache, registry and Docker daemon, and eight images in one reactor by -T 4; prints a table.

    sudo src/campaign/together.py [--kills 3] [--count 8] [--seed N] [--base distroless] [--maven 'mvn -B -o'] CACHE

CACHE is as for kill.py. Whatever runs beside whatever, and whichever is killed (kill -9) at a random moment: each image
must have the digest that it has when it is built alone, in the registry too, and be in the daemon; nobody may wait for a
dead one. Needs root: a dockerd of its own is started.
"""

import argparse
import contextlib
import pathlib
import random
import shutil
import subprocess
import sys
import tempfile
import time

import kill
import machine
import table

WORDS = {2: "two", 3: "three", 4: "four", 8: "eight"}
# No run of eight builds takes as long, also on a busy machine: it is a deadlock then.
PATIENCE = 1800


class Trial:
    def __init__(self, home, wish, port, daemon):
        self.home, self.wish, self.port, self.daemon = home, wish, port, daemon
        self.all = WORDS.get(wish.count, str(wish.count))
        self.cache = machine.copied(wish.cache.absolute(), home / "cache")
        self.variables = {"XDG_CACHE_HOME": str(self.cache), "DOCKER_HOST": daemon}
        self.names = [f"m{n}" for n in range(wish.count)]
        self.rows, self.wrong, self.expected, self.turn = [], [], [], 0

    def fresh(self):
        """The projects below a reactor, for repositories that are new; and all layers to be made again."""
        self.turn += 1
        machine.forget(self.cache, *kill.MADE_AGAIN)
        top = machine.project(self.home / f"turn{self.turn}", "none", modules=self.names, skip="true")
        for name in self.names:
            machine.project(top / name, f"127.0.0.1:{self.port}/turn{self.turn}/{name}", self.wish.base, label=name)
        return top

    def start(self, folder, *arguments):
        return machine.Run(self.wish.maven, folder, folder / "log", self.variables, "-Dwee.load", *arguments, "package")

    def end(self, run, what):
        try:
            if not run.ended(PATIENCE):
                self.wrong.append(f"{what} failed, see {run.log}")
        except subprocess.TimeoutExpired:
            subprocess.run(["jstack", str(run.process.pid)], check=False)
            self.wrong.append(f"{what} does not end, see {run.log}")
            run.kill()

    def check(self, top, what):
        for name, expected in zip(self.names, self.expected):
            found = machine.digest(top / name)
            if found != expected:
                self.wrong.append(f"{what}: {name} is {found} and not {expected}")
            image = f"127.0.0.1:{self.port}/turn{self.turn}/{name}:{self.tag}"
            there = ["docker", "-H", self.daemon, "image", "inspect", "--format", "{{index .Config.Labels \"wee.example\"}}", image]
            label = subprocess.run(there, capture_output=True, text=True, check=False)
            if label.stdout.strip() != name:
                self.wrong.append(f"{what}: the daemon has no {image} of its own: {label.stdout or label.stderr}")
            if machine.served(self.port, f"turn{self.turn}/{name}", self.tag) != expected:
                self.wrong.append(f"{what}: {name} is not under its tag")

    def reactor(self, what, *arguments):
        top = self.fresh()
        began = time.monotonic()
        self.end(self.start(top, *arguments), what)
        took = time.monotonic() - began
        if not self.expected:
            if self.wrong:
                sys.exit("\n".join(self.wrong))
            self.expected = [machine.digest(top / name) for name in self.names]
            self.tag = machine.tag(top / self.names[0])
            self.usual = took
        self.row(what, top, took)

    def row(self, what, top, took):
        before = len(self.wrong)
        if not before:
            self.check(top, what)
        self.rows.append([what, f"{took:.0f} s", f"{self.all} of {self.all} right" if len(self.wrong) == before == 0 else "BAD"])
        print(*self.rows[-1], *self.wrong, sep=" | ", flush=True)
        table.write("together", f"Side by side, seed {self.wish.seed}",
                    ["what", "time", "digests, here and in the registry; images in the daemon"], self.rows)

    def side_by_side(self, what, kills, chance):
        """Eight Mavens; some are killed, and run again when the others have ended."""
        top = self.fresh()
        began = time.monotonic()
        runs = [self.start(top / name) for name in self.names]
        again = []
        for victim in chance.sample(range(self.wish.count), kills):
            with contextlib.suppress(subprocess.TimeoutExpired):
                runs[victim].ended(chance.uniform(0, self.usual / max(1, kills)))
            processes = runs[victim].kill()
            if machine.gone(processes) is None:
                self.wrong.append(f"{what}: processes of {victim} stay")
            again.append(victim)
        for number, run in enumerate(runs):
            if number not in again:
                self.end(run, f"{what}, {number}")
        self.usual = max(60, time.monotonic() - began)
        for victim in again:
            self.end(self.start(top / self.names[victim]), f"{what}, {victim} again")
        self.row(what, top, time.monotonic() - began)

    def killed_reactor(self, what, chance):
        top = self.fresh()
        run = self.start(top, "-T", "4")
        with contextlib.suppress(subprocess.TimeoutExpired):
            run.ended(chance.uniform(0, self.usual))
        if machine.gone(run.kill()) is None:
            self.wrong.append(f"{what}: processes stay")
        began = time.monotonic()
        self.end(self.start(top, "-T", "4"), what)
        self.row(what, top, time.monotonic() - began)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--kills", type=int, default=3, help="of one reactor after the other, and of Mavens side by side")
    parser.add_argument("--count", type=int, default=8, help="of images")
    parser.add_argument("--seed", type=int, default=random.randrange(10**6))
    parser.add_argument("--base", default="distroless")
    parser.add_argument("--maven", default="mvn -B -o")
    parser.add_argument("cache", type=pathlib.Path)
    wish = parser.parse_args()
    chance = random.Random(wish.seed)
    home = pathlib.Path(tempfile.mkdtemp(prefix="wee-together", dir="/var/tmp"))
    with machine.registry(home / "registry") as port, machine.daemon() as daemon:
        trial = Trial(home, wish, port, daemon)
        trial.reactor("one reactor, one after the other")
        trial.reactor("one reactor, -T 4", "-T", "4")
        trial.side_by_side(f"{trial.all} Mavens at once", 0, chance)
        if wish.kills:
            trial.side_by_side(f"{trial.all} Mavens at once, {wish.kills} of them killed and run again", wish.kills, chance)
        for number in range(wish.kills):
            trial.killed_reactor(f"one reactor, -T 4, killed ({number + 1}) and run again", chance)
    if trial.wrong:
        sys.exit("\n".join([*trial.wrong, f"see {home}"]))
    shutil.rmtree(home)


if __name__ == "__main__":
    main()
