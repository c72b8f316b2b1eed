"""Builds a wheel of a source tree by its own build backend (PEP 517), for Python 2.7 and 3.

Arguments: the source tree, a folder of wheels for build-system.requires, pip's own root, the folder
that gets the wheel, and a JSON file with build-system's backend, backend-path and requires. There is
no network. Each step begins with a line "wee: <step>", by which WheelBuilder knows what failed.
"""

import json
import os
import subprocess
import sys
import sysconfig
import zipfile

source, wheels, pip, out, plan = sys.argv[1:6]
with open(plan) as opened:
    system = json.load(opened)

# Modes and times are the same for everybody; the time is that of files in layers (Entry.TIMELESS).
os.umask(0o022)
EPOCH = "315619200"
work = "/tmp/wee-build"
environment = os.path.join(work, "environment")
library = sysconfig.get_path("purelib", vars={"base": environment})
scripts = sysconfig.get_path("scripts", vars={"base": environment})


def step(name):
    sys.stdout.write("wee: " + name + "\n")
    sys.stdout.flush()


def write(name, text):
    path = os.path.join(work, name)
    with open(path, "w") as opened:
        opened.write(text)
    return path


def run(command, variables):
    everything = dict(os.environ)
    everything.update(variables)
    status = subprocess.call(command, cwd=source, env=everything)
    if status:
        sys.exit(status if 0 < status < 128 else 1)


def install(requirements):
    variables = {
        "PYTHONPATH": pip + sysconfig.get_path("purelib", vars={"base": "/usr/local"}),
        "PIP_CONFIG_FILE": os.devnull,
        "PIP_ROOT_USER_ACTION": "ignore",
        "PIP_NO_PYTHON_VERSION_WARNING": "1",
    }
    command = [sys.executable, "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    command += ["--no-cache-dir", "--no-index", "--only-binary", ":all:", "--find-links", wheels]
    command += ["--ignore-installed", "--no-compile", "--no-warn-script-location"]
    command += ["--prefix", environment]
    run(command + requirements, variables)


# Run in a process of its own, so that backends find nothing of this one.
HOOK = """
import importlib, json, os, sys
backend_path, backend, hook, result = json.loads(sys.argv[1])
sys.path[:0] = backend_path
name, _, attribute = backend.partition(":")
module = importlib.import_module(name)
if backend_path:
    places = [os.path.realpath(each) + os.sep for each in backend_path]
    origin = os.path.realpath(getattr(module, "__file__", None) or "") + os.sep
    if not any(origin.startswith(each) for each in places):
        sys.exit("The backend %s is not from backend-path, but from %s" % (name, origin))
if name.startswith("setuptools"):
    # Debian's build of setuptools asks for options that only Debian's build of distutils has.
    from setuptools.command.install import install
    for option in "install_layout", "prefix_option":
        setattr(install, option, getattr(install, option, None))
for each in filter(None, attribute.split(".")):
    module = getattr(module, each)
if hook == "requires":
    found = getattr(module, "get_requires_for_build_wheel", lambda settings: [])(None)
else:
    found = module.build_wheel(hook, None, None)
with open(result, "w") as opened:
    json.dump(found, opened)
"""

# As pip's own isolation does it: .pth files of backends count, which PYTHONPATH alone leaves out.
CUSTOMIZE = "import site\nsite.addsitedir(%r)\n"


def call(hook):
    result = os.path.join(work, "result.json")
    paths = [os.path.join(source, each) for each in system["backend-path"]]
    variables = {
        "PYTHONPATH": os.path.join(work, "customize"),
        "PYTHONNOUSERSITE": "1",
        "PYTHONDONTWRITEBYTECODE": "1",
        "PATH": scripts + os.pathsep + "/usr/local/bin" + os.pathsep + os.environ["PATH"],
        "SOURCE_DATE_EPOCH": EPOCH,
    }
    arguments = json.dumps([paths, system["backend"], hook, result])
    run([sys.executable, os.path.join(work, "hook.py"), arguments], variables)
    with open(result) as opened:
        return json.load(opened)


def place(entry):
    """Metadata comes last, and RECORD at the very end, as PEP 427 recommends."""
    name = entry.filename
    return ".dist-info/" in name, name.endswith(".dist-info/RECORD"), name


def normalize(built, target):
    """The same files in the same order with the same times and modes, whoever built them when."""
    with zipfile.ZipFile(built) as before, zipfile.ZipFile(target, "w") as after:
        found = [each for each in before.infolist() if not each.filename.endswith("/")]
        for each in sorted(found, key=place):
            info = zipfile.ZipInfo(each.filename, (1980, 1, 1, 0, 0, 0))
            info.compress_type = zipfile.ZIP_DEFLATED
            info.create_system = 3
            runs = each.external_attr >> 16 & 0o111
            info.external_attr = (0o100755 if runs else 0o100644) << 16
            data = before.read(each)
            if each.filename.endswith(".dist-info/RECORD"):
                data = b"".join(line + b"\n" for line in sorted(data.splitlines()))
            after.writestr(info, data)


os.makedirs(os.path.join(work, "customize"))
os.makedirs(os.path.join(work, "out"))
write("hook.py", HOOK)
write("customize/sitecustomize.py", CUSTOMIZE % library)
step("requires")
if system["requires"]:
    install(system["requires"])
step("get_requires_for_build_wheel")
more = call("requires")
if more:
    step("requires " + ", ".join(more))
    install(more)
step("build_wheel")
name = call(os.path.join(work, "out"))
step("normalize")
normalize(os.path.join(work, "out", name), os.path.join(out, name))
step("done")
