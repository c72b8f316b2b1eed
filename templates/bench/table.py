"""Compares times: table.py md|svg <name>=<pyperf file> ..., the first being what others are compared with.

Of all rounds the least time counts: a busy machine makes runs longer, never shorter.
"""

import json
import math
import os
import statistics
import sys


def load(file):
    """The processor's name, and the times by benchmark."""
    with open(file) as text:
        suite = json.load(text)
    times = {b["metadata"]["name"]: [v for run in b["runs"] for v in run["values"]] for b in suite["benchmarks"]}
    return suite["metadata"]["cpu_model_name"], times


def relative_speeds(times):
    names = list(times)
    return {b: {n: min(times[names[0]][b]) / min(times[n][b]) for n in names} for b in times[names[0]]}


def means(times, relative, names):
    """Geometric means over the benchmarks, without the two of starting up."""
    inner = [b for b in relative if not b.startswith("startup")] or list(relative)
    return {n: math.exp(statistics.fmean(math.log(relative[b][n]) for b in inner)) for n in names}


def table(times, relative, cpu):
    names = list(times)
    rounds = len(next(iter(times[names[0]].values())))
    first, mean = names[0], means(times, relative, names)
    spread = {n: statistics.median(statistics.median(t) / min(t) for t in times[n].values()) for n in names}
    lines = [
        f"CPU: {cpu}, {os.cpu_count()} processors. Least of {rounds} interleaved rounds;"
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


def main():
    form, *files = sys.argv[1:]
    times, cpu = {}, ""
    for each in files:
        name, file = each.split("=", 1)
        cpu, times[name] = load(file)
    relative = relative_speeds(times)
    print(table(times, relative, cpu) if form == "md" else plot(relative, list(times)), end="")


main()
