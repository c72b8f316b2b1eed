#!/usr/bin/env python3
"""CPython's own test suite in images, as a daemon runs them.

    src/bench/image_suite.py [--tests test_json,test_re] [--patches folder] [--keep folder] <source tarball> <image> [image ...]

The images are in the daemon that DOCKER_HOST or the context names, as -Dwee.load leaves them there; they have
no tests, so those of the tarball are mounted beside their standard library, with the patches that the images
were built with (a security fix changes tests too): --patches is the folder that wee:dockerfile wrote. Writes how many tests pass in each,
what is left out and why, and every test that fails, to docs/test-suite-images.md. A failure without a reason
(image_suite.reasons) ends it with status 1. All tests take an hour for each image on two cores.
"""

import argparse
import collections
import fnmatch
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tarfile
import tempfile

import regrtest

HERE = pathlib.Path(__file__).resolve().parent
WHOLE = re.compile(r"(test\.?[\w.]+) skipped(?: --)? \(?(.*?)\)?$", re.M)


def reasons():
    """Why a test may fail: lines of a pattern of its name, one of the image, and the reason."""
    found = []
    for line in (HERE / "image_suite.reasons").read_text().splitlines():
        if line and not line.startswith("#"):
            found.append(line.split(None, 2))
    return found


def reason(test, image):
    for tests, images, why in reasons():
        if fnmatch.fnmatchcase(test, tests) and fnmatch.fnmatchcase(image, images):
            return why
    return None


def patched(tarball, patches, target):
    """Lib/test of a source tarball with the series of wee:dockerfile, made once."""
    if not target.exists():
        with tempfile.TemporaryDirectory(dir=target.parent) as temporary:
            with tarfile.open(tarball) as source:
                source.extractall(temporary, filter="tar")
            (root,) = pathlib.Path(temporary).iterdir()
            for line in (patches / "series").read_text().splitlines():
                strip, file = line.split(None, 2)[:2]
                subprocess.run(["patch", "--batch", "--forward", "--silent", f"-p{strip}", f"--input={patches / 'patches' / file}"],
                               cwd=root, check=True)
            (root / "Lib/test").rename(target)
    return target


def docker(*words):
    return subprocess.run(["docker", *words], check=True, stdout=subprocess.PIPE, text=True).stdout.strip()


def run(image, tests, chosen, folder):
    """The folder of a run's results."""
    out = folder / re.sub(r"\W+", "-", image)
    if (out / "junit.xml").exists():
        return out
    shutil.rmtree(out, ignore_errors=True)
    out.mkdir(parents=True)
    # A copy each, since tests write there.
    own = out / "test"
    shutil.copytree(tests, own, symlinks=True)
    library = docker("run", "--rm", "--network", "none", image, "python3", "-c", "import os; print(os.path.dirname(os.__file__))")
    with open(out / "log", "w") as log:
        subprocess.run(
            ["docker", "run", "--rm", "--network", "none", "--init", "-v", f"{own}:{library}/test", "-v", f"{out}:/out", image,
             *regrtest.command("python3", os.cpu_count(), "/out/junit.xml", chosen)],
            stdout=log, stderr=subprocess.STDOUT, stdin=subprocess.DEVNULL)
    shutil.rmtree(own)
    if not (out / "junit.xml").exists():
        raise SystemExit(f"the suite did not end in {image}: see {out}/log\n{(out / 'log').read_text()[-2000:]}")
    return out


def row(*cells):
    return "| " + " | ".join(str(cell).replace("|", "\\|").replace("\n", " ") for cell in cells) + " |"


def table(*heads):
    return ["", row(*heads), "|" + " --- |" * len(heads)]


def among(some, every):
    rest = [each for each in every if each not in some]
    return "all" if not rest else f"all but {rest[0]}" if len(rest) == 1 < len(some) else ", ".join(some)


def left_out(results, files):
    """What is skipped in one image and not in every other, by reason; then what is skipped in all."""
    counts = collections.defaultdict(lambda: collections.Counter())
    for image, found in results.items():
        for _, end, why in found:
            if end == "skipped":
                counts[why or "without a reason"][image] += 1
        for file, why in files[image]:
            counts[f"all of {file}: {why}"][image] += 1
    order = sorted(counts, key=lambda why: (-max(counts[why].values()), why))
    return [row(why, *(counts[why][image] for image in results)) for why in order]


def report(results, files, chosen):
    lines = [
        "# CPython's own test suite in images", "",
        f"By `src/bench/image_suite.py`: {' '.join(chosen) or 'all tests'}, `-u {regrtest.RESOURCES}`. The tests come from the source;"
        " the images have none, nor CPython's modules that only test CPython.",
        *table("image", "passed", "skipped", "failed"),
    ]
    failed, unexplained = {}, 0
    for image, found in results.items():
        count = collections.Counter(end for _, end, _ in found)
        lines.append(row(image, count["passed"], count["skipped"], count["failure"] + count["error"]))
        for test, end, _ in found:
            if end in ("failure", "error"):
                failed.setdefault(test, []).append(image)
    lines += ["", "## What fails", "", "Every test that fails, where, and why."] if failed else ["", "None fails."]
    lines += table("test", "image", "reason") if failed else []
    for test in sorted(failed):
        whys = {image: reason(test, image) for image in failed[test]}
        unexplained += list(whys.values()).count(None)
        for why in dict.fromkeys(whys.values()):
            where = [image for image in whys if whys[image] == why]
            lines.append(row(f"`{test}`", among(where, list(results)), why or "UNEXPLAINED"))
    lines += ["", "## What is left out", "", "Tests and whole files that are skipped, by what they say of it themselves."]
    lines += table("reason", *results) + left_out(results, files)
    return "\n".join(lines) + "\n", unexplained


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--tests", default="", help="names, separated by commas; all by default")
    parser.add_argument("--output", type=pathlib.Path, default=HERE.parents[1] / "docs/test-suite-images.md")
    parser.add_argument("--keep", type=pathlib.Path, help="a folder for the runs' results; one that has ended is not run again")
    parser.add_argument("--patches", type=pathlib.Path, help="the folder that wee:dockerfile wrote, for images built with patches")
    parser.add_argument("tarball", type=pathlib.Path)
    parser.add_argument("image", nargs="+")
    wish = parser.parse_args()
    chosen = [t for t in wish.tests.split(",") if t]
    with tempfile.TemporaryDirectory() as temporary:
        folder = (wish.keep or pathlib.Path(temporary)).resolve()
        folder.mkdir(parents=True, exist_ok=True)
        source = folder / "source"
        tests = patched(wish.tarball, wish.patches.resolve(), source) if wish.patches else regrtest.tests(wish.tarball, source)
        results, files = {}, {}
        for image in wish.image:
            out = run(image, tests, chosen, folder)
            results[image] = list(regrtest.cases(out / "junit.xml"))
            files[image] = sorted(set(WHOLE.findall((out / "log").read_text())))
    text, unexplained = report(results, files, chosen)
    wish.output.write_text(text)
    print(text)
    if unexplained:
        sys.exit(f"{unexplained} failures without a reason in image_suite.reasons")


main()
