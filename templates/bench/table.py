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


def relative_speeds(times, of):
    return {b: {n: min(times[of][b]) / min(times[n][b]) for n in times} for b in times[of]}


def means(times, relative, names):
    """Geometric means over the benchmarks, without the two of starting up."""
    inner = [b for b in relative if not b.startswith("startup")] or list(relative)
    return {n: math.exp(statistics.fmean(math.log(relative[b][n]) for b in inner)) for n in names}


def row(title, *cells):
    return f"| {title} | " + " | ".join(cells) + " |"


def summary(times, of):
    """Geometric means over one of them, and what gains least."""
    names = list(times)[1:]
    relative = relative_speeds(times, of)
    mean = means(times, relative, names)
    inner = {b: r for b, r in relative.items() if not b.startswith("startup")} or relative
    worst = {n: min((r[n], b) for b, r in inner.items()) for n in names}
    return [
        row(f"**geometric mean** over `{of}`, without start-up", "", *(f"**{mean[n]:.3f}**" for n in names)),
        row(f"lowest over `{of}`", "", *("" if n == of else f"{worst[n][0]:.3f} {worst[n][1]}" for n in names)),
    ]


def table(times, cpu):
    names = list(times)
    rounds = len(next(iter(times[names[0]].values())))
    spread = {n: statistics.median(statistics.median(t) / min(t) for t in times[n].values()) for n in names}
    lines = [
        f"CPU: {cpu}, {os.cpu_count()} processors. Best of {rounds} interleaved rounds;"
        f" speed relative to `{names[0]}`, more is better.",
        "",
        row("benchmark", f"{names[0]}, µs", *names[1:]),
        row("---", *["---:"] * len(names)),
    ]
    for b, r in relative_speeds(times, names[0]).items():
        lines.append(row(b, f"{min(times[names[0]][b]) * 1e6:.1f}", *(f"{r[n]:.3f}" for n in names[1:])))
    for of in names[: min(2, len(names) - 1)]:  # An image alone is compared with nothing.
        lines += summary(times, of)
    lines.append(row("median round / best round", *(f"{spread[n]:.2f}" for n in names)))
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
        out.append(f'<rect x="{left + 170 * i}" y="6" width="10" height="10" fill="{COLOURS[i % len(COLOURS)]}"/><text x="{left + 14 + 170 * i}" y="15">{n}</text>')
    for k, (b, r) in enumerate(relative.items()):
        y = 36 + k * row
        out.append(f'<text x="{left - 6}" y="{y + row / 2}" text-anchor="end">{b}</text>')
        for i, n in enumerate(names[1:]):
            wide = min(r[n], 2.1) * scale
            out.append(f'<rect x="{left}" y="{y + 9 * i}" width="{wide:.0f}" height="8" fill="{COLOURS[i % len(COLOURS)]}"><title>{n}: {r[n]:.3f}</title></rect>')
    return "\n".join(out + ["</svg>", ""])


def main():
    form, *files = sys.argv[1:]
    times, cpu = {}, ""
    for each in files:
        name, file = each.split("=", 1)
        cpu, times[name] = load(file)
    print(table(times, cpu) if form == "md" else plot(relative_speeds(times, list(times)[0]), list(times)), end="")


main()
