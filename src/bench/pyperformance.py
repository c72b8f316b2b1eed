#!/usr/bin/env python3
"""pyperformance, which wee's developers did not write, in all interpreters in turn.

    src/bench/pyperformance.py [--rounds 7] [--benchmarks float,go] [--only debian] [--keep] [--output docs/pyperformance.md]
        <folder> <pyperformance> <pyperf> [name=prefix ...]

The folder is that of table.py, with the interpreters in it; <pyperformance> and <pyperf> are checkouts of
github.com/python/pyperformance and github.com/psf/pyperf. Runs every benchmark that needs no third-party
package. Within a benchmark, each interpreter has its turn in each round, in rotating order; a figure is
the median of the ratios of the same round, since clocks of shared machines drift by half within minutes.
`control` is a copy of wee-optimized-lto: where the geometric means of both differ by more than 1 %, the run
is void and the status is 2. More interpreters can be added: name=prefix, as for compare.py; --only names all that
run beside official, wee-optimized-lto and control, where fewer are to be measured.

A round takes about 15 minutes for six interpreters, without base64, which alone had not ended after
eleven. SIGINT ends the run,
and the table has what was measured. Writes the table, and beside it all times as .json.
"""

import argparse
import json
import math
import os
import pathlib
import statistics
import subprocess
import sys
import tempfile
import time
import tomllib

import compare
import gate
import interpreters

BASELINE = "official"
TOLERANCE = 0.01


def benchmarks(checkout, wanted):
    """Name, folder and options of each benchmark that needs the standard library alone."""
    found = {}
    for file in sorted((checkout / "pyperformance/data-files/benchmarks").glob("bm_*/*.toml")):
        described = tomllib.loads(file.read_text())
        # A variant inherits what it doesn't say.
        usual = tomllib.loads((file.parent / "pyproject.toml").read_text())
        needs = described.get("project", usual["project"]).get("dependencies", [])
        tool = described.get("tool", {}).get("pyperformance", {})
        name = tool.get("name", file.parent.name.removeprefix("bm_"))
        script = tool.get("runscript", "run_benchmark.py")
        if all(need.startswith("pyperf") for need in needs) and (file.parent / script).exists():
            if not wanted or name in wanted:
                found[name] = (file.parent, script, tool.get("extra_opts", []))
    return found


def run(root, prefix, pyperf, benchmark, loops):
    """The benchmarks of one script: the median of three values, and how often each value repeats it."""
    folder, script, options = benchmark
    binds, python = interpreters.bound(prefix)
    with tempfile.TemporaryDirectory() as out:
        command = interpreters.sandbox(
            root, *binds, "--ro-bind", str(pyperf), "/pyperf", "--ro-bind", str(folder), "/benchmark", "--bind", out, "/out",
            command=[python, "/benchmark/" + script, "--processes=1", "--warmups=1", "--values=3", "--output=/out/times.json",
                     "--inherit-environ=PYTHONPATH,PYTHONDONTWRITEBYTECODE,PYTHONHASHSEED",
                     *([f"--loops={loops}"] if loops else []), *options],
            environment={"PYTHONPATH": "/pyperf", "PYTHONDONTWRITEBYTECODE": "1"},
        )
        done = subprocess.run(command, env={}, capture_output=True, text=True, preexec_fn=compare.one_core, stdin=subprocess.DEVNULL)
        file = pathlib.Path(out) / "times.json"
        if done.returncode or not file.exists():
            raise RuntimeError((done.stdout + done.stderr).strip().splitlines()[-1:] or "no output")
        suite = json.loads(file.read_text())
    results = {}
    for each in suite["benchmarks"]:
        of = {**suite.get("metadata", {}), **each.get("metadata", {})}
        values = [value for one in each["runs"] for value in one.get("values", [])]
        results[of["name"]] = statistics.median(values), of.get("loops")
    return results


def measure(root, prefixes, pyperf, all_of, rounds):
    """Times by benchmark and interpreter, one a round; what no interpreter can run is left out and named."""
    times, names = {}, list(prefixes)
    for number, (script, benchmark) in enumerate(all_of.items(), 1):
        began = time.monotonic()
        try:
            first = run(root, prefixes[names[0]], pyperf, benchmark, None)
            # All repeat it equally often; a script of several benchmarks finds that out for each anew.
            loops = next(iter(first.values()))[1] if len(first) == 1 else None
            mine = {}
            for turn in range(rounds):
                at = turn % len(names)
                for name in names[at:] + names[:at]:
                    for result, (seconds, _) in run(root, prefixes[name], pyperf, benchmark, loops).items():
                        mine.setdefault(result, {}).setdefault(name, []).append(seconds)
            times.update(mine)
        except RuntimeError as e:
            print(f"left out {script}: {e}", file=sys.stderr)
        except KeyboardInterrupt:
            print(f"stopped at {script}: the table has what came before", file=sys.stderr)
            break
        print(f"{number} of {len(all_of)}: {script}, {time.monotonic() - began:.0f} s", file=sys.stderr)
    return times


def ratios(times):
    """How fast each is in each benchmark, relative to the baseline: the median over the rounds."""
    return {
        benchmark: {name: statistics.median(b / t for b, t in zip(of[BASELINE], own)) for name, own in of.items()}
        for benchmark, of in sorted(times.items())
        if BASELINE in of
    }


def mean(relative, name):
    return math.exp(statistics.fmean(math.log(of[name]) for of in relative.values()))


def table(relative, names, rounds, void):
    means = {name: mean(relative, name) for name in names}
    least = {name: min((of[name] / of["debian"], b) for b, of in relative.items()) for name in names if "debian" in names}
    lines = [
        "# pyperformance", "",
        f"Made by `src/bench/pyperformance.py --rounds {rounds}`, CPython {interpreters.PYTHON} on trixie, all in one build root."
        f" CPU: {compare.cpu()}, {os.cpu_count()} processors. Each interpreter in turn within each benchmark; a figure is the median of"
        " the ratios of the same round, relative to `official` (the official image's recipe by the same GCC, `src/bench/official.sh`)."
        " `control` is a copy of `wee-optimized-lto`. More is better.", "",
    ]
    if void:
        lines += [f"**Void**: `control` differs from `wee-optimized-lto` by more than {TOLERANCE:.0%}.", ""]
    if "debian" in names:
        worst, benchmark = least[gate.FLAVOUR]
        lines += [f"The least result of `{gate.FLAVOUR}` beside Debian's: {worst:.3f}, in {benchmark}.", ""]
    lines += [gate.row("benchmark", *names), gate.row("---", *["---:"] * len(names))]
    lines += [gate.row(b, *(f"{of[name]:.3f}" for name in names)) for b, of in relative.items()]
    lines += [gate.row(f"**geometric mean of {len(relative)}**", *(f"**{means[name]:.3f}**" for name in names))]
    return "\n".join(lines) + "\n"


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--benchmarks", default="")
    parser.add_argument("--only", default="")
    parser.add_argument("--keep", action="store_true")
    parser.add_argument("--output", type=pathlib.Path, default=interpreters.REPOSITORY / "docs/pyperformance.md")
    parser.add_argument("folder", type=pathlib.Path)
    parser.add_argument("pyperformance", type=pathlib.Path)
    parser.add_argument("pyperf", type=pathlib.Path)
    parser.add_argument("more", nargs="*", metavar="name=prefix")
    wish = parser.parse_args()
    folder = wish.folder.resolve()
    wanted = set(filter(None, wish.benchmarks.split(",")))
    all_of = benchmarks(wish.pyperformance.resolve(), wanted)
    if not (wish.pyperf / "pyperf/__init__.py").exists() or not all_of or wanted - set(all_of):
        raise SystemExit(f"{wish.pyperf} and {wish.pyperformance} are to be checkouts of pyperf and pyperformance with"
                         f" {', '.join(sorted(wanted - set(all_of))) or 'benchmarks'} in it")
    flavours = interpreters.wee(folder, wish.keep)
    if not (folder / "official/bin/python3").exists():
        print("compiling the official recipe", file=sys.stderr)
        interpreters.official(folder, folder / "cache")
    prefixes = {
        BASELINE: folder / "official", "debian": interpreters.debian(folder, folder / "cache"), **flavours,
        "control": gate.copied(folder, folder / "control"),
        **{name: pathlib.Path(prefix).resolve() for name, prefix in (each.split("=", 1) for each in wish.more)},
    }
    if wish.only:
        kept = {BASELINE, gate.FLAVOUR, "control", *wish.only.split(",")}
        if kept - set(prefixes):
            raise SystemExit(f"--only: {', '.join(sorted(kept - set(prefixes)))} is none of {', '.join(prefixes)}")
        prefixes = {name: prefix for name, prefix in prefixes.items() if name in kept}
    root = interpreters.root(folder / "cache")
    times = measure(root, prefixes, wish.pyperf.resolve(), all_of, wish.rounds)
    relative = ratios(times)
    void = abs(mean(relative, "control") / mean(relative, gate.FLAVOUR) - 1) > TOLERANCE
    text = table(relative, list(prefixes), wish.rounds, void)
    wish.output.write_text(text)
    wish.output.with_suffix(".json").write_text(json.dumps({"cpu": compare.cpu(), "times": times}, indent=1) + "\n")
    print(text)
    raise SystemExit(2 if void else 0)


if __name__ == "__main__":
    main()
