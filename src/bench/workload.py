#!/usr/bin/env python3
"""What training on one's own program buys: the program of examples/own-workload, in wee-optimized-lto by wee's
training alone and by that and the program.

    src/bench/workload.py [--rounds 40] [--output examples/own-workload/gain] <folder>

The folder is that of table.py; what is missing there is compiled first.
"""

import argparse
import pathlib
import subprocess

import compare
import interpreters

EXAMPLE = interpreters.REPOSITORY / "examples/own-workload"
FLAVOUR = "wee-optimized-lto"


def trained(folder):
    """The example's interpreter, out of its image."""
    prefix = folder / "own-workload"
    if not (prefix / "bin/python3").exists():
        images = folder / "own-workload-images"
        subprocess.run(
            ["mvn", "-B", "-q", "-f", str(EXAMPLE), "package", "-Ptrain", "-DskipTests", f"-Dwee.cache={folder / 'cache'}", f"-Dwee.output={images}",
             f"-Dwee.profile={folder / 'own-workload.profile'}"],
            check=True,
        )
        interpreters.unpack(images / "image.tar", prefix)
    return prefix


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=40)
    parser.add_argument("--output", type=pathlib.Path, default=EXAMPLE / "gain")
    parser.add_argument("folder", type=pathlib.Path)
    wish = parser.parse_args()
    folder = wish.folder.resolve()
    prefixes = {FLAVOUR: interpreters.wee(folder, keep=True)[FLAVOUR], "own-workload": trained(folder)}
    program = EXAMPLE / "workload/main.py"
    compare.write(interpreters.root(folder / "cache"), prefixes, wish.rounds, ["--time"], wish.output, program=program)


main()
