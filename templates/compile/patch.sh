#!/bin/sh
# Applies the patches of /wee/series, in its order, to the source in the folder $1. Each line has how
# many leading parts of a path to strip, the patch's file in /wee/patches, and its name. TIME is when
# the release was made, seconds since the epoch.
set -eu
cd "$1"
while read -r strip file name; do
  printf '##wee patch %s\n' "$name"
  patch --batch --forward --no-backup-if-mismatch -p"$strip" --input="/wee/patches/$file" || {
    # The hunks that patch(1) has put into files which nobody will see.
    find . -name '*.rej' -exec cat {} +
    exit 1
  }
done </wee/series
# What was touched gets the time of the release: nothing in it tells when this ran, and make finds
# nothing older than what it is made from.
find . -newermt "@$TIME" -exec touch --no-dereference --date="@$TIME" {} +
