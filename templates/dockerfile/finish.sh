#!/bin/sh
# What an image of wee's has that no file copied into it brings: finish.sh STEP ROOT.
set -eu
root=${2%/}
case $1 in
bytecode)
  # Compiled modules whose source is about to be replaced: Python never compares them with it.
  while IFS= read -r source; do
    name=${source##*/}
    cache=$root/${source%"$name"}__pycache__
    for each in "$cache/${name%.py}".*.pyc "$root/${source}c" "$root/${source}o"; do
      rm -f -- "$each"
    done
  done </wee/replaced.list
  ;;
libraries)
  # Where the interpreter is static, what builds against its library is told so.
  if ! ls "$root"/usr/local/lib/libpython*.so* >/dev/null 2>&1; then
    for makefile in "$root"/usr/local/lib/python*/config*/Makefile; do
      python=${makefile#"$root"/usr/local/lib/}
      [ ! -e "$makefile" ] || cp /wee/libpython.ld "${makefile%/*}/lib${python%%/*}.a"
    done
  fi
  # The loader's cache of libraries that came after the base's.
  if [ "${CACHE:-}" = made ]; then
    ldconfig -X -r "$root/"
    rm -rf "$root/var/cache/ldconfig"
  fi
  ;;
esac
