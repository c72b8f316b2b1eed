#!/bin/sh
# The beginning of every script that compiles CPython in /usr/src/python, within a sandbox that has
# no network and nothing of the host. Values between at signs are filled in by wee; JOBS is the
# number of processors and changes no byte of the result. A line "##wee phase" tells a watching
# person what is going on.
set -eu
umask 022

phase() { printf '##wee phase %s\n' "$*"; }

hardening=@hardening@
frame_pointers=@framePointers@
shared_library=@sharedLibrary@
march='@march@'
own='@cflags@' # the user's
cd /usr/src/python

# Modules that are hot in many programs and need no library of their own are part of the interpreter:
# no call of theirs goes through a table, and importing them opens no file.
built_in='array _asyncio _bisect _contextvars _csv _datetime _decimal _heapq _json _opcode _pickle
  _queue _random _statistics _struct _zoneinfo math cmath unicodedata
  _md5 _sha1 _sha2 _sha3 _blake2 fcntl grp mmap _posixsubprocess resource select _socket'

# Their lines in Setup.stdlib (3.11 and later), without configure's marks.
set_up_built_in() {
  [ -f Modules/Setup.stdlib.in ] || return 0
  echo '*static*' >Modules/Setup.local
  for module in $built_in; do
    sed -n "s/^@MODULE_[A-Z0-9_]*_TRUE@\($module .*\)/\1/p" Modules/Setup.stdlib.in
  done >>Modules/Setup.local
}

# Flags of CPython itself, which users' extensions don't inherit through sysconfig; 2.7 can't tell
# them apart.
own_cflags=CFLAGS_NODIST
own_ldflags=LDFLAGS_NODIST
if ! grep -q CFLAGS_NODIST Makefile.pre.in; then
  own_cflags=CFLAGS
  own_ldflags=LDFLAGS
fi

configure() {
  phase configure
  ./configure --help >/tmp/configure.help
  # Whether this source's configure knows an option: what a version can, its own help says best.
  knows() { grep -q -e "${1%%=*}" /tmp/configure.help; }

  # Debian's fix of CVE-2026-4224 has 3.11's pyexpat read headers that are for CPython's own parts;
  # Debian builds it in, here it is a module.
  if grep -q '"pycore_' Modules/pyexpat.c && ! grep -q Py_BUILD_CORE Modules/pyexpat.c; then
    export LIBEXPAT_CFLAGS=-DPy_BUILD_CORE_MODULE
  fi

  flags=
  links=
  # Costs nothing that can be measured, so it is on by default.
  if [ "$hardening" = yes ]; then
    flags='-fstack-protector-strong -fstack-clash-protection @cfProtection@ -D_FORTIFY_SOURCE=2'
    links='-Wl,-z,relro -Wl,-z,now'
  fi
  # Relative relocations in a bitmap (DT_RELR), which glibc knows from 2.36 on: they are a
  # twelfth of all modules otherwise.
  packed=-Wl,-z,pack-relative-relocs
  if echo 'int x, *p = &x; int main(void) { return *p; }' |
    @tools@gcc -pie -fPIE -xc - -o /tmp/packed $packed -Wl,--fatal-warnings 2>/dev/null &&
    @tools@readelf -V /tmp/packed | grep -q GLIBC_ABI_DT_RELR; then
    links="$links $packed"
  fi
  # For profilers that walk the stack.
  if [ "$frame_pointers" = yes ]; then
    flags="$flags -fno-omit-frame-pointer @leafFramePointers@"
  fi
  if [ -n "$march" ]; then
    flags="$flags -march=$march"
  fi
  # The user's last, since of two contrary options the last one counts.
  flags="$flags $own"
  set -- --prefix=/usr/local --with-ensurepip=no --enable-option-checking=fatal
  if [ "$shared_library" = yes ]; then
    # For programs that embed Python.
    flags="$flags -fno-semantic-interposition"
    linker='$(PURIFY) $(CC) -Wl,-rpath,\$$ORIGIN/../lib'
    set -- "$@" --enable-shared
  else
    # LINKCC links executables only; in LDFLAGS, -no-pie would make executables of the modules.
    linker='$(PURIFY) $(CC) -no-pie'
  fi
  # expat and libffi are Debian's, so that their security updates reach the image. A static
  # interpreter is 1.2 times as fast as one with libpython beside it. ucs4: 2.7 has all of Unicode in
  # one character, as its binary wheels expect.
  for option in \
    --with-system-expat \
    --with-system-ffi \
    --enable-loadable-sqlite-extensions \
    --without-static-libpython \
    --disable-test-modules \
    --enable-unicode=ucs4@withoutFramePointers@@freeThreading@
  do
    if knows "$option"; then set -- "$@" "$option"; fi
  done
  # libmpdec is CPython's own, since not every suite has it. Not --with-system-libmpdec=no: until
  # 3.10 setup.py takes that for a yes.
  if knows --with-system-libmpdec; then set -- "$@" --without-system-libmpdec; fi
  set -- "$@" @configureArgs@
  # 2.7 would rather take libffi's archive, which no security update of the image reaches.
  [ ! -f setup.py ] || sed -i "s/'ffi_convenience', 'ffi_pic', 'ffi'/'ffi',/" setup.py
  # Until 3.10 a part of math and cmath has a rule of its own, where position-dependence would have
  # the last word: they could not be linked, or only by luck.
  sed -i '/^Modules\/_math.o:/,/^$/s/\$(CCSHARED) \(\$(PY[A-Z_]*)\)/\1 $(CCSHARED)/' Makefile.pre.in
  set_up_built_in
  # ac_cv_broken_nice: configure takes Linux's nice(2) for broken where this job has the lowest
  # priority already, and the same profile then fits no more.
  # OPT: no -g, since all is stripped in the end, and no assertions.
  env CC=@tools@gcc CXX=@tools@g++ OPT='-DNDEBUG -fwrapv -O3 -Wall' \
    "$own_cflags=$flags" "$own_ldflags=$links" "LINKCC=$linker" ac_cv_broken_nice=no \
    ./configure @forHost@"$@"
}

# The interpreter alone is position-dependent, which is faster; modules get -fPIC after this, or
# don't get this at all.
position=CFLAGSFORSHARED=-fno-pie
[ "$shared_library" = no ] || position=CFLAGSFORSHARED=-fPIC

# Nobody needs an embedding test, and each of its links costs as much as the interpreter's.
make_quietly() { make -s -j"$JOBS" -o Programs/_testembed "$position" "$@"; }

# All of it. What could not be built of the standard library is told by CPython, and passed over: an
# image would lack it.
make_all() {
  rm -f /tmp/make.failed
  { make_quietly "$@" build_all 2>&1 || touch /tmp/make.failed; } | tee /tmp/make.log
  [ ! -e /tmp/make.failed ] || exit 1
  if grep -q -E '^(Failed to build these|Following) modules' /tmp/make.log; then
    echo 'Modules of the standard library could not be built; see above for the reason.'
    exit 1
  fi
}

of_makefile() { sed -n "s/^$1=[[:space:]]*//p" Makefile; }

# Training and building follow each other in one tree, or building alone has a saved profile.
[ -f config.status ] || configure
# What a version has of these two in its Makefile is kept where make is given more of them.
compile=$(of_makefile "$own_cflags")
link=$(of_makefile "$own_ldflags")
