#!/bin/sh
# The beginning of a script that compiles CPython for another processor than the one it runs on, by
# Debian's cross compiler. Libraries and headers of the other processor lie beside this one's
# (Debian's multiarch); what must run while building is run by an interpreter of the same source
# that was compiled for this machine before.
set -eu

build_python=/usr/src/build-python
export PKG_CONFIG_LIBDIR=/usr/lib/@target@/pkgconfig:/usr/share/pkgconfig
export PKG_CONFIG_SYSTEM_INCLUDE_PATH=/usr/include:/usr/include/@target@
export PKG_CONFIG_SYSTEM_LIBRARY_PATH=/usr/lib:/usr/lib/@target@

# What configure finds out by running programs, as a Linux with glibc answers it. Without these it
# guesses, and low: computed gotos make the evaluation loop.
known="--build=@build@ --host=@target@
  --with-build-python=$build_python/bin/python@majorMinor@
  ac_cv_file__dev_ptmx=yes ac_cv_file__dev_ptc=no
  ac_cv_computed_gotos=yes ac_cv_aligned_required=no ac_cv_buggy_getaddrinfo=no
  ac_cv_working_tzset=yes ac_cv_posix_semaphores_enabled=yes ac_cv_broken_sem_getvalue=no
  ac_cv_pthread_is_default=yes ac_cv_pthread=no ac_cv_kpthread=no
  ac_cv_broken_mbstowcs=no ac_cv_broken_poll=no
  ac_cv_broken_unsetenv=no ac_cv_tanh_preserves_zero_sign=yes ac_cv_rshift_extends_sign=yes
  ac_cv_wchar_t_signed=@wcharSigned@ ac_cv_x87_double_rounding=no ac_cv_have_chflags=no
  ac_cv_have_lchflags=no ac_cv_dirent_d_type=yes ac_cv_pthread_system_supported=yes
  ac_cv_printf_zd_format=yes ac_cv_cflags_warn=no ac_cv_have_long_long_format=yes"

# pip writes the path of the interpreter that runs it into scripts: that of the image is meant.
cat >"$build_python/lib/python@majorMinor@/sitecustomize.py" <<'PY'
import os
import sys

if "PIP_ROOT_USER_ACTION" in os.environ:
    sys.executable = "/usr/local/bin/python3"
PY

# Users compile extensions on the image itself: sysconfig names the tools and the interpreter there.
cat >/tmp/native.py <<'PY'
import glob
import pprint
import re
import sys

PLACES = re.compile("/usr/src/build-python/bin/")
TOOLS = re.compile(r"@target@-(?=(?:gcc|g\+\+|cpp|ar|ranlib|readelf|strip|ld|nm)\b)")
OPTIONS = re.compile(
    r" ?'(?:--build=|--host=|--with-build-python=|build_alias=|host_alias=|PKG_CONFIG_|ac_cv_)[^']*'")


def native(text):
    return TOOLS.sub("", PLACES.sub("/usr/local/bin/", OPTIONS.sub("", text)))


def variable(name, value):
    if not isinstance(value, str):
        return value
    if name in ("BUILD_GNU_TYPE", "build"):
        return "@target@"
    if name in ("PYTHON_FOR_BUILD", "PYTHON_FOR_FREEZE"):
        return "./python -E"
    if name == "_PYTHON_HOST_PLATFORM":
        return ""
    return native(value).strip() if name == "CONFIG_ARGS" else native(value)


library = sys.argv[1]
for path in glob.glob(library + "/_sysconfigdata_*.py"):
    with open(path) as file:
        head = file.read().split("build_time_vars")[0]
        file.seek(0)
        values = {}
        exec(file.read(), values)
    fixed = {name: variable(name, value) for name, value in values["build_time_vars"].items()}
    with open(path, "w") as file:
        file.write(head + "build_time_vars = ")
        pprint.pprint(fixed, stream=file)
for path in sys.argv[2:]:
    with open(path) as file:
        lines = file.read().split("\n")
    with open(path, "w") as file:
        for at, line in enumerate(lines):
            name, equals, value = line.partition("=")
            made = re.fullmatch(r"(\w+)(\s*)", name)
            if equals and made and path.endswith("Makefile"):
                new = variable(made.group(1), value.strip())
                line = line if new == value.strip() else name + "=\t" + new
            else:
                line = native(line)
            file.write(line + ("\n" if at < len(lines) - 1 else ""))
PY
of_the_image_itself() {
  "$python" /tmp/native.py "$library" $(find "$library"/config-* /usr/local/bin /usr/local/lib/pkgconfig \
    "$library/build-details.json" -type f \( -name Makefile -o -name 'python*-config' -o -name '*.pc' \
    -o -name '*.json' \) 2>/dev/null)
}

