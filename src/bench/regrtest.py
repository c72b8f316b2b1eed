"""What runs of CPython's own test suite have in common: the tests, what they may use, and how they ended."""

import shutil
import tarfile
import xml.etree.ElementTree as etree

RESOURCES = "all,-network,-urlfetch,-largefile,-audio,-gui"


def tests(tarball, target):
    """Lib/test of a source tarball, unpacked once."""
    if not target.exists():
        beside = target.with_name(target.name + ".new")
        shutil.rmtree(beside, ignore_errors=True)
        with tarfile.open(tarball) as source:
            for member in source:
                if "/Lib/test/" in member.name:
                    member.name = member.name.split("/Lib/test/", 1)[1]
                    source.extract(member, beside)
        beside.rename(target)
    return target


def command(python, jobs, junit, chosen):
    return [python, "-m", "test", f"-j{jobs}", "-u", RESOURCES, "--timeout", "900", "--junit-xml", junit, *chosen]


def cases(file):
    """Of each test its name, how it ended, and why if it was skipped."""
    for case in etree.parse(file).iter("testcase"):
        name = case.get("name") or case.get("classname") or "a whole file"
        bad = [kind for kind in ("error", "failure", "skipped") if case.find(kind) is not None]
        end = bad[0] if bad else "skipped" if case.get("result") == "skipped" else "passed"
        skipped = case.find("skipped")
        yield name, end, (skipped.text or "").strip() if skipped is not None else ""


def outcomes(file):
    return {name: end for name, end, _ in cases(file)}
