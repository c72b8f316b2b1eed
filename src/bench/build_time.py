#!/usr/bin/env python3
"""How long wee-optimized-lto takes from nothing, and the official recipe with the same compiler.

    src/bench/build_time.py [--output docs/build-time] <folder>

One after the other, each on all cores. For wee the whole of Maven counts, with the plugin compiled
before, and an empty cache but for downloads; for the recipe configure, make and make install.
"""

import argparse
import json
import os
import pathlib
import shutil
import subprocess
import time

import compare
import interpreters

FLAVOUR = "wee-optimized-lto"


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--output", type=pathlib.Path, default=interpreters.REPOSITORY / "docs/build-time")
    parser.add_argument("folder", type=pathlib.Path)
    wish = parser.parse_args()
    folder = wish.folder.resolve()
    folder.mkdir(parents=True, exist_ok=True)
    cold, images = folder / "cold", folder / "cold-images"
    interpreters.warm(folder, cold)
    shutil.rmtree(images, ignore_errors=True)
    interpreters.maven(cold, images, [FLAVOUR], "-Dwee.skip=true")
    began = time.monotonic()
    interpreters.maven(cold, images, [FLAVOUR])
    ours = time.monotonic() - began
    theirs = interpreters.official(folder, cold)
    result = {
        "cpu": compare.cpu(), "processors": os.cpu_count(), "python": interpreters.PYTHON,
        FLAVOUR: round(ours, 1), "official": round(theirs, 1), "ratio": round(ours / theirs, 3),
    }
    wish.output.with_name(wish.output.name + ".json").write_text(json.dumps(result, indent=1) + "\n")
    print(f"{result['cpu']}, {result['processors']} processors, CPython {result['python']}: "
          f"{FLAVOUR} {ours:.0f} s, official recipe {theirs:.0f} s, ratio {ours / theirs:.3f}")


main()
