#!/usr/bin/env python3
"""What other flags of GCC, and Clang with and without tail calls, would buy wee-optimized-lto.

    src/bench/compilers.py [--python 3.13.5] [--rounds 10] [--variants "inliner;loop: no CET"] [--output docs/compilers.md] <folder>

The folder is that of table.py, one for each Python. GCC's variants are compiled by wee's own script with the profile that
wee has; Clang's train first, by wee's own training. Compared is the interpreter with the modules that are built in: the
other modules stay those of wee-optimized-lto. All run interleaved with wee-optimized-lto and a copy of it (control); where
the copy differs by more than half a percent, the run is void and the status 2. A variant of GCC takes two to
three minutes on two cores, a round four to five seconds each. Remove <folder>/compilers to have all of it made anew. Judge what wins here by
pyperformance.py, with <name>=<folder>/compilers/prefixes/<name>.
"""

import argparse
import os
import pathlib
import shutil
import subprocess
import sys
import typing

import compare
import gate
import interpreters
import recompiled

NOISE = 0.005
LLVM = "22"
DEBS = [f"{name}-{LLVM}" for name in ("clang", "lld", "llvm")] + [f"libclang-{name}-{LLVM}-dev" for name in ("common", "rt")] + [
    f"libclang-cpp{LLVM}", f"libllvm{LLVM}", f"llvm-{LLVM}-linker-tools", "libz3-4", "libedit2", "libbsd0", "libmd0", "libtinfo6",
    "libxml2", "libzstd1", "libffi8", "liblzma5", "zlib1g"]


class Variant(typing.NamedTuple):
    """Flags for compiling and linking, those for the evaluation loop alone, Clang's for configure, and what was trained."""

    flags: str = ""
    loop: str = ""
    clang: bool = False
    configure: str = ""
    since: tuple = ()
    training: str = "own"


INLINER = "--param=inline-unit-growth=80 --param=large-function-growth=300 --param=max-inline-insns-auto=40"
VARIANTS = {
    "partial training": Variant("-fprofile-partial-training"),
    "loop: no stack protector": Variant(loop="-fno-stack-protector"),
    "loop: no CET": Variant(loop="-fcf-protection=none"),
    "no hardening": Variant("-fno-stack-protector -fno-stack-clash-protection -fcf-protection=none -U_FORTIFY_SOURCE"),
    "points-to analysis": Variant("-fipa-pta"),
    "no PLT": Variant("-fno-plt"),
    "one partition": Variant("-flto-partition=one"),
    "inliner": Variant(INLINER),
    "O2": Variant("-O2"),
    "loop: no GCSE": Variant(loop="-fno-gcse"),
    "loop: no cross-jumping": Variant(loop="-fno-crossjumping"),
    "999 of 1000 are hot": Variant("--param=hot-bb-count-ws-permille=999"),
    "all are hot": Variant("--param=hot-bb-count-ws-permille=1000"),
    "trained by tests": Variant(training="tests"),
    "trained by both": Variant(training="both"),
    "functions at 64": Variant("-falign-functions=64"),
    "Clang, ThinLTO": Variant("-flto=thin", clang=True),
    "Clang, full LTO": Variant("-flto=full", clang=True),
    "Clang, ThinLTO, tail calls": Variant("-flto=thin", clang=True, configure="--with-tail-call-interp", since=(3, 14)),
}

# Where wee makes everything, a gate needs the program: no module beside it changes.
GCC_MAKES = 'make_all $made "$own_cflags=$compile $use" "$own_ldflags=$link $use"'
OURS = 'make_quietly $made "$own_cflags=$compile $use {0}" "$own_ldflags=$link $use {0}" python'
LOOP = "echo 'Python/ceval.o: PY_CFLAGS_NODIST += {}' >>Makefile\n"
# Clang's own steps after configure. Its counters are merged in the order of the scripts.
CLANG_TRAINS = """
make_quietly "$own_cflags=$compile -fprofile-instr-generate -w" "$own_ldflags=$link -fprofile-instr-generate" python
find /gate/counts -type f -delete
export PYTHONHASHSEED=1 PYTHONPATH=/usr/src/python/Lib PYTHONDONTWRITEBYTECODE=1
for script in $(ls /wee/training/[0-9]*.py); do
  LLVM_PROFILE_FILE=/gate/counts/$(basename "$script").%p ./python -s "$script" || echo "training: $script ended with status $?"
done
unset PYTHONPATH
llvm-profdata merge -o /usr/src/python/counted $(ls /gate/counts/* | sort -V)
"""
CLANG_BUILDS = """
find . \\( -name '*.o' -o -name '*.a' \\) -delete
rm -f python
use='-fprofile-instr-use=/usr/src/python/counted -Wno-profile-instr-unprofiled -Wno-profile-instr-out-of-date {0}'
make_quietly -o Programs/_freeze_module -o _bootstrap_python "$own_cflags=$compile $use" "$own_ldflags=$link $use -fuse-ld=lld" python
"""

# The tests of PROFILE_TASK, in the instrumented tree.
TESTS = """import runpy, sys
sys.argv = ["test", "--pgo", "--timeout", "1200"]
runpy.run_module("test", run_name="__main__")
"""


def by_gcc(variant):
    text = recompiled.script("configure.sh", "cpython.sh")
    text = recompiled.replaced(text, GCC_MAKES, OURS.format(variant.flags)).split("# What sysconfig tells")[0]
    return recompiled.replaced(text, "  phase 'final build'\n", "  phase 'final build'\n" + (LOOP.format(variant.loop) if variant.loop else ""))


def by_clang(variant):
    text = recompiled.script("configure.sh", configureArgs=variant.configure)
    text = recompiled.replaced(text, "CC=gcc CXX=g++", "CC=clang CXX=clang++ AR=llvm-ar RANLIB=llvm-ranlib")
    return "export PATH=/llvm/usr/lib/llvm-%s/bin:$PATH LD_LIBRARY_PATH=/llvm/usr/lib/x86_64-linux-gnu\n" % LLVM + text


def tree(folder, target):
    """The patched source, configured, with the tools that a build makes first; made once for all of GCC's variants."""
    if not target.exists():
        beside = target.with_name(target.name + ".new")
        shutil.rmtree(beside, ignore_errors=True)
        beside.mkdir(parents=True)
        time = recompiled.source(folder, beside / "source")
        text = by_gcc(Variant()).split("  phase 'final build'")[0] + "fi\n"
        recompiled.compile(folder, beside, text, folder / "compilers/tree.log", time)
        (beside / "time").write_text(time)
        beside.rename(target)


def copied(source, target):
    shutil.rmtree(target, ignore_errors=True)
    subprocess.run(["cp", "-a", str(source), str(target)], check=True)
    return target


def trained(folder, variant, work, log):
    """A tree of Clang's, configured as the variant wants it, with what its training counted."""
    target = folder / "compilers" / ("trained" + variant.configure)
    tools = interpreters.debs(folder, folder / "cache", folder / f"clang-{LLVM}", DEBS)
    binds = ["--ro-bind", tools, "/llvm", "--ro-bind", recompiled.TEMPLATES / "training", "/wee/training",
             "--bind", folder / "compilers", "/gate"]
    if not target.exists():
        (folder / "compilers/counts").mkdir(exist_ok=True)
        shutil.rmtree(work, ignore_errors=True)
        work.mkdir()
        time = recompiled.source(folder, work / "source")
        (work / "time").write_text(time)
        recompiled.compile(folder, work, by_clang(variant) + CLANG_TRAINS, log, time, *binds)
        work.rename(target)
    return target, binds


def profile(folder, training):
    """What wee's training counted, or that and CPython's own (the tests of `make profile-opt`), or the latter alone."""
    if training == "own":
        return recompiled.profile(folder)
    target = folder / "compilers" / f"{training}.profile"
    if not target.exists():
        project = folder / "compilers/own-workload"
        shutil.rmtree(project, ignore_errors=True)
        shutil.copytree(interpreters.REPOSITORY / "examples/own-workload", project)
        pom = (project / "pom.xml").read_text()
        pom = recompiled.replaced(pom, "<module>../..<", f"<module>{os.path.relpath(interpreters.REPOSITORY, project)}<")
        pom = recompiled.replaced(pom, "<python>3.13.5<", f"<python>{interpreters.PYTHON}<")
        (project / "pom.xml").write_text(pom)
        (project / "workload/main.py").write_text(TESTS)
        # The image is built by it as well: Maven resolves a plugin of its own reactor only from there on.
        subprocess.run(
            ["mvn", "-B", "-q", "-f", str(project), "package", "-DskipTests", "-Ptrain", f"-Dwee.cache={folder / 'cache'}",
             f"-Dwee.profile={target}", f"-Dwee.ownTraining={'true' if training == 'both' else 'false'}"], check=True)
    return target


def built(folder, name):
    """The prefix with a variant in it; none where it can't be compiled or doesn't run."""
    prefix, variant = folder / "compilers/prefixes" / name, VARIANTS[name]
    if prefix.exists():
        return prefix
    work, log = folder / "compilers/work", folder / f"compilers/{name}.log"
    try:
        if variant.clang:
            target, binds = trained(folder, variant, work, log.with_suffix(".training.log"))
            copied(target, work)
            text = by_clang(variant) + CLANG_BUILDS.format(variant.flags)
        else:
            tree(folder, folder / "compilers/tree")
            binds = []
            copied(folder / "compilers/tree", work)
            text = by_gcc(variant)
            binds += ["--ro-bind", profile(folder, variant.training), recompiled.PROFILE]
        recompiled.compile(folder, work, text, log, (work / "time").read_text(), *binds)
    except subprocess.CalledProcessError:
        print(f"{name}: could not be compiled, see {log.parent}", file=sys.stderr)
        return None
    program = work / "source/python"
    subprocess.run(["strip", str(program)], check=True)
    recompiled.installed(folder, prefix, program)
    if not recompiled.works(folder, prefix):
        shutil.rmtree(prefix)
        print(f"{name}: the interpreter does not run", file=sys.stderr)
        return None
    return prefix


def size(prefix):
    return f"{(prefix / 'bin/python3').resolve().stat().st_size / 1e6:.2f}"


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--python", default=interpreters.PYTHON)
    parser.add_argument("--rounds", type=int, default=10)
    parser.add_argument("--variants", default=";".join(VARIANTS), help="names, separated by semicolons; all by default")
    parser.add_argument("--output", type=pathlib.Path, default=interpreters.REPOSITORY / "docs/compilers.md")
    parser.add_argument("folder", type=pathlib.Path)
    wish = parser.parse_args()
    interpreters.PYTHON = wish.python
    folder = wish.folder.resolve()
    series = tuple(int(part) for part in wish.python.split(".")[:2])
    (folder / "compilers/prefixes").mkdir(parents=True, exist_ok=True)
    recompiled.reference(folder)
    # A copy, as all others are: twice, a copy was faster by more than a percent than the file that was unpacked; why is not known.
    prefixes = {name: gate.copied(folder, folder / "compilers/prefixes" / name) for name in (gate.FLAVOUR, "control")}
    for name in wish.variants.split(";"):
        prefix = built(folder, name) if series >= VARIANTS[name].since else None
        if prefix:
            prefixes[name] = prefix
    if not wish.rounds:
        return
    times = compare.measure(interpreters.root(folder / "cache"), prefixes, wish.rounds, [], compare.BENCH)

    def cells(name):
        variant = VARIANTS.get(name, Variant())
        flags = variant.flags or (f"{variant.loop} (Python/ceval.c)" if variant.loop else "")
        return f"`{flags}`" if flags else "", variant.configure, variant.training, size(prefixes[name])

    text = gate.report("Flags and compilers", f"src/bench/compilers.py --python {wish.python}", times, wish.rounds,
                       ("flags", "configure", "training", "program, MB"), cells, gate.median)
    speed = gate.means(times, gate.median)
    void = abs(speed["control"] - 1) > NOISE
    if void:
        text += f"\n**Void**: a copy of `{gate.FLAVOUR}` is {speed['control']:.4f} times as fast as itself.\n"
    wish.output.write_text(text)
    print(text)
    sys.exit(2 if void else 0)


if __name__ == "__main__":
    main()
