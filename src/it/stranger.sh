#!/bin/bash
# Runs a command as somebody who has just met wee: another home folder, an empty local repository, another
# time zone and umask. Only downloads are spared: what the build under test has downloaded comes from there.
#   src/it/stranger.sh <home folder> <settings.xml> <Maven's home> <command ...>
set -euo pipefail
home=$1 settings=$2 maven=$3
shift 3
mkdir -p "$home/.m2"
cp "$settings" "$home/.m2/settings.xml"
export HOME=$home MAVEN_OPTS="-Duser.home=$home" PATH="$maven/bin:$PATH" TZ=Asia/Kathmandu LC_ALL=C
umask 027
exec "$@"
