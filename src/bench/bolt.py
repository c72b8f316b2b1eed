#!/usr/bin/env python3
"""The gate of wee-optimized-lto-bolt: is it at least 1.02 times as fast as wee-optimized-lto?

    src/bench/bolt.py [--rounds 20] [--recipes "layout;calls"] [--output docs/bolt.md] <folder>

The folder is that of table.py. What is missing there is made first: wee-optimized-lto and its profile by
wee itself, the same interpreter once more as BOLT wants it, one that counts, and what it counts in wee's
own training (templates/training), in CPython's tests or in both. Then every recipe rewrites, and the
results run interleaved with wee-optimized-lto and with a copy of it, which shows what is noise. Ends with
status 1 and "refused" where no recipe passes: docs/decisions/0301-bolt.md. A round takes 4 s for each
recipe. Remove <folder>/bolt to have all of it made anew.
"""

import argparse
import pathlib
import shutil
import sys
import typing

import compare
import gate
import interpreters
import recompiled
import regrtest

GATE = 1.02
NOISE = 0.003
NEWEST = "22"
# How GCC is to make what BOLT rewrites: functions whole, as CPython's own --enable-bolt has it, or
# with their cold parts elsewhere already, as in wee-optimized-lto.
INPUTS = {"whole": "-fno-reorder-blocks-and-partition", "parted": "-freorder-blocks-and-partition"}


class Recipe(typing.NamedTuple):
    """BOLT's flags, where it counted, and what it rewrites, by which LLVM of Debian."""

    flags: str
    counts: str = "own"
    input: str = "whole"
    llvm: str = "22"


FUNCTIONS = "-use-gnu-stack -reorder-functions=cdsort"
BLOCKS = f"{FUNCTIONS} -reorder-blocks=ext-tsp"
LAYOUT = f"{BLOCKS} -split-functions -split-strategy=cdsplit"
ALIGN = "-align-blocks -align-blocks-min-size=0 -block-alignment=32"
CALLS = "-indirect-call-promotion=calls"
SMALL = "-peepholes=all -simplify-rodata-loads"
RECIPES = {
    "functions": Recipe(FUNCTIONS),
    "blocks": Recipe(BLOCKS),
    "layout": Recipe(LAYOUT),
    "layout by tests": Recipe(LAYOUT, counts="tests"),
    "layout by both": Recipe(LAYOUT, counts="both"),
    "layout by LLVM 19": Recipe(LAYOUT, llvm="19"),
    "cold parts by profile alone": Recipe(f"{BLOCKS} -split-functions -split-all-cold"),
    "without the evaluation loop": Recipe(f"{LAYOUT} -skip-funcs=_PyEval_EvalFrameDefault.*"),
    "GCC's alignment": Recipe(f"{LAYOUT} -preserve-blocks-alignment"),
    "aligned": Recipe(f"{LAYOUT} {ALIGN}"),
    "functions at 64": Recipe(f"{LAYOUT} -align-functions=64 -align-functions-max-bytes=63"),
    "plt": Recipe(f"{LAYOUT} -plt=all"),
    "peepholes": Recipe(f"{LAYOUT} {SMALL} -tail-duplication=cache"),
    "calls": Recipe(f"{LAYOUT} {CALLS}"),
    "inline": Recipe(f"{LAYOUT} -inline-small-functions -inline-ap"),
    "three-way": Recipe(f"{LAYOUT} -three-way-branch"),
    "jump tables": Recipe(f"{LAYOUT} {ALIGN} -jump-tables=aggressive -tail-duplication=aggressive -reg-reassign"),
    "hugify": Recipe(f"{LAYOUT} -hugify"),
    "all that seemed good": Recipe(f"{LAYOUT} {ALIGN} {CALLS} {SMALL}"),
    "all that seemed good, hugify": Recipe(f"{LAYOUT} {ALIGN} {CALLS} {SMALL} -hugify"),
    "functions, parted input": Recipe(FUNCTIONS, input="parted"),
    "layout, parted input": Recipe(LAYOUT, input="parted"),
}


def script(flag):
    """wee's own compile script, but for the flag and relocations."""
    text = recompiled.script("configure.sh", "cpython.sh", cflags=flag)
    return recompiled.replaced(text, "$(CC) -no-pie'", f"$(CC) -no-pie {flag} -Wl,--emit-relocs'")


def made(folder, kind):
    """The file in /bolt with wee-optimized-lto as BOLT wants it, not stripped."""
    target = folder / "bolt" / kind
    if not target.exists():
        work = folder / "bolt/work"
        shutil.rmtree(work, ignore_errors=True)
        work.mkdir(parents=True)
        time = recompiled.source(folder, work / "source")
        recompiled.compile(folder, work, script(INPUTS[kind]), folder / f"bolt/compile-{kind}.log", time)
        (work / "source/python").rename(target)
        shutil.rmtree(work)
    return f"/bolt/{kind}"


def llvm(folder, version, tool, *arguments, log, check=True):
    """A program of Debian's LLVM, which sees the folder bolt as /bolt."""
    tools = interpreters.debs(folder, folder / "cache", folder / f"llvm-{version}", (f"bolt-{version}", f"libbolt-{version}-dev", "libz3-4"))
    recompiled.run(folder, "--ro-bind", tools, "/llvm", "--bind", folder / "bolt", "/bolt",
        command=[f"/llvm/usr/lib/llvm-{version}/bin/{tool}", *arguments], log=folder / "bolt" / log, check=check,
        environment={"LD_LIBRARY_PATH": "/llvm/usr/lib/x86_64-linux-gnu"})


def installed(folder, name, program):
    """wee-optimized-lto with another program in it."""
    return recompiled.installed(folder, folder / "bolt/prefixes" / name, program)


def runs(training):
    """What a training runs: wee's own scripts, or CPython's tests."""
    if training == "own":
        return {s.stem: ["-s", f"/wee/training/{s.name}"] for s in sorted((recompiled.TEMPLATES / "training").glob("[0-9]*.py"))}
    return {"tests": ["-m", "test", "--pgo", "--timeout", "1200"]}


def counting(folder, kind):
    """An interpreter that counts its branches, and has the tests beside it."""
    prefix = folder / f"bolt/prefixes/counting-{kind}"
    if not prefix.exists():
        llvm(folder, NEWEST, "llvm-bolt", made(folder, kind), "-o", "/bolt/counting", "-instrument", "-instrumentation-file=/counts/of",
             "-instrumentation-file-append-pid", log=f"instrument-{kind}.log")
        library = next((folder / gate.FLAVOUR / "lib").glob("python3.*")).name
        tarball = folder / "cache/download" / interpreters.lock(folder / "cache")["source"]["sha256"] / "data"
        tests = regrtest.tests(tarball, folder / "tests")
        shutil.copytree(tests, installed(folder, prefix.name, folder / "bolt/counting") / "lib" / library / "test", symlinks=True)
    return prefix


def counted(folder, kind, training):
    """The file in /bolt with what a training counted."""
    name = f"{kind}-{training}.fdata"
    if (folder / "bolt" / name).exists():
        return f"/bolt/{name}"
    if training == "both":
        files = [counted(folder, kind, each) for each in ("own", "tests")]
    else:
        counts = folder / f"bolt/counts/{kind}-{training}"
        shutil.rmtree(counts, ignore_errors=True)
        for run_name, words in runs(training).items():
            (counts / run_name).mkdir(parents=True)
            # All are process 2 of their sandbox, so each has a folder of its own.
            recompiled.run(folder, "--ro-bind", counting(folder, kind), "/usr/local", "--ro-bind", recompiled.TEMPLATES / "training", "/wee/training",
                "--bind", counts / run_name, "/counts", command=["/usr/local/bin/python3", *words], log=folder / f"bolt/train-{kind}-{run_name}.log",
                check=False, environment={"PYTHONHASHSEED": "1", "PYTHONDONTWRITEBYTECODE": "1"})
        files = [f"/bolt/{f.relative_to(folder / 'bolt')}" for f in sorted(counts.glob("*/*.fdata"))]
    llvm(folder, NEWEST, "merge-fdata", "-o", f"/bolt/{name}", *files, log="merge.log")
    return f"/bolt/{name}"


def rewritten(folder, name):
    """The interpreter by a recipe; none where BOLT fails, or what it wrote."""
    prefix = folder / "bolt/prefixes" / name
    if prefix.exists():
        return prefix
    recipe, out, log = RECIPES[name], folder / "bolt/rewritten", f"recipe {name}.log"
    out.unlink(missing_ok=True)
    llvm(folder, recipe.llvm, "llvm-bolt", made(folder, recipe.input), "-o", "/bolt/rewritten",
         f"-data={counted(folder, recipe.input, recipe.counts)}", "-dyno-stats", *recipe.flags.split(), log=log, check=False)
    if not out.exists():
        print(f"{name}: BOLT failed, see {folder}/bolt/{log}", file=sys.stderr)
        return None
    installed(folder, name, out)
    if not recompiled.works(folder, prefix):
        shutil.rmtree(prefix)
        print(f"{name}: what BOLT wrote does not run", file=sys.stderr)
        return None
    return prefix


def cells(name):
    recipe = RECIPES.get(name)
    return (recipe.input, recipe.counts, recipe.llvm, f"`{recipe.flags}`") if recipe else [""] * 4


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=20)
    parser.add_argument("--recipes", default=";".join(RECIPES), help="names, separated by semicolons; all by default")
    parser.add_argument("--output", type=pathlib.Path, default=interpreters.REPOSITORY / "docs/bolt.md")
    parser.add_argument("folder", type=pathlib.Path)
    wish = parser.parse_args()
    folder = wish.folder.resolve()
    (folder / "bolt/prefixes").mkdir(parents=True, exist_ok=True)
    recompiled.reference(folder)
    made(folder, "whole")
    prefixes = {gate.FLAVOUR: folder / gate.FLAVOUR, "control": installed(folder, "control", folder / gate.FLAVOUR / "bin/python3"),
                "input": installed(folder, "input", folder / "bolt/whole")}
    for name in wish.recipes.split(";"):
        prefix = rewritten(folder, name)
        if prefix:
            prefixes[name] = prefix
    times = compare.measure(interpreters.root(folder / "cache"), prefixes, wish.rounds, [], compare.BENCH)
    text = gate.report("BOLT, recipe by recipe", "src/bench/bolt.py", times, wish.rounds, ("input", "counts", "LLVM", "flags"), cells)
    wish.output.write_text(text)
    print(text)
    speed = gate.means(times)
    if abs(speed["control"] - 1) > NOISE:
        sys.exit(f"void: {gate.FLAVOUR} under another name is {speed['control']:.4f} times as fast as itself; more rounds or a quieter machine fix it")
    best = max((name for name in prefixes if name in RECIPES), key=speed.get)
    if speed[best] < GATE:
        sys.exit(f"refused: the best recipe, {best}, is {speed[best]:.4f} times as fast as {gate.FLAVOUR}; {GATE} is wanted")
    print(f"won: {best}, {speed[best]:.4f}")


if __name__ == "__main__":
    main()
