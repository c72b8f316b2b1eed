"""Writes the tables of docs/reliability.md."""

import datetime
import re
from pathlib import Path

PAGE = Path(__file__).resolve().parents[2] / "docs/reliability.md"


def machine():
    model = re.search(r"model name\s*:\s*(.*)", Path("/proc/cpuinfo").read_text())
    memory = int(re.search(r"MemTotal:\s*(\d+)", Path("/proc/meminfo").read_text())[1]) / 2**20
    cores = Path("/proc/cpuinfo").read_text().count("processor\t")
    return f"{cores} × {model[1].strip() if model else 'unknown CPU'}, {memory:.0f} GB"


def write(name, title, head, rows):
    """Puts a table between the page's two comments of that name."""
    lines = [f"**{title}** ({datetime.date.today()}, {machine()})", ""]
    lines += ["| " + " | ".join(head) + " |", "| " + " | ".join("---" for _ in head) + " |"]
    lines += ["| " + " | ".join(str(cell).replace("|", "\\|") for cell in row) + " |" for row in rows]
    print("\n".join(lines))
    begin, end = f"<!-- {name}: written by src/campaign -->", f"<!-- end of {name} -->"
    text = PAGE.read_text()
    before, rest = text.split(begin)
    after = rest.split(end)[1]
    PAGE.write_text(before + begin + "\n" + "\n".join(lines) + "\n" + end + after)
