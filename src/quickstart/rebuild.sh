#!/bin/sh
# Builds the plugin anew where a source is newer than its jar. Called by the profile "built" of the
# plugin's pom, which spares an example's run the whole life cycle of a plugin that has not changed.
#   rebuild.sh <plugin's folder> <its jar> <Maven's folder> <local repository> offline=<true or false>
set -eu
cd "$1"
# Folders count too: a file that was removed or renamed shows only there.
if [ -f "$2" ] && [ -z "$(find pom.xml src/main templates -newer "$2" -print | head -n 1)" ]; then
  exit 0
fi
echo "The plugin's sources have changed since its jar was made: building it anew."
offline=
[ "$5" = offline=true ] && offline=-o
exec "$3/bin/mvn" -q -B $offline -f pom.xml "-Dmaven.repo.local=$4" -Dmaven.test.skip=true package
