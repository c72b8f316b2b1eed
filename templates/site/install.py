"""Installs wheels as a user would, by the image's own pip and interpreter, for Python 2.7 and 3.

Arguments: the folder of wheels, the requirements file, pip's own root, the root to install to,
"hashed" where pip is to compare hashes, and "complete" where the requirements come from a lock, so
that pip resolves no dependencies. There is no network.
"""

import os
import subprocess
import sys
import sysconfig

wheels, requirements, pip, root = sys.argv[1:5]
hashed = "hashed" in sys.argv[5:]
complete = "complete" in sys.argv[5:]
library = sysconfig.get_path("purelib", vars={"base": "/usr/local"})

# Modes are the same for everybody.
os.umask(0o022)
os.environ["PYTHONPATH"] = pip + library
os.environ["PYTHONDONTWRITEBYTECODE"] = "1"
os.environ["PIP_CONFIG_FILE"] = os.devnull
os.environ["PIP_ROOT_USER_ACTION"] = "ignore"
os.environ["PIP_NO_PYTHON_VERSION_WARNING"] = "1"

# --ignore-installed: pip sees itself by PYTHONPATH, and nothing there is to be taken for the image's.
command = [sys.executable, "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
command += ["--no-cache-dir", "--no-index", "--only-binary", ":all:", "--find-links", wheels]
command += ["--ignore-installed", "--no-compile", "--no-warn-script-location"]
command += ["--root", root, "--prefix", "/usr/local", "--requirement", requirements]
if hashed:
    command += ["--require-hashes"]
if complete:
    command += ["--no-deps"]
status = subprocess.call(command)
if status:
    sys.exit(status)

if not os.path.isdir(root + library):
    sys.exit(0)
# One process, since several don't always write the same bytes; the paths are those in the image.
command = [sys.executable, "-m", "compileall", "-q", "-f", "-d", library]
if sys.version_info >= (3, 7):
    # Unchecked hashes (PEP 552): a container never looks at a source's time.
    command += ["-j1", "--invalidation-mode", "unchecked-hash"]
else:
    # The time of the source is kept and compared: it is that of files in layers (Entry.TIMELESS).
    for folder, _, names in os.walk(root + library):
        for name in names:
            os.utime(os.path.join(folder, name), (315619200, 315619200))
# Some wheels have files that are no Python of this version, as templates: their other files count.
subprocess.call(command + [root + library])
