#!/usr/bin/env python3
"""What an interpreter costs to start: system calls, relocations, memory, and time.

    src/bench/startup.py [--rounds 15] [--output startup.md] <build root> <name>=<prefix> ...

Build root and prefixes are those of compare.py. The first interpreter is what the others are compared
with. Two programs: `pass`, and the imports that most services begin with. Counts hold on a busy machine,
too: system calls and failed searches for files (strace, from outside), relocations (LD_DEBUG of ld.so(8)),
resident memory and pages written to (/proc/self/smaps_rollup, see proc(5)), minor page faults. Times are
medians of the ratios within a round, each interpreter in turn, with a second copy of the first as control.
"""

import argparse
import os
import pathlib
import re
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

import compare
import interpreters

PROGRAMS = {
    "pass": "pass",
    "imports": "import asyncio, ssl, http.client, sqlite3, json",
}
MEMORY = """
import sys
with open('/proc/self/smaps_rollup') as rollup:
    sys.stdout.write(rollup.read())
"""
CALL = re.compile(r"^(\d+) +(\w+)\((.*)\) += (-?\w+)")


def command(root, prefix, program, environment=None, before=()):
    binds, python = interpreters.bound(prefix)
    return interpreters.sandbox(root, *binds, command=[*before, python, "-c", program], environment=environment)


def run(arguments):
    done = subprocess.run(arguments, env={"PATH": os.environ["PATH"]}, capture_output=True, text=True)
    if done.returncode:
        raise SystemExit(f"{' '.join(map(str, arguments[-3:]))} ended with {done.returncode}: {done.stderr}")
    return done


def calls(root, prefix, program):
    """How many system calls the interpreter makes, how many look for a file in vain, and what they open."""
    with tempfile.TemporaryDirectory() as folder:
        log = pathlib.Path(folder, "log")
        run(["strace", "-f", "-qq", "-s", "200", "-o", str(log), *command(root, prefix, program)])
        lines = log.read_text(errors="replace").splitlines()
    _, python = interpreters.bound(prefix)
    begin = next(i for i, line in enumerate(lines) if f'execve("{python}"' in line)
    process = lines[begin].split()[0]
    made = [m for m in map(CALL.match, lines[begin:]) if m and m[1] == process]
    missed = [m for m in made if m[4] == "-1" and "ENOENT" in m.string]
    opened = [m for m in made if m[2].startswith("open") and m[4] != "-1"]
    return {"system calls": len(made), "files not found": len(missed), "files opened": len(opened)}


def relocations(root, prefix, program):
    """Relocations at start and those of libraries opened later; relative ones are the cheap kind."""
    said = run(command(root, prefix, program, {"LD_DEBUG": "statistics"})).stderr
    last = said[said.rindex("final number of relocations:"):] if "final number of relocations:" in said else said
    found = [int(n) for n in re.findall(r"(?:final )?number of relocations(?: from cache)?: +(\d+)", last)]
    relative = [int(n) for n in re.findall(r"number of relative relocations: +(\d+)", said)]
    return {"relocations": sum(found[:2]), "relative relocations": sum(relative)}


def memory(root, prefix, program):
    """In kB; written is what a second process of the same image can't share (Private_Dirty)."""
    said = run(command(root, prefix, program + MEMORY)).stdout
    kb = {name: int(n) for name, n in re.findall(r"^(\w+): +(\d+) kB", said, re.MULTILINE)}
    return {"resident, kB": kb["Rss"], "written, kB": kb["Private_Dirty"]}


def faults(root, prefix, program):
    code = (
        program + "\nimport resource\nprint(resource.getrusage(resource.RUSAGE_SELF).ru_minflt)"
    )
    return {"page faults": int(run(command(root, prefix, code)).stdout.split()[-1])}


def seconds(root, prefix, program, repeats=10):
    """Of one process, by its processor time with its children, so that the sandbox counts for all alike."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    began = time.monotonic()
    for _ in range(repeats):
        run(command(root, prefix, program))
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    used = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return used / repeats, (time.monotonic() - began) / repeats


def times(root, prefixes, program, rounds):
    """Processor seconds by interpreter, one a round; each round begins with another."""
    names = list(prefixes)
    found = {name: [] for name in names}
    for number in range(rounds):
        turn = number % len(names)
        for name in names[turn:] + names[:turn]:
            found[name].append(seconds(root, prefixes[name], program)[0])
        print(f"round {number + 1} of {rounds}", file=sys.stderr)
    return found


def table(title, rows, names):
    lines = [f"## {title}", "", "| | " + " | ".join(names) + " |", "| --- |" + " ---: |" * len(names)]
    for what, of in rows.items():
        lines.append(f"| {what} | " + " | ".join(of[name] for name in names) + " |")
    return "\n".join(lines) + "\n"


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=15, help="0 counts only")
    parser.add_argument("--output", type=pathlib.Path, default=pathlib.Path("startup.md"))
    parser.add_argument("root", type=pathlib.Path)
    parser.add_argument("interpreter", nargs="+")
    wish = parser.parse_args()
    if not shutil.which("strace"):
        raise SystemExit("strace is missing: apt-get install strace")
    root = wish.root.resolve()
    prefixes = {name: pathlib.Path(prefix).resolve() for name, prefix in (i.split("=", 1) for i in wish.interpreter)}
    base = next(iter(prefixes))
    parts = [
        f"# Start-up\n\nMade by `src/bench/startup.py`. CPU: {compare.cpu()}, {os.cpu_count()} processors."
        + (f" Times are medians of ratios to `{base}`, {wish.rounds} interleaved rounds, `control` is `{base}` again." if wish.rounds else "")
        + "\n"
    ]
    for title, program in PROGRAMS.items():
        counts = {
            name: calls(root, p, program) | relocations(root, p, program) | memory(root, p, program) | faults(root, p, program)
            for name, p in prefixes.items()
        }
        rows = {what: {n: f"{counts[n][what]:,}" for n in prefixes} for what in counts[base]}
        names = list(prefixes)
        if wish.rounds:
            with_control = {**prefixes, "control": prefixes[base]}
            took = times(root, with_control, program, wish.rounds)
            names.append("control")
            for row in rows.values():
                row["control"] = ""
            rows["speed"] = {
                n: f"{statistics.median(b / own for b, own in zip(took[base], took[n])):.3f}" for n in with_control
            }
        parts.append(table(f"`python3 -c '{program}'`", rows, names))
    wish.output.write_text("\n".join(parts))
    print(wish.output.read_text())


if __name__ == "__main__":
    main()
