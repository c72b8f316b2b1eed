#!/usr/bin/env python3
"""Adds CPython releases to templates/source/releases.list, and checks those that are there.

    src/releases/known_releases.py add 3.14.8 3.15.0
    src/releases/known_releases.py check [3.14.7 ...]     # all, without versions

The SHA-256 of each Python-<version>.tar.xz is asked of several witnesses. A release is added only if
two witnesses of different origin know it and no witness has another digest for it:

    upstream  the tarball on upstream's site, hashed here; and the digest in the .sigstore bundle beside it
    debian    the .orig.tar.xz in Debian's pool, hashed here
    pyenv     the build definition in pyenv's repository
    docker    the Dockerfile of Docker's official image

In the table, "other" stands for a published build recipe that pins upstream's URL by digest, entered by hand.

Witnesses that can't be reached or don't know the release count for nothing; each answer is printed.
Exit status: 0 all agree, 1 a release was not added or a digest differs, 2 wrong usage.
"""
import argparse
import base64
import hashlib
import json
import pathlib
import re
import sys
import urllib.error
import urllib.request

TABLE = pathlib.Path(__file__).parents[2] / "templates/source/releases.list"
VERSION = re.compile(r"(\d+)\.(\d+)\.(\d+)(?:(a|b|rc)(\d+))?$")
HEADING = re.compile(r"# CPython (\d+)\.(\d+)$")
TIMEOUT = 60


def fetch(url):
    with urllib.request.urlopen(url, timeout=TIMEOUT) as answer:
        return answer.read()


def series(version):
    return ".".join(version.split(".")[:2])


def folder(version):
    return re.sub(r"(a|b|rc)\d+$", "", version)


class Witnesses:
    def __init__(self, options):
        self.options = options

    def upstream(self, version):
        url = f"{self.options.upstream}/{folder(version)}/Python-{version}.tar.xz"
        found = hashlib.sha256(fetch(url)).hexdigest()
        try:
            bundle = json.loads(fetch(url + ".sigstore"))
        except urllib.error.HTTPError:
            return found
        signed = base64.b64decode(bundle["messageSignature"]["messageDigest"]["digest"]).hex()
        if signed != found:
            raise ValueError(f"the tarball has {found}, the .sigstore bundle beside it is of {signed}")
        return found

    def debian(self, version):
        name = "python" + series(version)
        upstream = re.sub(r"(a|b|rc)(\d+)$", r"~\1\2", version)
        url = f"{self.options.mirror}/pool/main/p/{name}/{name}_{upstream}.orig.tar.xz"
        return hashlib.sha256(fetch(url)).hexdigest()

    def pyenv(self, version):
        url = f"{self.options.pyenv}/plugins/python-build/share/python-build/{version}"
        found = re.search(rf"Python-{re.escape(version)}\.tar\.xz#([0-9a-f]{{64}})", fetch(url).decode())
        if not found:
            raise LookupError(f"{url} has no digest of the .tar.xz")
        return found.group(1)

    def docker(self, version):
        every = json.loads(fetch(f"{self.options.docker}/versions.json"))
        for entry in every.values():
            if entry and entry.get("version") == version:
                return entry["checksums"]["source"]["sha256"]
        raise LookupError("the image is not of this version now")

    def ask(self, version):
        """The digest by witness, of those that answer; a line for each."""
        answers = {}
        for name in ("upstream", "debian", "pyenv", "docker"):
            try:
                answers[name] = getattr(self, name)(version)
                print(f"  {name}: {answers[name]}")
            except (OSError, LookupError, KeyError) as reason:
                print(f"  {name}: no answer ({reason})")
        return answers


def order(version):
    major, minor, micro, kind, number = VERSION.match(version).groups()
    return int(major), int(minor), int(micro), kind or "~", int(number or 0)


def read():
    """The table's comment at its top, and (digest, witnesses) by version."""
    top, rows = [], {}
    for line in TABLE.read_text().splitlines():
        if line.startswith("#") and not HEADING.match(line) and not rows:
            top.append(line)
        elif line and not line.startswith("#"):
            version, digest, *witnesses = line.split()
            rows[version] = (digest, witnesses)
    return top, rows


def write(top, rows):
    lines, last = list(top), ""
    for version in sorted(rows, key=order):
        if series(version) != last:
            last = series(version)
            lines += ["", f"# CPython {last}"]
        digest, witnesses = rows[version]
        lines.append(f"{version:<9} {digest} {' '.join(witnesses)}")
    TABLE.write_text("\n".join(lines) + "\n")


def conflict(version, answers, known):
    """What contradicts what, or nothing."""
    every = dict(answers, **({"the table": known} if known else {}))
    if len(set(every.values())) < 2:
        return ""
    return f"{version}: digests differ: " + ", ".join(f"{who} has {digest}" for who, digest in every.items())


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("command", choices=["add", "check"])
    parser.add_argument("versions", nargs="*")
    parser.add_argument("--upstream", default="https://www.python.org/ftp/python")
    parser.add_argument("--mirror", default="http://ftp.debian.org/debian")
    parser.add_argument("--pyenv", default="https://raw.githubusercontent.com/pyenv/pyenv/master")
    parser.add_argument("--docker", default="https://raw.githubusercontent.com/docker-library/python/master")
    parser.add_argument("--table", type=pathlib.Path, help="another file in the same form")
    options = parser.parse_args()
    global TABLE
    TABLE = options.table or TABLE
    top, rows = read()
    versions = options.versions or (list(rows) if options.command == "check" else [])
    for version in versions:
        if not VERSION.match(version):
            parser.error(f"'{version}' is not a full version such as 3.14.8 or 3.15.0rc1")
    if not versions:
        parser.error("add needs at least one version")
    problems, witnesses = [], Witnesses(options)
    for version in versions:
        print(version)
        try:
            answers = witnesses.ask(version)
        except ValueError as reason:
            problems.append(f"{version}: {reason}")
            continue
        known = rows.get(version, ("", []))
        differs = conflict(version, answers, known[0])
        agreed = sorted(set(known[1]) | set(answers))
        if differs:
            problems.append(differs)
        elif options.command == "add" and len(agreed) < 2:
            problems.append(f"{version}: not added, since two witnesses are required and only {agreed} answered")
        elif answers:
            rows[version] = (next(iter(answers.values())), agreed)
    write(top, rows)
    for problem in problems:
        print(problem, file=sys.stderr)
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
