"""Writes the tables of docs/reliability.md."""

import datetime
import os
import re
from pathlib import Path

PAGE = Path(__file__).resolve().parents[2] / "docs/reliability.md"


def machine():
    model = re.search(r"model name\s*:\s*(.*)", Path("/proc/cpuinfo").read_text())
    memory = int(re.search(r"MemTotal:\s*(\d+)", Path("/proc/meminfo").read_text())[1]) / 2**20
    cores = Path("/proc/cpuinfo").read_text().count("processor\t")
    return f"{cores} × {model[1].strip() if model else 'unknown CPU'}, {memory:.0f} GB"


def load():
    """How busy the machine was, by the average of the last 15 minutes."""
    return f"load {os.getloadavg()[2]:.0f}"


def rows_of(text):
    lines = [line for line in text.splitlines() if line.startswith("| ")]
    return [line.removeprefix("| ").removesuffix(" |").split(" | ") for line in lines[2:]]


def write(name, title, head, rows, keep=False, show=True):
    """
    Puts a table between the page's two comments of that name.

    keep: rows of the page that begin with none of the new rows' first cells stay.
    show: print it too.
    """
    begin, end = f"<!-- {name}: written by src/campaign -->", f"<!-- end of {name} -->"
    text = PAGE.read_text()
    before, rest = text.split(begin)
    old, after = rest.split(end)
    if keep:
        new = [[str(cell).replace("|", "\\|") for cell in row] for row in rows]
        now = {row[0]: row for row in new}
        rows = [now.pop(row[0], row) for row in rows_of(old)]
        rows = [[cell.replace("\\|", "|") for cell in row] for row in [*rows, *now.values()]]
    lines = [f"**{title}** ({datetime.date.today()}, {machine()}, {load()})", ""]
    lines += ["| " + " | ".join(head) + " |", "| " + " | ".join("---" for _ in head) + " |"]
    lines += ["| " + " | ".join(str(cell).replace("|", "\\|") for cell in row) + " |" for row in rows]
    if show:
        print("\n".join(lines))
    PAGE.write_text(before + begin + "\n" + "\n".join(lines) + "\n" + end + after)
