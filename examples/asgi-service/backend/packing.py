"""A build backend (PEP 517) in one file, instead of setuptools: it packs src and compiles its C files."""

import base64
import hashlib
import pathlib
import subprocess
import sys
import sysconfig
import tomllib
import zipfile


def build_wheel(wheel_directory, config_settings=None, metadata_directory=None):
    project = tomllib.loads(pathlib.Path("pyproject.toml").read_text())["project"]
    name = project["name"].replace("-", "_") + "-" + project["version"]
    files, tag = modules()
    info = name + ".dist-info/"
    metadata = ["Metadata-Version: 2.1", "Name: " + project["name"], "Version: " + project["version"]]
    metadata += ["Requires-Dist: " + each for each in project.get("dependencies", [])]
    files[info + "METADATA"] = "\n".join(metadata + [""]).encode()
    pure = str(tag.endswith("-any")).lower()
    wheel = ["Wheel-Version: 1.0", "Generator: packing", "Root-Is-Purelib: " + pure, "Tag: " + tag]
    files[info + "WHEEL"] = "\n".join(wheel + [""]).encode()
    scripts = [f"{script} = {place}" for script, place in project.get("scripts", {}).items()]
    if scripts:
        files[info + "entry_points.txt"] = "\n".join(["[console_scripts]", *scripts, ""]).encode()
    rows = [f"{path},sha256={digest(data)},{len(data)}" for path, data in files.items()]
    files[info + "RECORD"] = "\n".join(rows + [info + "RECORD,,", ""]).encode()
    with zipfile.ZipFile(f"{wheel_directory}/{name}-{tag}.whl", "w") as archive:
        for path, data in files.items():
            archive.writestr(zipfile.ZipInfo(path, (1980, 1, 2, 0, 0, 0)), data)
    return f"{name}-{tag}.whl"


def modules():
    files, tag = {}, "py3-none-any"
    source = pathlib.Path("src")
    for path in sorted(each for each in source.rglob("*") if each.is_file()):
        if path.suffix == ".c":
            path = compiled(path)
            python = "cp%d%d" % sys.version_info[:2]
            tag = f"{python}-{python}-" + sysconfig.get_platform().replace("-", "_").replace(".", "_")
        if "__pycache__" not in path.parts:
            files[path.relative_to(source).as_posix()] = path.read_bytes()
    return files, tag


def compiled(path):
    library = path.with_suffix(sysconfig.get_config_var("EXT_SUFFIX"))
    include = sysconfig.get_paths()["include"]
    command = ["gcc", "-O2", "-shared", "-fPIC", "-I" + include, str(path), "-o", str(library)]
    subprocess.run(command, check=True)
    return library


def digest(data):
    return base64.urlsafe_b64encode(hashlib.sha256(data).digest()).rstrip(b"=").decode()
