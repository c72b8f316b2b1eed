#!/usr/bin/env python3
"""Compares interpreters: rounds of templates/bench/bench.py, interleaved, in one build root.

    src/bench/compare.py [--rounds 20] [--benchmarks a,b] [--output docs/benchmarks] <build root> <name>=<prefix> ...

A prefix is a folder that stands for /usr/local (install-tree/*/data/local in wee's cache), or / for
an interpreter that is in the build root itself, as Debian's is after unpacking its packages there.
The first one is what the others are compared with. Of all rounds the least time counts: a busy machine
makes runs longer, never shorter. Writes <output>/<name>.json, as pyperf reads them, <output>.svg and <output>.md.
"""

import argparse
import json
import pathlib
import platform
import subprocess
import sys

BENCH = pathlib.Path(__file__).resolve().parents[2] / "templates/bench/bench.py"
TABLE = BENCH.with_name("table.py")


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


def pyperf(times):
    """A pyperf suite."""
    return {
        "version": "1.0",
        "metadata": {"cpu_model_name": cpu(), "unit": "second"},
        "benchmarks": [{"metadata": {"name": b}, "runs": [{"values": values}]} for b, values in times.items()],
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
    wish.output.mkdir(parents=True, exist_ok=True)
    files = {name: wish.output / f"{name}.json" for name in times}
    for name, file in files.items():
        file.write_text(json.dumps(pyperf(times[name]), indent=1) + "\n")
    arguments = [f"{name}={file}" for name, file in files.items()]
    for form in ("svg", "md"):
        text = subprocess.run([sys.executable, TABLE, form, *arguments], capture_output=True, text=True, check=True).stdout
        wish.output.with_name(wish.output.name + "." + form).write_text(text)
    print(text)


main()
