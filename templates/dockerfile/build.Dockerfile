# syntax=docker/dockerfile:1
# What wee builds, as a Dockerfile: for people who want to look, or to leave. Written by
# wee:dockerfile for @image@, CPython @python@, flavour @flavour@, base @base@.
#
# The same packages, source, script and config; not the same bits: Docker makes other layers of them.
# In base debian apt runs maintainer scripts, and nothing is pruned (templates/prune). Versions
# are those of the day this was written; Debian keeps old ones at snapshot.debian.org only.
# apt checks Debian's signatures; the source's digest was checked by @vouchedBy@.

FROM debian:@suite@ AS build
RUN apt-get update && apt-get install -y --no-install-recommends --allow-downgrades \
@buildPackages@
@source@
RUN mkdir -p /usr/src/python /wee/out \
  && tar -xf /wee/source.tar -C /usr/src/python --strip-components=1 --no-same-owner
COPY series patch.sh /wee/
COPY patches/ /wee/patches/
RUN TIME="$(stat -c %Y /usr/src/python/README.rst)" sh /wee/patch.sh /usr/src/python
COPY compile.sh /wee/compile.sh
RUN --network=none env -i PATH=/usr/bin:/usr/sbin HOME=/tmp LC_ALL=C.UTF-8 TZ=UTC \
  PYTHONHASHSEED=0 SOURCE_DATE_EPOCH="$(stat -c %Y /usr/src/python/README.rst)" \
  JOBS="$(nproc)" sh /wee/compile.sh
