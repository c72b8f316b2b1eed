#!/usr/bin/env python3
"""CPython's own test suite in wee's flavours and in a stock build of the same source, the official recipe.

    src/bench/suite.py [--tests test_json,test_re] [--keep] [--output docs/test-suite.md] <folder> [flavour ...]

The folder is that of table.py, with the interpreters in it; the tests are those of the source tarball,
run in the sandbox with all resources but the network, large files, sound and screens. Writes which tests
end otherwise than in the stock build. All of it takes an hour for each interpreter on two cores.
"""

import argparse
import collections
import os
import pathlib
import shutil
import subprocess

import interpreters
import regrtest

STOCK = "official"
NOTES = """
wee builds no modules that test CPython itself (`--disable-test-modules`); the stock build lends its own for the run.
test_capi asks sysconfig whether they were built, and so is skipped as a whole. The sandbox has one user, no others and
no password file, which test_grp, test_posix, test_subprocess and test_tarfile want, in every interpreter. test_sysconfig
copies the interpreter, and the stock build's copy does not find its libpython.
The suite in images: [test-suite-images.md](test-suite-images.md).
"""
SERIES = interpreters.PYTHON.rsplit(".", 1)[0]


def tests(folder):
    """Lib/test of the source."""
    tarball = folder / "cache/download" / interpreters.lock(folder / "cache")["source"]["sha256"] / "data"
    return regrtest.tests(tarball, folder / "tests")


def etc(folder):
    """The build root's /etc with what images have beside: tests look up localhost and services by name."""
    target, cache = folder / "etc", folder / "cache"
    if not target.exists():
        beside = folder / "etc.new"
        shutil.rmtree(beside, ignore_errors=True)
        (netbase,) = [p for p in interpreters.lock(cache)["bases"]["distroless"] if p["name"].startswith("netbase_")]
        subprocess.run(["dpkg-deb", "-x", str(cache / "download" / netbase["sha256"] / "data"), str(beside)], check=True)
        shutil.copytree(interpreters.root(cache) / "etc", beside / "etc", symlinks=True, dirs_exist_ok=True)
        shutil.copy(interpreters.REPOSITORY / "templates/base/hosts", beside / "etc/hosts")
        (beside / "etc").rename(target)
        shutil.rmtree(beside)
    return target


def run(folder, name, chosen):
    """Runs the suite; returns the outcome by test."""
    work = folder / "suite" / name
    shutil.rmtree(work, ignore_errors=True)
    shutil.copytree(folder / name, work / "local", symlinks=True)
    library = work / f"local/lib/python{SERIES}"
    shutil.rmtree(library / "test", ignore_errors=True)
    shutil.copytree(tests(folder), library / "test", symlinks=True)
    # Modules that test CPython itself are in no image: the stock build, of the same source, lends its own.
    for module in (folder / STOCK / f"lib/python{SERIES}/lib-dynload").glob("_*test*.so"):
        shutil.copy(module, library / "lib-dynload")
    (work / "out").mkdir()
    command = interpreters.sandbox(
        interpreters.root(folder / "cache"), "--bind", str(work / "local"), "/usr/local", "--bind", str(work / "out"), "/out",
        "--ro-bind", str(etc(folder)), "/etc",
        command=regrtest.command("/usr/local/bin/python3", os.cpu_count(), "/out/junit.xml", chosen),
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
    title = ["", "Tests that fail in one and not in the other:", "", "| test | stock | " + " | ".join(results) + " |",
             "| --- | --- |" + " --- |" * len(results)]
    rows, passed_over = [], collections.Counter()
    for n in sorted(set(stock).union(*results.values())):
        ends = [r.get(n, "not there") for r in (stock, *results.values())]
        if len({e in good for e in ends}) > 1:
            rows.append(f"| {n} | " + " | ".join(ends) + " |")
        for name, end in zip(results, ends[1:]):
            passed_over[name] += ends[0] == "passed" and end in good[1:]
    lines += title + rows if rows else ["", "No test fails in one and not in the other."]
    lines += ["", "Passed by the stock build, skipped or not there in: "
              + ", ".join(f"{name} {passed_over[name]}" for name in results) + "."]
    failing = sorted(n for n, end in stock.items() if end not in good and all(r.get(n) == end for r in results.values()))
    lines += ["", "Failing in all of them, as the sandbox has one user and no more: " + (", ".join(failing) or "none") + "."]
    return "\n".join(lines) + "\n" + NOTES


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--tests", default="", help="names, parted by commas; all by default")
    parser.add_argument("--output", type=pathlib.Path, default=interpreters.REPOSITORY / "docs/test-suite.md")
    parser.add_argument("--keep", action="store_true", help="take the last runs where there are such")
    parser.add_argument("folder", type=pathlib.Path)
    parser.add_argument("flavour", nargs="*", default=list(interpreters.FLAVOURS))
    wish = parser.parse_args()
    folder = wish.folder.resolve()
    chosen = [t for t in wish.tests.split(",") if t]

    def result(name):
        last = folder / "suite" / name / "out/junit.xml"
        return regrtest.outcomes(last) if wish.keep and last.exists() else run(folder, name, chosen)

    stock = result(STOCK)
    results = {flavour: result(flavour) for flavour in wish.flavour}
    text = report(stock, results, chosen)
    wish.output.write_text(text)
    print(text)


main()
