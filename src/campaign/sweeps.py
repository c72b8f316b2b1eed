#!/usr/bin/env python3
"""Runs the campaign's sweeps of whole builds, one after the other; see kill.py, together.py and faults.py.

    sudo src/campaign/sweeps.py [--quick|--long] [--maven 'mvn -B'] [--from CACHE] FOLDER

FOLDER/cache is a cache home that has all of a `wee` image of 3.13.5; where it isn't there, it is made first: from a
copy of CACHE if there is one, which may have the compiled CPython. The tables of what the ITs measured (target/campaign/*.csv) are written too.
"""

import argparse
import os
import pathlib
import subprocess
import sys
import time

import machine
import table

HERE = pathlib.Path(__file__).resolve().parent


def measured(folder):
    network = folder / "network.csv"
    if network.exists():
        rows = [line.split(",") for line in network.read_text().splitlines()]
        table.write("network", "Thirty of a hundred requests fail",
                    ["what", "seeds", "requests", "of them failed", "digests"], [[*row, "all right"] for row in rows])
    escapes = folder / "escapes.csv"
    if escapes.exists():
        rows = [line.split("|") for line in escapes.read_text().splitlines()]
        table.write("escapes", "What a job gets", ["attempt", "namespaces", "Docker", "Podman"], rows)


def warm(folder, maven, has):
    """Made once, with whatever bases the sweeps build."""
    cache = folder / "cache"
    if not cache.exists():
        if has and (has / "wee").exists():
            machine.copied(has, folder / "cache.new")
        project = machine.project(folder / "warm", "warm", "distroless,debian")
        environment = {**os.environ, "XDG_CACHE_HOME": str(folder / "cache.new")}
        subprocess.run([*maven.split(), "-f", str(project), "package", "-Dwee.skipPush"], env=environment, check=True)
        (folder / "cache.new").rename(cache)
    return cache


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    length = parser.add_mutually_exclusive_group()
    length.add_argument("--quick", action="store_true", help="some minutes instead of hours")
    length.add_argument("--long", action="store_true", help="the default")
    parser.add_argument("--maven", default="mvn -B")
    parser.add_argument("--from", dest="has", type=pathlib.Path, help="a cache home that spares the compile")
    parser.add_argument("folder", type=pathlib.Path)
    wish = parser.parse_args()
    folder = wish.folder.resolve()
    folder.mkdir(parents=True, exist_ok=True)
    measured(folder)
    cache = warm(folder, wish.maven, wish.has)
    few, many = ["--runs", "6", "--minutes", "1.5"], ["--runs", "100"]
    commands = [
        ["kill.py", "--base", "distroless" if wish.quick else "debian", *(few if wish.quick else many)],
        ["together.py", "--kills", "1" if wish.quick else "10"],
        ["faults.py", *(["--quick"] if wish.quick else [])],
    ]
    failed = []
    for name, *arguments in commands:
        began = time.monotonic()
        ended = subprocess.run([sys.executable, str(HERE / name), *arguments, "--maven", f"{wish.maven} -o", str(cache)], check=False)
        print(f"{name}: {time.monotonic() - began:.0f} s", flush=True)
        failed += [name] if ended.returncode else []
    if failed:
        sys.exit(f"failed: {', '.join(failed)}")


if __name__ == "__main__":
    main()
