"""What the campaign's scripts need of a machine: Maven runs, a registry, a daemon, and what a dead run has left."""

import atexit
import contextlib
import hashlib
import os
import pathlib
import re
import shlex
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request

MANIFEST = "application/vnd.oci.image.manifest.v1+json"
# A short run's Java: half of the processor time of a build that has nothing to compile.
JAVA = "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC"

POM = """<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>com.example</groupId><artifactId>{name}</artifactId><version>1.0.0</version><packaging>pom</packaging>
  <properties><project.build.outputTimestamp>2026-01-01T00:00:00Z</project.build.outputTimestamp></properties>
  {modules}
  <build><plugins><plugin>
    <groupId>io.github.weepython</groupId><artifactId>wee-maven-plugin</artifactId><version>0.1.0-SNAPSHOT</version>
    <executions><execution><phase>package</phase><goals><goal>build</goal><goal>push</goal></goals></execution></executions>
    <configuration>
      <python>3.13.5</python><flavour>wee</flavour><base>{base}</base><compiler>{compiler}</compiler>
      <image>{image}</image><labels><wee.example>{label}</wee.example></labels><skip>{skip}</skip>
    </configuration>
  </plugin></plugins></build>
</project>
"""


def project(folder, image, base="distroless", compiler="namespaces", label="x", modules=(), skip="false"):
    folder.mkdir(parents=True, exist_ok=True)
    text = "<modules>" + "".join(f"<module>{module}</module>" for module in modules) + "</modules>" if modules else ""
    (folder / "pom.xml").write_text(POM.format(
        name=folder.name, modules=text, base=base, compiler=compiler, image=image, label=label, skip=skip))
    return folder


def parents():
    """Of each process: its parent, when it began (which tells it from a later one of its number), and its state."""
    found = {}
    for entry in pathlib.Path("/proc").glob("[0-9]*"):
        try:
            fields = (entry / "stat").read_text().rsplit(")", 1)[1].split()
            found[int(entry.name)] = int(fields[1]), fields[19], fields[0]
        except OSError:
            pass  # It ended meanwhile.
    return found


def below(process):
    """A process and all that it has started."""
    all_of, found = parents(), {process}
    while True:
        more = {pid for pid, (parent, _, _) in all_of.items() if parent in found} - found
        if not more:
            return {(pid, all_of[pid][1]) for pid in found if pid in all_of}
        found |= more


def alive(processes):
    now = parents()
    return {pid for pid, began in processes if pid in now and now[pid][1] == began and now[pid][2] not in "ZX"}


def gone(processes, seconds=20):
    """How long it takes until none of them is left; None if that is too long."""
    began = time.monotonic()
    while alive(processes):
        if time.monotonic() - began > seconds:
            return None
        time.sleep(0.05)
    return time.monotonic() - began


# Whoever ends a script so wants its servers and Mavens to end with it.
signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))


class Run:
    """One Maven, with its log as a file; it ends with the script at the latest."""

    def __init__(self, maven, folder, log, variables, *arguments):
        self.log = log
        environment = {**os.environ, **variables, "MAVEN_OPTS": f"{JAVA} {variables.get('MAVEN_OPTS', '')}"}
        with log.open("w") as out:
            self.process = subprocess.Popen(
                [*shlex.split(maven), "-f", str(folder), *arguments], env=environment,
                stdin=subprocess.DEVNULL, stdout=out, stderr=subprocess.STDOUT)
        atexit.register(self.process.kill)

    def said(self):
        return self.log.read_text(errors="replace")

    def await_text(self, text):
        while text not in self.said():
            if self.process.poll() is not None:
                return False
            time.sleep(0.05)
        return True

    def kill(self):
        """As kill -9 of Maven: its script has become Java by then. What it had started is returned."""
        processes = below(self.process.pid)
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()
        return processes

    def ended(self, seconds=None):
        return self.process.wait(seconds) == 0


def mounts(folder):
    return [line.split()[4] for line in pathlib.Path("/proc/self/mountinfo").read_text().splitlines()
            if line.split()[4].startswith(f"{folder}/")]


def free_port():
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]


def await_port(port, process):
    while process.poll() is None:
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
            return
        time.sleep(0.05)
    raise SystemExit(f"{process.args[0]} did not start")


@contextlib.contextmanager
def ended_after(process):
    try:
        yield process
    finally:
        process.terminate()
        try:
            process.wait(30)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


@contextlib.contextmanager
def registry(folder):
    """Debian's docker-registry on a free port of loopback."""
    folder.mkdir(parents=True)
    port = free_port()
    (folder / "config.yml").write_text(
        f"version: 0.1\nlog: {{level: warn}}\nstorage: {{filesystem: {{rootdirectory: {folder}/storage}}}}\n"
        f"http: {{addr: '127.0.0.1:{port}'}}\n")
    with (folder / "log").open("w") as log:
        server = subprocess.Popen(["docker-registry", "serve", str(folder / "config.yml")], stdout=log, stderr=log)
    with ended_after(server):
        await_port(port, server)
        yield port


@contextlib.contextmanager
def daemon():
    """Debian's dockerd with nothing in it; DOCKER_HOST of it."""
    folder = pathlib.Path(tempfile.mkdtemp(prefix="wee-d", dir="/var/tmp"))
    port = free_port()
    command = ["dockerd", "--data-root", folder / "data", "--exec-root", folder / "exec", "--pidfile", folder / "pid",
               "--bridge=none", "--iptables=false", "--ip6tables=false", "--tls=false",
               "-H", f"unix://{folder}/docker.sock", "-H", f"tcp://127.0.0.1:{port}"]
    with (folder / "log").open("w") as log:
        server = subprocess.Popen(list(map(str, command)), stdout=log, stderr=log)
    try:
        with ended_after(server):
            await_port(port, server)
            yield f"tcp://127.0.0.1:{port}"
    finally:
        for mount in reversed(mounts(folder)):
            subprocess.run(["umount", mount], check=False)
        shutil.rmtree(folder, ignore_errors=True)


def served(port, repository, tag):
    """The digest that a registry has under a tag, with every blob compared; None without such a tag."""
    base = f"http://127.0.0.1:{port}/v2/{repository}"
    try:
        manifest = fetch(f"{base}/manifests/{tag}")
    except urllib.error.HTTPError as e:
        if e.code == 404:
            return None
        raise
    for digest in sorted(set(re.findall(rb"sha256:[0-9a-f]{64}", manifest))):
        text = digest.decode()
        if hashlib.sha256(fetch(f"{base}/blobs/{text}")).hexdigest() != text.removeprefix("sha256:"):
            raise SystemExit(f"{repository}:{tag} is broken: {text}")
    return "sha256:" + hashlib.sha256(manifest).hexdigest()


def fetch(url):
    with urllib.request.urlopen(urllib.request.Request(url, headers={"Accept": MANIFEST})) as answer:
        return answer.read()


def digest(folder):
    """Of the only image that was built there."""
    found = re.search(r'"digest" : "(sha256:[0-9a-f]{64})"', (folder / "target/wee/images.json").read_text())
    return found[1]


def tag(folder):
    """The first tag of the only image that was built there."""
    found = re.search(r'"tags" : \[ "([^"]+)"', (folder / "target/wee/images.json").read_text())
    return found[1]


def copied(cache, to):
    """
    A cache home of a script's own, by hard links: entries are replaced, never changed.

    Lock files are not linked: whoever locks one would lock it for all copies.
    """
    shutil.rmtree(to, ignore_errors=True)
    subprocess.run(["cp", "-al", str(cache), str(to)], check=True)
    for scratch in ("tmp", "running", "locks"):
        shutil.rmtree(to / "wee" / scratch, ignore_errors=True)
    return to


def forget(cache, *kinds):
    """What is to be made again by the next build."""
    for kind in kinds:
        shutil.rmtree(cache / "wee" / kind, ignore_errors=True)
