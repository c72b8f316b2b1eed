#!/bin/sh
# Adds the suite's compilers to an image of base debian, in it, as a user does; what its scripts and
# libraries need for that must be there. Runs before extension.sh, in a sandbox without network.
set -eu
ls /usr/local/include/*/Python.h >/dev/null 2>&1 || exit 77
# The variant dev has them.
[ ! -e /wee/debs ] || dpkg --force-unsafe-io --install /wee/debs/*.deb >/wee/out/dpkg.log 2>&1 || { cat /wee/out/dpkg.log; exit 1; }
problems=$(dpkg --audit)
[ -z "$problems" ] || { echo "$problems"; exit 1; }
