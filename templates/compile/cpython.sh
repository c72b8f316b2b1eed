#!/bin/sh
# Compiles CPython in /usr/src/python and installs it to /usr/local and /wee/out, within a sandbox
# that has no network and nothing of the host. Values between at signs are filled in by wee; JOBS
# is the number of processors. A line "##wee phase" tells a watching person what is going on.
set -eu
umask 022

phase() { printf '##wee phase %s\n' "$*"; }

pgo=@pgo@
lto=@lto@
cd /usr/src/python

phase configure
# OPT: no -g, since all is stripped in the end, and no assertions.
# *_NODIST: flags of CPython itself, which users' extensions don't inherit through sysconfig.
#   -fno-pie: the interpreter alone is position-dependent, which is faster; modules get -fPIC after
#   it. Hardening costs nothing that can be measured, so it is on.
# LINKCC links executables only; in LDFLAGS, -no-pie would make executables of the modules.
# A static interpreter is 1.2 times as fast as one with libpython beside it.
# expat is Debian's, so that its security updates reach the image; libmpdec is CPython's own,
# which not every suite has.
CC=gcc CXX=g++ \
OPT='-DNDEBUG -fwrapv -O3 -Wall' \
CFLAGS_NODIST='-fno-pie -fstack-protector-strong -fstack-clash-protection @cfProtection@ -D_FORTIFY_SOURCE=2' \
LDFLAGS_NODIST='-Wl,-z,relro -Wl,-z,now' \
LINKCC='$(PURIFY) $(CC) -no-pie' \
./configure \
  --prefix=/usr/local \
  --with-ensurepip=no \
  --with-system-expat \
  --with-system-libmpdec=no \
  --enable-loadable-sqlite-extensions \
  --without-static-libpython \
  --disable-test-modules

# Nobody needs an embedding test, and each of its links costs as much as the interpreter's.
build() { make -s -j"$JOBS" -o Programs/_testembed "$@" build_all; }
of_makefile() { sed -n "s/^$1=[[:space:]]*//p" Makefile; }

if [ "$pgo" = yes ]; then
  compile=$(of_makefile CFLAGS_NODIST)
  link=$(of_makefile LDFLAGS_NODIST)
  phase 'instrumented build'
  build CFLAGS_NODIST="$compile -fprofile-generate" LDFLAGS_NODIST="$link -fprofile-generate"
  phase training
  # As upstream's recipe: a test that fails has trained nonetheless.
  ./python -m test --pgo --timeout=1200 || true
  phase 'final build'
  use='-fprofile-use -fprofile-correction -Wno-missing-profile'
  if [ "$lto" = yes ]; then
    use="$use -flto=$JOBS -fuse-linker-plugin"
  fi
  # Only the profile stays, and the tools that made the frozen modules: those are up to date.
  find . -name '*.o' -delete
  find build Modules -name '*.so' -delete
  rm -f python libpython*.a
  set -- -o Programs/_freeze_module -o _bootstrap_python \
    CFLAGS_NODIST="$compile $use" LDFLAGS_NODIST="$link $use"
else
  phase build
fi
build "$@"

phase install
# The help text in the place of three byte-compilations: ours comes after pruning and stripping.
make -s install -o Programs/_testembed COMPILEALL_OPTS=--help "$@" >/tmp/install.log 2>&1 ||
  { cat /tmp/install.log; exit 1; }
cd /usr/local/bin
ln -sf python3 python
ln -sf pydoc3 pydoc
ln -sf python3-config python-config
rm -f idle* 2to3*
find /usr/local/bin /usr/local/lib -type f \( -name '*.so' -o -name 'python@majorMinor@' \) \
  -exec strip --strip-unneeded {} +

phase 'byte-compiling'
# Unchecked hashes (PEP 552): a container never looks at a source's time. One process: several ones
# do not always write the same bytes.
library=/usr/local/lib/python@majorMinor@
# What compileall imports must not be written meanwhile: it would be found, with the time of its
# source in it, and kept.
export PYTHONDONTWRITEBYTECODE=1
rm -rf "$library/test" "$library/idlelib" "$library/turtledemo"
find "$library" -name __pycache__ -type d -prune -exec rm -rf {} +
/usr/local/bin/python3 -m compileall -q -f -j1 --invalidation-mode unchecked-hash "$library"

phase pip
wheel=$(ls /usr/src/python/Lib/ensurepip/_bundled/pip-*.whl)
# The interpreter runs pip from the wheel itself: scripts then name the installed interpreter.
PYTHONPATH=$wheel /usr/local/bin/python3 -m pip install \
  --quiet --no-index --no-deps --no-compile --no-warn-script-location --root-user-action=ignore \
  --disable-pip-version-check --no-cache-dir --root=/wee/out --prefix=/usr/local "$wheel"
/usr/local/bin/python3 -m compileall -q -f -j1 --invalidation-mode unchecked-hash \
  -s /wee/out "/wee/out$library/site-packages"
/usr/local/bin/python3 -VV
