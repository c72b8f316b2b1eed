"""What gates have in common: each asks whether something makes wee-optimized-lto faster, and is answered by a table."""

import math
import os
import shutil
import statistics

import compare
import interpreters

FLAVOUR = "wee-optimized-lto"


def copied(folder, prefix):
    """Another wee-optimized-lto: its program is a file of its own, all else is linked."""
    shutil.rmtree(prefix, ignore_errors=True)
    shutil.copytree(folder / FLAVOUR, prefix, symlinks=True, copy_function=os.link)
    program = (prefix / "bin/python3").resolve()
    program.unlink()
    shutil.copy(folder / FLAVOUR / "bin/python3", program)
    return prefix


def best(of, own):
    """How fast one is beside another, by the least times of both: for a machine that is idle and keeps its clock."""
    return min(of) / min(own)


def median(of, own):
    """The same by the median of the ratios within a round: for one whose clock drifts."""
    return statistics.median(one / other for one, other in zip(of, own))


def speeds(times, ratio=best):
    """Of each interpreter, how fast it is in each benchmark but those of starting up."""
    of = times[FLAVOUR]
    return {n: {b: ratio(of[b], t[b]) for b in of if not b.startswith("startup")} for n, t in times.items()}


def means(times, ratio=best):
    """The geometric mean of these."""
    return {name: math.exp(statistics.fmean(map(math.log, each.values()))) for name, each in speeds(times, ratio).items()}


def row(*cells):
    return "| " + " | ".join(cells) + " |"


def report(title, command, times, rounds, columns, cells, ratio=best):
    """How fast each is, the fastest first, where the gain is least, where it is most, and what starting takes."""
    relative, mean = speeds(times, ratio), means(times, ratio)
    how = "best of" if ratio is best else "medians of the ratios within"
    lines = [
        f"# {title}", "",
        f"Made by `{command}`, CPython {interpreters.PYTHON}. Speed relative to `{FLAVOUR}`: the geometric mean over the benchmarks without"
        f" start-up, and that of `python -c pass`; `control` is a copy of it. CPU: {compare.cpu()}, {os.cpu_count()} processors, {how}"
        f" {rounds} interleaved rounds.", "",
        row("", *columns, "speed", "least", "most", "start-up"),
        row("---", *["---"] * len(columns), "---:", "---", "---", "---:"),
    ]
    for name in sorted(times, key=mean.get, reverse=True):
        ends = sorted((speed, benchmark) for benchmark, speed in relative[name].items())
        start = ratio(times[FLAVOUR]["startup"], times[name]["startup"])
        lines.append(row(name, *cells(name), f"{mean[name]:.4f}", *(f"{ends[at][0]:.3f} {ends[at][1]}" for at in (0, -1)), f"{start:.3f}"))
    return "\n".join(lines) + "\n"
