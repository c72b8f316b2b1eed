#!/bin/sh
# Run in a container of the Debian base, as a child image's RUN would be: Debian's own gcc, and what
# sysconfig says of the compiler.
# MIRROR is the one that the machine below takes its own packages from.
set -eux
sed -i "s|http://[^ ]*/debian\b|$MIRROR|" /etc/apt/sources.list /etc/apt/sources.list.d/* 2>/dev/null || true
apt-get update
DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends gcc libc6-dev
cd /tmp
# shellcheck disable=SC2046 # words are meant
gcc $(python3-config --cflags) -fPIC -shared /extension/spam.c -o "spam$(python3-config --extension-suffix)"
python3 -c 'import spam; assert spam.answer() == 42; print("built:", spam.__file__)'
# The same by the words that a build backend asks sysconfig for.
rm spam*.so
python3 - <<'P'
import subprocess, sysconfig as s, shlex
v = s.get_config_vars()
obj = shlex.split(v["CC"]) + shlex.split(v["CFLAGS"]) + shlex.split(v["CCSHARED"])
subprocess.run(obj + ["-I" + s.get_paths()["include"], "-c", "/extension/spam.c", "-o", "spam.o"], check=True)
subprocess.run(shlex.split(v["LDSHARED"]) + ["spam.o", "-o", "spam" + v["EXT_SUFFIX"]], check=True)
import spam
assert spam.answer() == 42
P
dpkg --audit
