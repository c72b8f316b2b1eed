"""wee-optimized-lto compiled once more in another way: the source as wee patches it, by wee's own compile script.

What gates build is kept in a folder of each gate's own, which its programs see as /gate; the folder beside it is
that of table.py, with the cache, the build root and wee-optimized-lto.
"""

import json
import os
import shutil
import subprocess
import tarfile

import compare
import gate
import interpreters

PROFILE = "/wee/profile/profile.tar.xz"
TEMPLATES = interpreters.REPOSITORY / "templates"
# What the compile script asks of a flavour and its platform: wee-optimized-lto for the machine's own processor.
VALUES = {
    "hardening": "yes", "framePointers": "no", "sharedLibrary": "no", "march": "", "configureArgs": "", "tools": "",
    "forHost": "", "cfProtection": "-fcf-protection", "leafFramePointers": "",
    "withoutFramePointers": "", "freeThreading": "", "pgo": "yes", "lto": "yes", "cflags": "",
}


def reference(folder):
    """wee-optimized-lto out of its image; compiled where the folder's cache has it not."""
    prefix, images = folder / gate.FLAVOUR, folder / "images-lto"
    if not (images / "patches.json").exists() or not (prefix / "bin/python3").exists():
        interpreters.maven(folder / "cache", images, [gate.FLAVOUR])
        interpreters.unpack(images / "image.tar", prefix)
    return prefix


def run(folder, *binds, command, log, environment=None, check=True):
    """A command in the build root."""
    with open(log, "w") as out:
        subprocess.run(
            interpreters.sandbox(interpreters.root(folder / "cache"), *map(str, binds), "--remount-ro", "/",
                                 command=command, environment=environment),
            env={}, stdin=subprocess.DEVNULL, stdout=out, stderr=subprocess.STDOUT, check=check,
        )


def source(folder, target):
    """The source as wee compiles it, patched; returns when the release was made."""
    locked = interpreters.lock(folder / "cache")
    with tarfile.open(folder / "cache/download" / locked["source"]["sha256"] / "data") as archive:
        members = archive.getmembers()
        archive.extractall(target.parent, members)
    (target.parent / members[0].name.split("/")[0]).rename(target)
    made = str(int(max(member.mtime for member in members)))
    names = [each["name"] for each in json.loads((folder / "images-lto/patches.json").read_text())]
    if not names:
        return made
    (packaging,) = locked["securityPatches"]
    with tarfile.open(folder / "cache/download" / packaging["sha256"] / "data") as debian:
        debian.extractall(target.parent, [m for m in debian if m.name.startswith("debian/patches/")])
    series = target.parent / "series"
    series.write_text("".join(f"1 {name} {name}\n" for name in names))
    run(folder, "--tmpfs", "/usr/src", "--bind", target, "/usr/src/python", "--ro-bind", series, "/wee/series",
        "--ro-bind", target.parent / "debian/patches", "/wee/patches", "--ro-bind", TEMPLATES / "compile/patch.sh", "/wee/patch.sh",
        command=["/bin/sh", "/wee/patch.sh", "/usr/src/python"], log=target.parent / "patch.log", environment={"TIME": made})
    return made


def script(*names, **values):
    """wee's own scripts of templates/compile, one after the other."""
    text = "".join((TEMPLATES / "compile" / name).read_text() for name in names)
    for name, value in {**VALUES, **values}.items():
        text = text.replace(f"@{name}@", value)
    return text


def replaced(text, old, new):
    """A script that does something otherwise; what it does today must be in it."""
    if old not in text:
        raise SystemExit(f"templates/compile no longer says: {old}")
    return text.replace(old, new)


def profile(folder):
    """What wee's own training counted, which reference() leaves in the cache."""
    (found,) = (folder / "cache/profile").glob("*/data")
    return found


def compile(folder, work, text, log, made, *binds):
    """Runs a script in work/source, with the profile that wee has; it may write in work/local and in /gate."""
    (work / "local").mkdir(parents=True, exist_ok=True)
    (work / "compile.sh").write_text(text)
    run(folder, "--tmpfs", "/usr/src", "--bind", work / "source", "/usr/src/python", "--bind", work / "local", "/usr/local",
        "--ro-bind", profile(folder), PROFILE, "--ro-bind", work / "compile.sh", "/wee/compile.sh", *binds,
        command=["/bin/sh", "/wee/compile.sh"], log=log, environment={"JOBS": str(os.cpu_count()), "SOURCE_DATE_EPOCH": made})


def installed(folder, prefix, program):
    """wee-optimized-lto with another program in it."""
    gate.copied(folder, prefix)
    target = (prefix / "bin/python3").resolve()
    shutil.copyfile(program, target)
    return prefix


def works(folder, prefix):
    """Whether it runs wee's own benchmark of calls; what a gate builds need not."""
    command = compare.command(interpreters.root(folder / "cache"), prefix, compare.BENCH) + ["calls"]
    return subprocess.run(command, env={}, capture_output=True).returncode == 0
