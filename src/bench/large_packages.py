#!/usr/bin/env python3
"""Builds and pushes images with packages and wheels that are large: one file of a gigabyte, and very many small files.

    src/bench/large_packages.py [--gigabytes 1] [--files 50000,100000,200000] [--wheel 1] [--site 100000]
        [--bases distroless,debian] [--heap 256m] [--maven 'mvn -B'] CACHE

CACHE is a cache home (XDG_CACHE_HOME) that has a compiled `wee` flavour of 3.13.5; it is copied and stays as it is.
The packages are in a mirror on this machine, which sends for all else to --mirror; its Release is signed by a key of
its own (gpg). Images go to a docker-registry on this machine. Maven has --heap for all of it. Prints one line a
build, Maven's own start included, and writes target/bench/large-packages.json; without a package first, which reads
Debian's indexes. The peak of memory is that of Maven's Java (VmHWM of proc_pid_status(5)).
"""

import argparse
import base64
import contextlib
import hashlib
import http.server
import io
import json
import lzma
import os
import pathlib
import re
import shlex
import shutil
import socket
import subprocess
import sys
import tarfile
import tempfile
import threading
import time
import urllib.request
import zipfile

REPOSITORY = pathlib.Path(__file__).resolve().parents[2]
INDEX = "main/binary-{}/Packages.xz"
KEYRING = pathlib.Path("/usr/share/keyrings/debian-archive-keyring.gpg")
POM = """<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>com.example</groupId><artifactId>large</artifactId><version>1.0.0</version><packaging>pom</packaging>
  <properties><project.build.outputTimestamp>2026-01-01T00:00:00Z</project.build.outputTimestamp></properties>
  <build><plugins><plugin>
    <groupId>io.github.weepython</groupId><artifactId>wee-maven-plugin</artifactId><version>0.1.0-SNAPSHOT</version>
    <executions><execution><phase>package</phase><goals><goal>build</goal><goal>push</goal></goals></execution></executions>
    <configuration><python>3.13.5</python><flavour>wee</flavour><compiler>namespaces</compiler>SITE</configuration>
  </plugin></plugins></build>
</project>
"""


class Noise(io.RawIOBase):
    """Bytes that do not compress, as many as are asked for."""

    def __init__(self, size):
        self.left, self.block = size, os.urandom(1 << 20)

    def read(self, most=-1):
        count = min(self.left, len(self.block), most if most >= 0 else self.left)
        self.left -= count
        return self.block[:count]


def member(out, name, data, size):
    """A member of ar(5)."""
    out.write(f"{name:<16}{0:<12}{0:<6}{0:<6}{100644:<8}{size:<10}`\n".encode())
    shutil.copyfileobj(data, out, 1 << 20)
    out.write(b"\n" * (size % 2))


def package(folder, name, fill):
    """Writes a package whose files fill() adds to a tar; returns its stanza of the index."""
    control = f"Package: {name}\nVersion: 1.0\nArchitecture: all\nMaintainer: Nobody <nobody@example.org>\nDescription: large\n"
    head = io.BytesIO()
    with tarfile.open(fileobj=head, mode="w:gz") as tar:
        info = tarfile.TarInfo("./control")
        info.size = len(control)
        tar.addfile(info, io.BytesIO(control.encode()))
    data = folder / f"{name}.tar"
    with tarfile.open(data, "w") as tar:
        fill(tar)
    deb = folder / f"{name}_1.0_all.deb"
    with deb.open("wb") as out, data.open("rb") as body:
        out.write(b"!<arch>\n")
        member(out, "debian-binary", io.BytesIO(b"2.0\n"), 4)
        member(out, "control.tar.gz", io.BytesIO(head.getvalue()), len(head.getvalue()))
        member(out, "data.tar", body, data.stat().st_size)
    data.unlink()
    digest = hashlib.sha256()
    with deb.open("rb") as all_of:
        while block := all_of.read(1 << 20):
            digest.update(block)
    return f"{control}Filename: pool/large/{deb.name}\nSize: {deb.stat().st_size}\nSHA256: {digest.hexdigest()}\n"


def one_file(gigabytes):
    def fill(tar):
        info = tarfile.TarInfo("./opt/large/file")
        info.size, info.mtime = int(gigabytes * 1e9), 1700000000
        tar.addfile(info, Noise(info.size))

    return fill


def many_files(count):
    def fill(tar):
        for number in range(count):
            data = f"file {number}\n".encode() * 20
            info = tarfile.TarInfo(f"./opt/many/d{number // 500}/f{number}")
            info.size, info.mtime = len(data), 1700000000
            tar.addfile(info, io.BytesIO(data))

    return fill


def wheel(folder, name, files):
    """Writes a wheel of files, each a name and what reads its bytes, into a wheelhouse of its own."""
    info = f"{name}-1.0.dist-info"
    files = [*files, (f"{info}/METADATA", io.BytesIO(f"Metadata-Version: 2.1\nName: {name}\nVersion: 1.0\n".encode())),
             (f"{info}/WHEEL", io.BytesIO(b"Wheel-Version: 1.0\nGenerator: bench\nRoot-Is-Purelib: true\nTag: py3-none-any\n"))]
    house = folder / f"wheels-{name}"
    house.mkdir()
    record = ""
    with zipfile.ZipFile(house / f"{name}-1.0-py3-none-any.whl", "w") as out:
        for path, data in files:
            digest, size = hashlib.sha256(), 0
            with out.open(zipfile.ZipInfo(path), "w", force_zip64=True) as member_of:
                while block := data.read(1 << 20):
                    digest.update(block)
                    size += member_of.write(block)
            record += f"{path},sha256={base64.urlsafe_b64encode(digest.digest()).decode().rstrip('=')},{size}\n"
        out.writestr(zipfile.ZipInfo(f"{info}/RECORD"), f"{record}{info}/RECORD,,\n")
    return house


def large_wheel(folder, gigabytes):
    return wheel(folder, "large", [("large/__init__.py", io.BytesIO()), ("large/file", Noise(int(gigabytes * 1e9)))])


def wheel_of_modules(folder, count):
    return wheel(folder, "many", ((f"many/d{number // 500}/f{number}.py", io.BytesIO(f"X = {number}\n".encode()))
                                  for number in range(count)))


def project(folder, name, house):
    """A project, with the wheels of a wheelhouse if one is named."""
    made = folder / f"project-{name or 'plain'}"
    made.mkdir()
    (made / "pom.xml").write_text(POM.replace("SITE", f"<site><wheelhouse>{house}</wheelhouse></site>" if house else ""))
    return made


class Mirror:
    """A mirror with more packages than the real one, which it sends for all else."""

    def __init__(self, real, architecture, folder, stanzas):
        self.folder, self.real = folder, real
        with urllib.request.urlopen(f"{real}/dists/trixie/{INDEX.format(architecture)}") as answer:
            text = lzma.decompress(answer.read()).decode()
        self.index = lzma.compress((text.rstrip() + "\n\n" + "\n".join(stanzas)).encode(), preset=0)
        self.path = f"/dists/trixie/{INDEX.format(architecture)}"
        self.release = self.signed(architecture)
        mirror = self

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_GET(self):
                mirror.answer(self)

            do_HEAD = do_GET

            def log_message(self, *words):
                pass

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        self.address = f"http://127.0.0.1:{self.server.server_port}/debian"

    def signed(self, architecture):
        """The real Release with the digest of this index, signed by a key made for it."""
        home = self.folder / "gpg"
        home.mkdir(mode=0o700)
        gpg = ["gpg", "--homedir", str(home), "--batch", "--quiet", "--passphrase", ""]
        subprocess.run([*gpg, "--quick-gen-key", "bench@example.org", "rsa3072", "sign", "never"], check=True)
        key = subprocess.run([*gpg, "--export"], check=True, stdout=subprocess.PIPE).stdout
        self.keyring = self.folder / "keyring.gpg"
        self.keyring.write_bytes(KEYRING.read_bytes() + key)
        with urllib.request.urlopen(f"{self.real}/dists/trixie/InRelease") as answer:
            text = answer.read().decode()
        text = text.split("\n\n", 1)[1].split("-----BEGIN PGP SIGNATURE")[0]
        name = INDEX.format(architecture)
        line = f" {hashlib.sha256(self.index).hexdigest()} {len(self.index)} {name}"
        text = re.sub(rf"(?m)^ [0-9a-f]{{64}} +\d+ {re.escape(name)}$", line, text)
        text = re.sub(rf"(?m)^ [0-9a-f]{{64}} +\d+ {re.escape(name[:-3])}(\.gz)?\n", "", text)
        text = text.replace("Acquire-By-Hash: yes\n", "")
        try:
            return subprocess.run([*gpg, "--clearsign"], input=text.encode(), check=True, stdout=subprocess.PIPE).stdout
        finally:
            subprocess.run(["gpgconf", "--homedir", str(home), "--kill", "all"], check=False)

    def answer(self, request):
        path = request.path.removeprefix("/debian")
        if path.endswith("/trixie/InRelease"):
            self.send(request, io.BytesIO(self.release), len(self.release))
        elif path == self.path:
            self.send(request, io.BytesIO(self.index), len(self.index))
        elif path.startswith("/pool/large/"):
            file = self.folder / path.rsplit("/", 1)[1]
            with file.open("rb") as data:
                self.send(request, data, file.stat().st_size)
        else:
            request.send_response(302)
            request.send_header("Location", self.real + path)
            request.end_headers()

    @staticmethod
    def send(request, data, size):
        request.send_response(200)
        request.send_header("Content-Length", str(size))
        request.end_headers()
        if request.command == "GET":
            with contextlib.suppress(ConnectionError):
                shutil.copyfileobj(data, request.wfile, 1 << 20)


@contextlib.contextmanager
def registry(folder):
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    config = folder / "registry.yml"
    config.write_text(
        f"version: 0.1\nlog: {{level: error}}\nstorage: {{filesystem: {{rootdirectory: {folder}/registry}}}}\n"
        f"http: {{addr: '127.0.0.1:{port}'}}\n")
    with subprocess.Popen(["docker-registry", "serve", str(config)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        try:
            for _ in range(200):
                with contextlib.suppress(ConnectionError), socket.create_connection(("127.0.0.1", port), 1):
                    break
                time.sleep(0.05)
            yield f"127.0.0.1:{port}"
        finally:
            process.terminate()


def megabytes_of(pid):
    """Of what Maven's script has become; not ru_maxrss, which begins with this script's own size."""
    found = re.search(r"VmHWM:\s*(\d+)", pathlib.Path(f"/proc/{pid}/status").read_text())
    return int(found[1]) / 1024 if found else 0


def run(words, variables):
    """Its status, seconds by the clock and of processors, megabytes at its peak, and what it printed."""
    began = time.monotonic()
    with tempfile.TemporaryFile("w+", errors="replace") as log:
        process = subprocess.Popen(words, env={**os.environ, **variables}, stdin=subprocess.DEVNULL,
                                   stdout=log, stderr=subprocess.STDOUT)
        peak, ended = 0, 0
        while not ended:
            peak = max(peak, megabytes_of(process.pid))
            time.sleep(0.1)
            ended, status, usage = os.wait4(process.pid, os.WNOHANG)
        process.returncode = os.waitstatus_to_exitcode(status)
        seconds = time.monotonic() - began
        log.seek(0)
        return process.returncode, seconds, usage.ru_utime + usage.ru_stime, peak, log.read()


def host_mirror():
    """The first mirror of this machine's own apt sources, where it is a Debian."""
    for sources in sorted(pathlib.Path("/etc/apt/sources.list.d").glob("*.sources")):
        if found := re.search(r"(?m)^URIs:\s*(\S+/debian)/?$", sources.read_text()):
            return found[1]
    return "http://ftp.debian.org/debian"


def cpu_name():
    return re.search(r"model name\s*:\s*(.*)", pathlib.Path("/proc/cpuinfo").read_text())[1]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--gigabytes", type=float, default=1)
    parser.add_argument("--files", default="50000,100000,200000", help="numbers of files, separated by commas")
    parser.add_argument("--wheel", type=float, default=1, help="gigabytes of a wheel, 0 for none")
    parser.add_argument("--site", type=int, default=100_000, help="modules of a wheel, 0 for none")
    parser.add_argument("--bases", default="distroless,debian")
    parser.add_argument("--heap", default="256m", help="the most that Java's heap may have")
    parser.add_argument("--maven", default="mvn -B")
    parser.add_argument("--options", default="", help="more of MAVEN_OPTS")
    parser.add_argument("--mirror", default=host_mirror(), help="Debian's archive; else this machine's, else the primary one")
    parser.add_argument("--keep", action="store_true", help="keep the folder, and say where it is")
    parser.add_argument("cache", type=pathlib.Path)
    wish = parser.parse_args()
    folder = pathlib.Path(tempfile.mkdtemp(prefix="wee-large", dir="/var/tmp"))
    rows = []
    try:
        packages = {f"large-{size}": one_file(size) for size in [wish.gigabytes] if size}
        packages |= {f"many-{count}": many_files(int(count)) for count in wish.files.split(",") if count}
        stanzas = [package(folder, name, fill) for name, fill in packages.items()]
        architecture = subprocess.run(["dpkg", "--print-architecture"], check=True, stdout=subprocess.PIPE, text=True).stdout.strip()
        mirror = Mirror(wish.mirror.rstrip("/"), architecture, folder, stanzas)
        maven = shlex.split(wish.maven)
        variables = {"MAVEN_OPTS": f"-Xmx{wish.heap} {wish.options}", "XDG_CACHE_HOME": str(folder / "cache")}
        subprocess.run(["cp", "-a", str(wish.cache), str(folder / "cache")], check=True)
        wheels = {f"wheel-{wish.wheel}": large_wheel(folder, wish.wheel)} if wish.wheel else {}
        wheels |= {f"site-{wish.site}": wheel_of_modules(folder, wish.site)} if wish.site else {}
        names = ["", *packages, *wheels]
        projects = {name: project(folder, name, wheels.get(name)) for name in names}
        with registry(folder) as host:
            def build(base, name):
                return run([*maven, "-f", str(projects[name]), "package", f"-Dwee.base={base}", f"-Dwee.mirror={mirror.address}",
                            f"-Dwee.securityMirror={wish.mirror.rstrip('/')}-security", f"-Dwee.debianKeyring={mirror.keyring}",
                            f"-Dwee.packages={name if name in packages else ''}", f"-Dwee.image={host}/{base}-{name or 'plain'}"], variables)

            for base in wish.bases.split(","):
                for name in names:
                    status, seconds, cpu, megabytes, log = build(base, name)
                    (folder / f"{base}-{name}.log").write_text(log)
                    if status:
                        sys.exit(f"{base} {name} failed:\n{log[-4000:]}")
                    rows.append({"base": base, "package": name or "none", "seconds": round(seconds, 1), "cpuSeconds": round(cpu, 1),
                                 "peakMegabytes": round(megabytes)})
                    print(f"{base:<11} {name or 'none':<12} {seconds:6.1f} s, {cpu:6.1f} s of CPU, {megabytes:5.0f} MB", flush=True)
    finally:
        if wish.keep:
            print(folder)
        else:
            shutil.rmtree(folder)
    out = REPOSITORY / "target/bench/large-packages.json"
    out.parent.mkdir(parents=True, exist_ok=True)
    out.write_text(json.dumps({"cpu": cpu_name(), "processors": os.cpu_count(), "heap": wish.heap, "builds": rows}, indent=1) + "\n")


main()
