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

# ctypes.util.find_library asks ldconfig, gcc and ld. A distroless image has none of them: where they
# know nothing, what follows looks into the folders itself.
cat >"$library/ctypes/_folders.py" <<'PY'
@folders@
PY
cat >/tmp/find_library.py <<'PY'
if sys.platform.startswith("linux"):
    _find_by_tools = find_library

    def find_library(name):
        found = _find_by_tools(name)
        if not found:
            from ctypes._folders import find
            found = find(name)
        return found

PY
sed -i '/^# test code/e cat /tmp/find_library.py' "$library/ctypes/util.py"
grep -q _find_by_tools "$library/ctypes/util.py"

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
    # 2.7 keeps the source's time and compares it: this is the one that files of layers have
    # (Entry.TIMELESS), so the two agree in every image.
    find "$1" -name '*.py' -exec touch -d @315619200 {} +
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
