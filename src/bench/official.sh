#!/bin/sh
# The recipe of the official python image (docker-library/python, Dockerfile-linux.template), in the
# build root that wee's own interpreters are compiled in: what flavours are compared with.
set -eu
umask 022
cd /usr/src/python

# dpkg-buildflags of trixie, which the recipe asks for; the build root has no dpkg-dev.
flags='-g -O2 -Werror=implicit-function-declaration -ffile-prefix-map=/usr/src/python=.
  -fstack-protector-strong -fstack-clash-protection -Wformat -Werror=format-security -fcf-protection
  -fno-omit-frame-pointer -mno-omit-leaf-frame-pointer'
flags=$(echo $flags)
link='-Wl,-z,relro,--strip-all'

./configure \
  --enable-loadable-sqlite-extensions \
  --enable-optimizations \
  --enable-option-checking=fatal \
  --enable-shared \
  --with-lto \
  --with-ensurepip=no
make -j"$JOBS" EXTRA_CFLAGS="$flags" LDFLAGS="$link"
rm python
make -j"$JOBS" EXTRA_CFLAGS="$flags" LDFLAGS="$link,-rpath='\$\$ORIGIN/../lib'" python
make install EXTRA_CFLAGS="$flags" LDFLAGS="$link,-rpath='\$\$ORIGIN/../lib'" COMPILEALL_OPTS=--help
