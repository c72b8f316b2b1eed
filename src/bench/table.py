#!/usr/bin/env python3
"""The whole table of docs/benchmarks.md, in one command: wee's flavours, the official recipe and Debian.

    src/bench/table.py [--rounds 40] [--keep] [--output docs/benchmarks] <folder>

The folder keeps the interpreters and a wee cache; what is missing there is compiled first, which takes
half an hour on two cores. Comparing takes about 25 s a round. With --keep, flavours that are in the
folder are not looked at again.
"""

import argparse
import pathlib
import sys

import compare
import interpreters

INTRODUCTION = """# Benchmarks

The command `src/bench/table.py --rounds %d <folder>` measures wee's own benchmarks with CPython %s on Debian
trixie, all in one build root and pinned to one processor, each interpreter in turn. `official` is the official image's
recipe (`src/bench/official.sh`), compiled there by the same GCC, without `.pyc` files, as its image ships; `debian` is
`python3.13` of trixie with its `.pyc` files; the others are wee's, from their images. The two start-up benchmarks,
`python -c pass` and an import of asyncio, ssl, http.client, sqlite3 and json, are not in the geometric means. All
times are in [benchmarks](benchmarks), one file each, in pyperf's format.

By [pyperformance](pyperformance.md), which wee's developers did not write, the gain of `wee-optimized-lto` over the
official recipe is smaller: 1.23 instead of 1.40.

![speed relative to the official recipe](benchmarks.svg)

"""


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=40)
    parser.add_argument("--output", type=pathlib.Path, default=interpreters.REPOSITORY / "docs/benchmarks")
    parser.add_argument("--keep", action="store_true")
    parser.add_argument("folder", type=pathlib.Path)
    wish = parser.parse_args()
    folder = wish.folder.resolve()
    flavours = interpreters.wee(folder, wish.keep)
    if not (folder / "official/bin/python3").exists():
        print("compiling the official recipe", file=sys.stderr)
        interpreters.official(folder, folder / "cache")
    all_of = {"official": folder / "official", "debian": interpreters.debian(folder, folder / "cache"), **flavours}
    introduction = INTRODUCTION % (wish.rounds, interpreters.PYTHON)
    compare.write(interpreters.root(folder / "cache"), all_of, wish.rounds, [], wish.output, introduction)


main()
