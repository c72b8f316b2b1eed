#!/usr/bin/env python3
"""What huge pages, larger arenas and another malloc would buy wee-optimized-lto.

    src/bench/levers.py [--rounds 20] [--output docs/levers.md] <folder>

The folder is that of table.py, with wee-optimized-lto in it. Each lever is pulled from outside, by
glibc's tunables, by CPython's own PYTHONMALLOC or by levers.c, and runs interleaved with the interpreter
as it is and with a copy of it, which shows what is noise; `beside` is levers.c doing nothing. One is worth
building in from 1.005 on, where no benchmark falls below 0.97: docs/decisions/0303-memory.md.
"""

import argparse
import os
import pathlib
import struct
import subprocess

import compare
import gate
import interpreters

HUGE = 1 << 21
PRELOAD = {"LD_PRELOAD": "/usr/local/lib/levers.so"}
LEVERS = {
    "control": {},
    "beside": PRELOAD,
    "text in huge pages": {**PRELOAD, "LEVERS": "TEXT"},
    "arenas kept": {**PRELOAD, "LEVERS": "ARENAS"},
    "arenas in huge pages": {**PRELOAD, "LEVERS": "ARENAS HUGE"},
    "both in huge pages": {**PRELOAD, "LEVERS": "TEXT ARENAS HUGE"},
    "malloc's memory in huge pages": {"GLIBC_TUNABLES": "glibc.malloc.hugetlb=1"},
    "malloc gives nothing back": {"GLIBC_TUNABLES": "glibc.malloc.trim_threshold=268435456:glibc.malloc.mmap_threshold=268435456:glibc.malloc.top_pad=16777216"},
    "malloc with larger caches": {"GLIBC_TUNABLES": "glibc.malloc.tcache_count=127"},
    "mimalloc": {"PYTHONMALLOC": "mimalloc"},
    "malloc alone": {"PYTHONMALLOC": "malloc"},
}


def read_only(program):
    """The whole huge pages from an ELF file's first address to its first writable one (elf(5))."""
    data = program.read_bytes()
    at, size, count = struct.unpack_from("<Q", data, 32)[0], *struct.unpack_from("<HH", data, 54)
    headers = [struct.unpack_from("<IIQQQQQQ", data, at + size * i) for i in range(count)]
    loaded = [(address, flags) for kind, flags, _, address, *_ in headers if kind == 1]
    start, end = min(loaded)[0], min(address for address, flags in loaded if flags & 2)
    return -(-start // HUGE) * HUGE, end // HUGE * HUGE


def installed(folder):
    """wee-optimized-lto with levers.so in it."""
    prefix = gate.copied(folder, folder / "levers")
    root = interpreters.root(folder / "cache")
    subprocess.run(
        interpreters.sandbox(root, "--bind", str(prefix / "lib"), "/out", "--ro-bind", str(interpreters.REPOSITORY / "src/bench"), "/src",
                             command=["gcc", "-O2", "-Wall", "-shared", "-fPIC", "-Wl,-z,now", "-o", "/out/levers.so", "/src/levers.c"]),
        env={}, check=True,
    )
    return prefix


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=20)
    parser.add_argument("--output", type=pathlib.Path, default=interpreters.REPOSITORY / "docs/levers.md")
    parser.add_argument("folder", type=pathlib.Path)
    wish = parser.parse_args()
    folder = wish.folder.resolve()
    prefix = installed(folder)
    start, end = read_only((prefix / "bin/python3").resolve())
    environments = {name: {**lever, "LEVERS_START": hex(start), "LEVERS_END": hex(end)} for name, lever in LEVERS.items()}
    prefixes = {gate.FLAVOUR: folder / gate.FLAVOUR, **dict.fromkeys(LEVERS, prefix)}
    times = compare.measure(interpreters.root(folder / "cache"), prefixes, wish.rounds, [], compare.BENCH, environments)
    text = gate.report(
        "Huge pages, arenas and malloc", "src/bench/levers.py", times, wish.rounds, ("environment",),
        lambda name: (" ".join(f"`{k}={v}`" for k, v in LEVERS.get(name, {}).items()),),
    )
    wish.output.write_text(text)
    print(text)


main()
