#!/usr/bin/env python3
"""Compares interpreters: rounds of templates/bench/bench.py, interleaved, in one build root.

    src/bench/compare.py [--rounds 20] [--benchmarks a,b] [--output comparison] <build root> <name>=<prefix> ...

A prefix is a folder that stands for /usr/local (install-tree/*/data/local in wee's cache), or a whole
root with Debian's python3.13 in it. The first one is what the others are compared with. Of all rounds
the least time counts: a busy machine makes runs longer, never shorter. Writes <output>/<name>.json, as
pyperf reads them, <output>.svg and <output>.md. table.py makes the whole table of docs/benchmarks.md.
"""

import argparse
import json
import os
import pathlib
import platform
import subprocess
import sys
import time

import interpreters

BENCH = pathlib.Path(__file__).resolve().parents[2] / "templates/bench/bench.py"
TABLE = BENCH.with_name("table.py")


CORE = max(os.sched_getaffinity(0))


def command(root, prefix, program, environment=None):
    binds, python = interpreters.bound(prefix)
    return interpreters.sandbox(
        root, *binds, "--ro-bind", str(program), "/bench.py",
        command=[python, "/bench.py"], environment={"PYTHONDONTWRITEBYTECODE": "1", **(environment or {})},
    )


def one_core():
    """One and the same for all, so that no run is moved in the midst of it."""
    os.sched_setaffinity(0, {CORE})


def measure(root, prefixes, rounds, benchmarks, program, environments=None):
    """Times by interpreter and benchmark, one a round; each round begins with another interpreter. Some may
    have an environment of their own."""
    names = list(prefixes)
    times = {name: {} for name in names}
    for number in range(rounds):
        began = time.monotonic()
        turn = number % len(names)
        for name in names[turn:] + names[:turn]:
            run = subprocess.run(
                command(root, prefixes[name], program, (environments or {}).get(name)) + benchmarks,
                env={}, capture_output=True, text=True, check=True, preexec_fn=one_core,
            )
            for line in run.stdout.splitlines():
                benchmark, seconds = line.split()
                times[name].setdefault(benchmark, []).append(float(seconds))
        print(f"round {number + 1} of {rounds}, {time.monotonic() - began:.0f} s", file=sys.stderr)
    return times


def cpu():
    for line in open("/proc/cpuinfo"):
        if line.startswith("model name"):
            return line.split(":")[1].strip()
    return platform.machine()


def pyperf(times):
    """A pyperf suite."""
    return {
        "version": "1.0",
        "metadata": {"cpu_model_name": cpu(), "unit": "second"},
        "benchmarks": [{"metadata": {"name": b}, "runs": [{"values": values}]} for b, values in times.items()],
    }


def write(root, prefixes, rounds, benchmarks, output, introduction="", program=BENCH):
    """Measures; writes the times and what templates/bench/table.py makes of them."""
    times = measure(root, prefixes, rounds, benchmarks, program)
    output.mkdir(parents=True, exist_ok=True)
    files = {name: output / f"{name}.json" for name in times}
    for name, file in files.items():
        file.write_text(json.dumps(pyperf(times[name])).replace('{"metadata": {"name"', '\n{"metadata": {"name"') + "\n")
    arguments = [f"{name}={file}" for name, file in files.items()]
    for form, before in (("svg", ""), ("md", introduction)):
        text = subprocess.run([sys.executable, TABLE, form, *arguments], capture_output=True, text=True, check=True).stdout
        output.with_name(f"{output.name}.{form}").write_text(before + text)
    print(text)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=20)
    parser.add_argument("--output", type=pathlib.Path, default=pathlib.Path("comparison"))
    parser.add_argument("--benchmarks", default="", help="names, separated by commas; all by default")
    parser.add_argument("root", type=pathlib.Path)
    parser.add_argument("interpreter", nargs="+")
    wish = parser.parse_args()
    prefixes = {name: pathlib.Path(prefix).resolve() for name, prefix in (i.split("=", 1) for i in wish.interpreter)}
    write(wish.root.resolve(), prefixes, wish.rounds, [b for b in wish.benchmarks.split(",") if b], wish.output)


if __name__ == "__main__":
    main()
