#!/usr/bin/env python3
"""CPython's own test suite in wee's flavours and in a stock build of the same source, the official recipe.

    src/bench/suite.py [--tests test_json,test_re] [--keep] [--output docs/test-suite.md] <folder> [flavour ...]

The folder is that of table.py, with the interpreters in it; the tests are those of the source tarball,
run in the sandbox with all resources but the network, large files, sound and screens; for wee's flavours,
with the security fixes that are in them. Writes which tests end otherwise than in the stock build. All of it
takes 20 minutes for each interpreter on two cores.
"""

import argparse
import collections
import json
import os
import pathlib
import shutil
import subprocess
import tarfile

import interpreters
import regrtest

STOCK = "official"
NOTES = """
What the differences come from:

- The interpreters are those of images, as users get them. What is left out there (`templates/prune`) fails the tests
  that need it: modules for Windows (test_multiprocessing_*), the help texts of `pydoc_data` (test_pydoc), and the
  folder of Makefile and static library (test_sysconfig).
- wee's interpreters have Debian's security fixes and run the tests that these fixes change; the stock build runs its
  own. A test that one of them does not have counts as not there.
- wee builds no modules that test CPython itself (`--disable-test-modules`); for the run they come from the stock build.
  test_capi and test_xxlimited ask sysconfig whether they were built, and are therefore skipped entirely.
- test_sysconfig and test_venv copy or link the interpreter, and the stock build's copy does not find its libpython.
- The sandbox has one user and no password file, which test_grp, test_pathlib, test_posix, test_posixpath, test_shutil,
  test_subprocess and test_tarfile need; and the build root has no C++ compiler for test_cppext.

The suite in images: [test-suite-images.md](test-suite-images.md).
"""
SERIES = interpreters.PYTHON.rsplit(".", 1)[0]


def tests(folder):
    """Lib/test of the source."""
    tarball = folder / "cache/download" / interpreters.lock(folder / "cache")["source"]["sha256"] / "data"
    return regrtest.tests(tarball, folder / "tests")


def patched(folder):
    """The same with the fixes that wee's interpreters have, and that change what their own tests expect."""
    target = folder / "tests-patched"
    if not target.exists():
        beside = folder / "tests-patched.new"
        shutil.rmtree(beside, ignore_errors=True)
        shutil.copytree(tests(folder), beside / "Lib/test", symlinks=True)
        (packaging,) = interpreters.lock(folder / "cache")["securityPatches"]
        with tarfile.open(folder / "cache/download" / packaging["sha256"] / "data") as debian:
            debian.extractall(beside, [m for m in debian if m.name.startswith("debian/patches/")])
        for each in json.loads((folder / "images/patches.json").read_text()):
            # Of everything else that it changes there is nothing here, which patch(1) says and passes over.
            subprocess.run(["patch", "-p1", "--batch", "--forward", "-i", f"debian/patches/{each['name']}"], cwd=beside,
                           stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        rejected = list((beside / "Lib/test").rglob("*.rej"))
        if rejected:
            raise SystemExit(f"a patch of wee's does not fit the tests: {rejected}")
        (beside / "Lib/test").rename(target)
        shutil.rmtree(beside)
    return target


def etc(folder):
    """The build root's /etc with what images have beside: tests look up localhost and services by name."""
    target, cache = folder / "etc", folder / "cache"
    if not target.exists():
        beside = folder / "etc.new"
        shutil.rmtree(beside, ignore_errors=True)
        (netbase,) = [p for p in interpreters.lock(cache)["bases"]["distroless"] if p["name"] == "netbase"]
        subprocess.run(["dpkg-deb", "-x", str(cache / "download" / netbase["file"]["sha256"] / "data"), str(beside)], check=True)
        shutil.copytree(interpreters.root(cache) / "etc", beside / "etc", symlinks=True, dirs_exist_ok=True)
        shutil.copy(interpreters.REPOSITORY / "templates/base/hosts", beside / "etc/hosts")
        (beside / "etc").rename(target)
        shutil.rmtree(beside)
    return target


def run(folder, name, chosen, jobs):
    """Runs the suite; returns the outcome by test."""
    work = folder / "suite" / name
    shutil.rmtree(work, ignore_errors=True)
    shutil.copytree(folder / name, work / "local", symlinks=True)
    library = work / f"local/lib/python{SERIES}"
    shutil.rmtree(library / "test", ignore_errors=True)
    shutil.copytree(tests(folder) if name == STOCK else patched(folder), library / "test", symlinks=True)
    # Modules that test CPython itself are in no image: the stock build, of the same source, lends its own.
    for module in (folder / STOCK / f"lib/python{SERIES}/lib-dynload").glob("_*test*.so"):
        shutil.copy(module, library / "lib-dynload")
    (work / "out").mkdir()
    command = interpreters.sandbox(
        interpreters.root(folder / "cache"), "--bind", str(work / "local"), "/usr/local", "--bind", str(work / "out"), "/out",
        "--ro-bind", str(etc(folder)), "/etc",
        command=regrtest.command("/usr/local/bin/python3", jobs, "/out/junit.xml", chosen),
        environment={"PATH": "/usr/local/bin:/usr/bin:/usr/sbin"},
    )
    with open(work / "log", "w") as log:
        subprocess.run(command, env={}, stdout=log, stderr=subprocess.STDOUT, stdin=subprocess.DEVNULL)
    if not (work / "out/junit.xml").exists():
        raise SystemExit(f"the suite did not end in {name}: see {work}/log")
    return regrtest.outcomes(work / "out/junit.xml")


def report(stock, results, chosen):
    lines = [
        "# CPython's own test suite", "",
        f"`src/bench/suite.py`, CPython {interpreters.PYTHON}, {' '.join(chosen) or 'all tests'}, `-u {regrtest.RESOURCES}`:"
        " wee's flavours against a stock build of the same source, the official recipe.", "",
        "| interpreter | passed | skipped | failed |", "| --- | ---: | ---: | ---: |",
    ]
    for name, result in {STOCK: stock, **results}.items():
        count = collections.Counter(result.values())
        lines.append(f"| {name} | {count['passed']} | {count['skipped']} | {count['failure'] + count['error']} |")
    good = ("passed", "skipped", "not there")
    title = ["", "Tests that fail in one but not in the other:", "", "| test | stock | " + " | ".join(results) + " |",
             "| --- | --- |" + " --- |" * len(results)]
    rows, passed_over = [], collections.Counter()
    for n in sorted(set(stock).union(*results.values())):
        ends = [r.get(n, "not there") for r in (stock, *results.values())]
        if len({e in good for e in ends}) > 1:
            rows.append(f"| {n} | " + " | ".join(ends) + " |")
        for name, end in zip(results, ends[1:]):
            passed_over[name] += ends[0] == "passed" and end in good[1:]
    lines += title + rows if rows else ["", "No test fails in one and not in the other."]
    lines += ["", "Passed by the stock build, but skipped or missing in: "
              + ", ".join(f"{name} {passed_over[name]}" for name in results) + "."]
    failing = sorted(n for n, end in stock.items() if end not in good and all(r.get(n) == end for r in results.values()))
    lines += ["", "Failing in all, since the sandbox has one user, no password file and no C++ compiler: " + (", ".join(failing) or "none") + "."]
    return "\n".join(lines) + "\n" + NOTES


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--tests", default="", help="names, separated by commas; all by default")
    parser.add_argument("--output", type=pathlib.Path, default=interpreters.REPOSITORY / "docs/test-suite.md")
    parser.add_argument("--jobs", type=int, default=os.cpu_count(), help="test files at a time")
    parser.add_argument("--keep", action="store_true", help="take the last runs where there are such")
    parser.add_argument("folder", type=pathlib.Path)
    parser.add_argument("flavour", nargs="*", default=list(interpreters.FLAVOURS))
    wish = parser.parse_args()
    folder = wish.folder.resolve()
    chosen = [t for t in wish.tests.split(",") if t]

    def result(name):
        last = folder / "suite" / name / "out/junit.xml"
        return regrtest.outcomes(last) if wish.keep and last.exists() else run(folder, name, chosen, wish.jobs)

    stock = result(STOCK)
    results = {flavour: result(flavour) for flavour in wish.flavour}
    text = report(stock, results, chosen)
    wish.output.write_text(text)
    print(text)


main()
