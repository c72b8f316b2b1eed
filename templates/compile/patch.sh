#!/bin/sh
# Applies the patches of /wee/series, in its order, to the source in /usr/src/python, and packs the
# result. Each line has how many leading parts of a path to strip, the patch's file, and its name.
set -eu
cd /usr/src/python
while read -r strip file name; do
  printf '##wee patch %s\n' "$name"
  patch --batch --forward --no-backup-if-mismatch -p"$strip" --input="$file"
done </wee/series
# What was touched gets the time of the release: nothing in it tells when this ran.
tar --sort=name --owner=0 --group=0 --numeric-owner \
  --mtime="@$SOURCE_DATE_EPOCH" --clamp-mtime \
  --create --file=/wee/out/source.tar --directory=/usr/src python
