import ctypes
import ctypes.util
import os
import shutil
import subprocess
import sys
import sysconfig
import tempfile
import venv

said = [sys.executable, "-c", "import ssl, sys; print('%s %d.%d.%d' % (sys.argv[1], *sys.version_info[:3]))"]
library = sysconfig.get_config_var("INSTSONAME")
print("library:", library, ctypes.util.find_library(library.removeprefix("lib").split(".so")[0]))
ctypes.CDLL(library)

folder = tempfile.mkdtemp()
venv.create(folder + "/venv", symlinks=False, with_pip=False)
assert not os.path.islink(folder + "/venv/bin/python")
subprocess.run([folder + "/venv/bin/python", *said[1:], "venv --copies:"], check=True)

# A copy elsewhere, as with file capabilities: the loader then believes no $ORIGIN.
copy = shutil.copy(os.path.realpath(sys.executable), folder + "/python")
subprocess.run([copy, *said[1:], "copy:"], check=True, env={**os.environ, "PYTHONHOME": sys.prefix})
