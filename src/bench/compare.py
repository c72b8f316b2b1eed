#!/usr/bin/env python3
"""Compares interpreters: rounds of templates/bench/bench.py, interleaved, in one build root.

    src/bench/compare.py [--rounds 20] [--benchmarks a,b] [--output docs/benchmarks] <build root> <name>=<prefix> ...

A prefix is a folder that stands for /usr/local (install-tree/*/data/local in wee's cache), or / for
an interpreter that is in the build root itself, as Debian's is after unpacking its packages there.
The first one is what the others are compared with. Of all rounds the least time counts: a busy machine
makes runs longer, never shorter. Writes <output>.json, as pyperf reads it, <output>.svg and <output>.md.
"""

import argparse
import json
import math
import pathlib
import platform
import statistics
import subprocess
import sys

BENCH = pathlib.Path(__file__).resolve().parents[2] / "templates/bench/bench.py"


def command(root, prefix):
    usr = root / "usr"
    loader = next(p for p in (usr / "lib64/ld-linux-x86-64.so.2", usr / "lib/ld-linux-aarch64.so.1") if p.exists())
    libraries = [usr / "lib", *usr.glob("lib/*-linux-gnu")]
    own = prefix == "/"
    return [
        str(loader), "--library-path", ":".join(map(str, libraries)), str(usr / "bin/bwrap"),
        "--unshare-all", "--die-with-parent", "--ro-bind", str(usr), "/usr", "--ro-bind", str(root / "etc"), "/etc",
        *(a for d in ("bin", "lib", "lib64", "sbin") for a in ("--symlink", f"usr/{d}", f"/{d}")),
        "--proc", "/proc", "--dev", "/dev", "--tmpfs", "/tmp", *(() if own else ("--ro-bind", prefix, "/usr/local")),
        "--ro-bind", str(BENCH), "/bench.py", "--clearenv", "--setenv", "LC_ALL", "C.UTF-8", "--setenv", "PYTHONHASHSEED", "0",
        "--setenv", "PYTHONDONTWRITEBYTECODE", "1", "--", "/usr/bin/python3.13" if own else "/usr/local/bin/python3", "/bench.py",
    ]


def measure(root, interpreters, rounds, benchmarks):
    """Times by interpreter and benchmark, one a round."""
    times = {name: {} for name in interpreters}
    for number in range(rounds):
        for name, prefix in interpreters.items():
            run = subprocess.run(command(root, prefix) + benchmarks, env={}, capture_output=True, text=True, check=True)
            for line in run.stdout.splitlines():
                benchmark, seconds = line.split()
                times[name].setdefault(benchmark, []).append(float(seconds))
        print(f"round {number + 1} of {rounds}", file=sys.stderr)
    return times


def cpu():
    for line in open("/proc/cpuinfo"):
        if line.startswith("model name"):
            return line.split(":")[1].strip()
    return platform.machine()


def means(times, relative, names):
    """Geometric means over the benchmarks, without the two of starting up."""
    inner = [b for b in relative if not b.startswith("startup")] or list(relative)
    return {n: math.exp(statistics.fmean(math.log(relative[b][n]) for b in inner)) for n in names}


def table(times, relative, rounds):
    names = list(times)
    first, mean = names[0], means(times, relative, names)
    spread = {n: statistics.median(statistics.median(t) / min(t) for t in times[n].values()) for n in names}
    lines = [
        f"CPU: {cpu()}, {len(open('/proc/cpuinfo').read().split('processor	:')) - 1} processors. Least of {rounds} interleaved rounds;"
        f" speed relative to `{first}`, more is better.",
        "", "| benchmark | " + f"{first}, µs | " + " | ".join(names[1:]) + " |", "| --- | ---: |" + " ---: |" * (len(names) - 1),
    ]
    for b, r in relative.items():
        lines.append(f"| {b} | {min(times[first][b]) * 1e6:.1f} | " + " | ".join(f"{r[n]:.3f}" for n in names[1:]) + " |")
    lines.append("| **geometric mean** without start-up | | " + " | ".join(f"**{mean[n]:.3f}**" for n in names[1:]) + " |")
    worst = {n: min((r[n], b) for b, r in relative.items()) for n in names[1:]}
    lines.append("| worst | | " + " | ".join(f"{worst[n][0]:.3f} {worst[n][1]}" for n in names[1:]) + " |")
    lines.append(f"| median round by least round | {spread[first]:.2f} | " + " | ".join(f"{spread[n]:.2f}" for n in names[1:]) + " |")
    return "\n".join(lines) + "\n"


COLOURS = ["#4477aa", "#ee6677", "#228833", "#ccbb44", "#66ccee", "#aa3377"]


def plot(relative, names):
    row, left, scale = 9 * len(names[1:]) + 7, 210, 260
    height = row * len(relative) + 60
    out = [
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{left + scale * 2 + 60}" height="{height}" font-family="sans-serif" font-size="11">',
        f'<line x1="{left + scale}" x2="{left + scale}" y1="30" y2="{height}" stroke="#999"/>',
    ]
    for i, n in enumerate(names[1:]):
        out.append(f'<rect x="{left + 170 * i}" y="6" width="10" height="10" fill="{COLOURS[i]}"/><text x="{left + 14 + 170 * i}" y="15">{n}</text>')
    for k, (b, r) in enumerate(relative.items()):
        y = 36 + k * row
        out.append(f'<text x="{left - 6}" y="{y + row / 2}" text-anchor="end">{b}</text>')
        for i, n in enumerate(names[1:]):
            wide = min(r[n], 2.1) * scale
            out.append(f'<rect x="{left}" y="{y + 9 * i}" width="{wide:.0f}" height="8" fill="{COLOURS[i]}"><title>{n}: {r[n]:.3f}</title></rect>')
    return "\n".join(out + ["</svg>", ""])


def pyperf(times):
    """A pyperf suite: a benchmark is called by its name and the interpreter's."""
    return {
        "version": "1.0",
        "metadata": {"cpu_model_name": cpu(), "unit": "second"},
        "benchmarks": [
            {"metadata": {"name": f"{b} ({n})"}, "runs": [{"values": values}]}
            for n, all_of in times.items()
            for b, values in all_of.items()
        ],
    }


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=20)
    parser.add_argument("--output", type=pathlib.Path, default=pathlib.Path("docs/benchmarks"))
    parser.add_argument("--benchmarks", default="", help="names, parted by commas; all by default")
    parser.add_argument("root", type=pathlib.Path)
    parser.add_argument("interpreter", nargs="+")
    wish = parser.parse_args()
    interpreters = dict(i.split("=", 1) for i in wish.interpreter)
    times = measure(wish.root.resolve(), interpreters, wish.rounds, [b for b in wish.benchmarks.split(",") if b])
    names = list(times)
    relative = {b: {n: min(times[names[0]][b]) / min(times[n][b]) for n in names} for b in times[names[0]]}
    for ending, text in (
        ("json", json.dumps(pyperf(times), indent=1) + "\n"),
        ("svg", plot(relative, names)),
        ("md", table(times, relative, wish.rounds)),
    ):
        wish.output.with_name(wish.output.name + "." + ending).write_text(text)
    print(table(times, relative, wish.rounds))


main()
