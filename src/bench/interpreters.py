"""Interpreters of one CPython release to compare, each in a folder that stands for /usr/local.

All are kept in one folder, with a wee cache of their own, so that the build root in it is the one that
wee compiled in: the official recipe is compiled there too.
"""

import hashlib
import json
import lzma
import os
import pathlib
import shutil
import signal
import subprocess
import tarfile
import time
import urllib.request

# A shell has its background jobs ignore SIGINT, which children inherit; some of CPython's own tests
# send it to themselves and then fail, and the official recipe's training with them.
signal.signal(signal.SIGINT, signal.default_int_handler)

REPOSITORY = pathlib.Path(__file__).resolve().parents[2]
PYTHON = "3.13.5"
FLAVOURS = ("wee", "wee-optimized", "wee-optimized-lto")
DEBIAN = ("python3.13-minimal", "libpython3.13-minimal", "libpython3.13-stdlib", "python3.13")


def root(cache):
    """The build root: the newest one, where Debian's updates have made another."""
    found = list((cache / "build-root").glob("*/data"))
    if not found:
        raise SystemExit(f"{cache}/build-root has nothing: build something by that cache first")
    return max(found, key=lambda data: data.parent.stat().st_mtime)


def lock(cache):
    """What wee resolved: the source and the packages, with their digests and addresses."""
    for data in sorted((cache / "lock").glob("*/data"), key=lambda d: -d.stat().st_mtime):
        found = json.loads(data.read_text())
        if found["source"]["version"] == PYTHON:
            return found
    raise SystemExit(f"{cache}/lock has nothing of Python {PYTHON}")


def sandbox(root, *arguments, command, environment=None):
    """A command in the build root, as wee runs one (NamespaceSandbox)."""
    usr = root / "usr"
    loader = next(p for p in (usr / "lib64/ld-linux-x86-64.so.2", usr / "lib/ld-linux-aarch64.so.1") if p.exists())
    libraries = [usr / "lib", *usr.glob("lib/*-linux-gnu")]
    variables = {"PATH": "/usr/bin:/usr/sbin", "HOME": "/tmp", "LC_ALL": "C.UTF-8", "TZ": "UTC", "PYTHONHASHSEED": "0"}
    variables.update(environment or {})
    return [
        str(loader), "--library-path", ":".join(map(str, libraries)), str(usr / "bin/bwrap"),
        "--unshare-all", "--die-with-parent", "--new-session", "--uid", "0", "--gid", "0", "--hostname", "wee",
        "--ro-bind", str(usr), "/usr", "--ro-bind", str(root / "etc"), "/etc",
        *(a for d in ("bin", "lib", "lib64", "sbin") for a in ("--symlink", f"usr/{d}", f"/{d}")),
        "--proc", "/proc", "--dev", "/dev", "--tmpfs", "/tmp", *arguments, "--clearenv",
        *(a for pair in variables.items() for a in ("--setenv", *pair)), "--", *command,
    ]


def bound(prefix):
    """The sandbox's arguments and the program of an interpreter."""
    if (prefix / "bin/python3").exists():
        return ["--ro-bind", str(prefix), "/usr/local"], "/usr/local/bin/python3"
    return ["--ro-bind", str(prefix / "usr"), "/usr"], "/usr/bin/python3.13"


def maven(cache, output, flavours, *more):
    command = [
        "mvn", "-B", "-q", "-f", str(REPOSITORY / "examples/quickstart"), "package", "-DskipTests",
        f"-Dwee.python={PYTHON}", f"-Dwee.cache={cache}", f"-Dwee.output={output}", f"-Dwee.flavours={','.join(flavours)}",
        "-Dwee.base=distroless", *more,
    ]
    subprocess.run(command, check=True)


def warm(folder, cold):
    """A cache with downloads and nothing else, by links where the folder has them already."""
    shutil.rmtree(cold, ignore_errors=True)
    for kind in ("download", "lock", "fresh"):
        if (folder / "cache" / kind).exists():
            shutil.copytree(folder / "cache" / kind, cold / kind, copy_function=os.link)


def unpack(image, prefix):
    """What an image has below /usr/local, from the archive that docker load takes."""
    beside = prefix.with_name(prefix.name + ".new")
    shutil.rmtree(beside, ignore_errors=True)
    with tarfile.open(image) as archive:
        (manifest,) = json.load(archive.extractfile("manifest.json"))
        for name in manifest["Layers"]:
            with tarfile.open(fileobj=archive.extractfile(name)) as layer:
                for member in layer:
                    inner = member.name.removeprefix("./")
                    if inner.startswith("usr/local/"):
                        member.name = inner.removeprefix("usr/local/")
                        if member.islnk():
                            member.linkname = member.linkname.removeprefix("./").removeprefix("usr/local/")
                        layer.extract(member, beside)
    shutil.rmtree(prefix, ignore_errors=True)
    beside.rename(prefix)


def wee(folder, keep=False):
    """wee's flavours out of their images; compiled where the folder's cache has them not."""
    kept = {flavour: folder / flavour for flavour in FLAVOURS}
    if keep and all((prefix / "bin/python3").exists() for prefix in kept.values()):
        return kept
    maven(folder / "cache", folder / "images", FLAVOURS)
    for flavour in FLAVOURS:
        unpack(folder / "images" / flavour / "image.tar", folder / flavour)
    return kept


def official(folder, cache):
    """The official image's recipe, compiled; returns how long configure, make and install took."""
    work = folder / "official.new"
    shutil.rmtree(work, ignore_errors=True)
    (work / "local").mkdir(parents=True)
    with tarfile.open(cache / "download" / lock(cache)["source"]["sha256"] / "data") as source:
        top = source.next().name.split("/")[0]
        source.extractall(work)
    (work / top).rename(work / "source")
    command = sandbox(
        root(cache), "--tmpfs", "/usr/src", "--bind", str(work / "source"), "/usr/src/python",
        "--bind", str(work / "local"), "/usr/local", "--ro-bind", str(REPOSITORY / "src/bench/official.sh"), "/official.sh",
        "--remount-ro", "/", command=["/bin/sh", "/official.sh"],
        environment={"JOBS": str(os.cpu_count()), "SOURCE_DATE_EPOCH": "1749600000"},
    )
    began = time.monotonic()
    with open(folder / "official.log", "w") as log:
        subprocess.run(command, env={}, stdout=log, stderr=subprocess.STDOUT, stdin=subprocess.DEVNULL, check=True)
    took = time.monotonic() - began
    shutil.rmtree(folder / "official", ignore_errors=True)
    (work / "local").rename(folder / "official")
    shutil.rmtree(work)
    return took


def fetch(address, sha256=None):
    with urllib.request.urlopen(address, timeout=60) as answer:
        data = answer.read()
    if sha256 and hashlib.sha256(data).hexdigest() != sha256:
        raise SystemExit(f"{address} has another SHA-256 than the index says")
    return data


def debs(folder, cache, prefix, names):
    """A folder with Debian's packages of those names unpacked, the newest of the build root's suite; over what is there."""
    if all((prefix / "usr/share/doc" / name).exists() for name in names):
        return prefix
    package = lock(cache)["buildRoot"][0]
    mirror, architecture = package["file"]["uris"][0].split("/pool/")[0], package["architecture"]
    index = lzma.decompress(fetch(f"{mirror}/dists/trixie/main/binary-{architecture}/Packages.xz")).decode()
    packages = {}
    for paragraph in index.split("\n\n"):
        fields = dict(line.split(": ", 1) for line in paragraph.splitlines() if ": " in line and line[0] != " ")
        packages[fields.get("Package")] = fields
    prefix.mkdir(parents=True, exist_ok=True)
    for name in names:
        package = folder / (name + ".deb")
        package.write_bytes(fetch(f"{mirror}/{packages[name]['Filename']}", packages[name]["SHA256"]))
        subprocess.run(["dpkg-deb", "-x", str(package), str(prefix)], check=True)
        package.unlink()
    return prefix


def debian(folder, cache):
    """Debian's own interpreter, unpacked over a copy of the build root and byte-compiled as its packages do."""
    prefix, beside = folder / "debian", folder / "debian.new"
    if (prefix / "usr/bin/python3.13").exists():
        return prefix
    shutil.rmtree(beside, ignore_errors=True)
    subprocess.run(["cp", "-a", str(root(cache)), str(beside)], check=True)
    debs(folder, cache, beside, DEBIAN)
    subprocess.run(
        sandbox(root(cache), "--bind", str(beside / "usr"), "/usr",
                command=["/usr/bin/python3.13", "-m", "compileall", "-q", "/usr/lib/python3.13"]),
        env={}, stdout=subprocess.DEVNULL,
    )
    beside.rename(prefix)
    return prefix
