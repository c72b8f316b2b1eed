
# Builds and installs CPython to /usr/local and /wee/out. With pgo, /wee/profile/profile.tar.xz is
# what a training has counted; it may come from the tree that is here, or from another machine.

pgo=@pgo@
lto=@lto@

# What must not be made again: the frozen modules, and the tools that make them, know nothing of flags.
made='-o Programs/_testembed'
use=
if [ "$pgo" = yes ]; then
  made="$made -o Programs/_freeze_module -o _bootstrap_python"
  # An instrumented build has made the tools, else they are built here without any optimization.
  if [ ! -x python ]; then
    phase 'build of the tools'
    for tool in Programs/_freeze_module _bootstrap_python; do
      if grep -q "^$tool:" Makefile; then make_quietly "$own_cflags=$compile -O0 -w" "$tool"; fi
    done
  fi
  phase 'final build'
  find . \( -name '*.o' -o -name '*.gcda' -o -name '*.a' -o -name '*.so' \) -delete
  rm -f python libpython*.so*
  tar -xJf /wee/profile/profile.tar.xz
  # Correction: threads and, in 2.7, forks of a training or workload may have miscounted.
  use='-fprofile-use -fprofile-correction -Wno-missing-profile'
  # Partitions of the whole program, as many for any number of jobs; jobs only take turns on them.
  [ "$lto" = no ] || use="$use -flto=$JOBS -fuse-linker-plugin"
  make_quietly $made "$own_cflags=$compile $use" "$own_ldflags=$link $use" build_all
else
  phase build
  make_quietly build_all
fi
# What sysconfig tells of flags comes from make's environment too; there is nothing in it this time.
rm -f pybuilddir.txt
make -s -o python pybuilddir.txt

phase install
# The help text in the place of three byte-compilations: ours comes after pruning and stripping.
make -s install $made COMPILEALL_OPTS=--help >/tmp/install.log 2>&1 ||
  { cat /tmp/install.log; exit 1; }
library=/usr/local/lib/python@majorMinor@
python=@running@/bin/python@majorMinor@
cd /usr/local/bin
if [ ! -e python ]; then # 2.7 has these three itself
  ln -sf python3 python
  ln -sf pydoc3 pydoc
  ln -sf python3-config python-config
fi
rm -f idle* 2to3* smtpd.py@afterInstall@
find /usr/local/bin /usr/local/lib -type f \( -name '*.so' -o -name 'python@majorMinor@'@libpython@ \) \
  -exec @tools@strip --strip-unneeded {} +

phase 'byte-compiling'
# What compileall imports must not be written meanwhile: it would be found, with the time of its
# source in it, and kept.
export PYTHONDONTWRITEBYTECODE=1
rm -rf "$library/test" "$library/idlelib" "$library/turtledemo" "$library/lib2to3/tests"
find "$library" -name __pycache__ -type d -prune -exec rm -rf {} +
find "$library" -name '*.py[co]' -delete
# Compiles all below $1, to be found in $2. One process: several ones do not always write the same
# bytes.
byte_compile() {
  if "$python" -m compileall --help 2>&1 | grep -q -e --invalidation-mode; then
    # Unchecked hashes (PEP 552): a container never looks at a source's time.
    "$python" -m compileall -q -f -j1 --invalidation-mode unchecked-hash -d "$2" "$1"
  else
    # 2.7 keeps the source's time and compares it: the epoch is no later than any time that a layer
    # may be held to, so the two agree in every image.
    find "$1" -name '*.py' -exec touch -d @0 {} +
    "$python" -m compileall -q -f -d "$2" "$1"
  fi
}
byte_compile "$library" "$library"

phase pip
# pip, and setuptools where this version brings it.
wheels=$(ls /usr/src/python/Lib/ensurepip/_bundled/*.whl)
# The interpreter runs pip from the wheels themselves: scripts then name the installed interpreter.
# By the environment: what an old pip doesn't know, it passes over there.
interpreter=@running@/bin/python3
if [ ! -e "$interpreter" ]; then interpreter=$python; fi
PYTHONPATH=$(echo $wheels | tr ' ' :) PIP_ROOT_USER_ACTION=ignore PIP_NO_WARN_SCRIPT_LOCATION=1 \
PIP_NO_PYTHON_VERSION_WARNING=1 \
"$interpreter" -m pip install \
  --quiet --no-index --no-deps --no-compile \
  --disable-pip-version-check --no-cache-dir --root=/wee/out --prefix=/usr/local $wheels
byte_compile "/wee/out$library/site-packages" "$library/site-packages"
"$python" -VV
