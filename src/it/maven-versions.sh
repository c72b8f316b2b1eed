#!/bin/bash
# Runs wee with other Mavens, which come from Maven Central and must match src/it/mavens.sha512, and with
# other JDKs:
#   src/it/maven-versions.sh [version ...]
# Each Maven gets a clean copy of this repository's files, as a user has who has cloned it. It builds the
# plugin there, runs the quickstart as README says, and then src/it/several-modules. All of them must give
# the quickstart's image one digest.
#   JDKS      homes of JDKs, separated by spaces; by default JAVA_HOME, or the home of the java in the path
#   REPO      the local repository, by default one for each Maven below target/maven-versions
#   SETTINGS  a settings.xml
#   BUILT=yes the plugin is in REPO already and is not built
#   DIGESTS   a file of digests that other runs have written, to compare with
#   MVN       downloads the others, by default the one in the path
# Prints a line for each check; the status is 1 if one failed. wee's cache is the user's; CPython is
# compiled unless it has what the quickstart and src/it/several-modules build.
set -euo pipefail
cd "$(dirname "$0")/../.."
versions=("$@")
[ ${#versions[@]} -gt 0 ] || versions=(3.6.3 3.9.16 4.0.0-rc-4)
work=${WORK:-$PWD/target/maven-versions}
read -ra jdks <<<"${JDKS:-${JAVA_HOME:-$(dirname "$(dirname "$(readlink -f "$(command -v java)")")")}}"
mvn=${MVN:-mvn}
settings=()
[ -z "${SETTINGS:-}" ] || settings=(-s "$SETTINGS")
copy=org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy
version=$(sed -n 's#^  <version>\(.*\)</version>#\1#p' pom.xml | head -n 1)
mkdir -p "$work"

# Unpacks a Maven, if it is the one that Apache published.
bring() {
  local archive=apache-maven-$1-bin.tar.gz
  [ ! -d "$work/apache-maven-$1" ] || return 0
  local repo=() wanted
  [ -z "${REPO:-}" ] || repo=("-Dmaven.repo.local=$REPO")
  wanted=$(grep " $archive\$" src/it/mavens.sha512) || { echo "src/it/mavens.sha512 has no line of $archive" >&2; exit 1; }
  "$mvn" -q -B "${settings[@]}" "${repo[@]}" "$copy" "-Dartifact=org.apache.maven:apache-maven:$1:tar.gz:bin" \
    "-DoutputDirectory=$work"
  (cd "$work" && sha512sum --check --quiet <<<"$wanted" && tar -xzf "$archive")
}

# What is under version control, as it stands.
clone() {
  rm -rf "$1"
  mkdir -p "$1"
  git ls-files -z --cached --others --exclude-standard | tar -c --null -T - | tar -x -C "$1"
}

# The project as a user has it, with the names filled in.
modules() {
  rm -rf "$1"
  cp -r src/it/several-modules "$1"
  find "$1" -name pom.xml -exec sed -i -e 's/@project.groupId@/io.github.weepython/' \
    -e 's/@project.artifactId@/wee-maven-plugin/' -e "s/@project.version@/$version/" {} +
}

failed=0
digests=${DIGESTS:-$work/digests}
[ -n "${DIGESTS:-}" ] || rm -f "$digests"

# Whether the quickstart's image has the digest that it has with every other Maven and JDK.
same_digest() {
  cat "$work"/clone/examples/quickstart/target/wee/{,distroless/}image.digest 2>/dev/null | tee -a "$digests"
  [ "$(sort -u "$digests" | wc -l)" = 1 ]
}

# Name, expected end, a pattern of its output, and the command.
try() {
  local what=$1 wanted=$2 says=$3 found=success
  shift 3
  "$@" >"$work/last.log" 2>&1 || found=failure
  if [ "$found" = "$wanted" ] && grep -q -e "$says" "$work/last.log"; then
    echo "ok      $what"
  else
    failed=$((failed + 1))
    cp "$work/last.log" "$work/failed-$failed.log"
    echo "FAILED  $what, see $work/failed-$failed.log"
    { grep -E 'ERROR|Exception' "$work/last.log" || tail -n 5 "$work/last.log"; } | head -n 8
  fi
}

for maven in "${versions[@]}"; do
  bring "$maven"
  for jdk in "${jdks[@]}"; do
    export JAVA_HOME=$jdk
    name="Maven $maven, $(basename "$jdk")"
    run=("$work/apache-maven-$maven/bin/mvn" -B "${settings[@]}" "-Dmaven.repo.local=${REPO:-$work/repo-$maven}")
    clone "$work/clone"
    if [ "${BUILT:-no}" = yes ]; then
      try "$name: quickstart" success 'localhost:5000/example/python:3.13.5-wee' \
        "${run[@]}" -N -f "$work/clone/examples/quickstart" package
    else
      try "$name: builds the plugin and the quickstart" success 'localhost:5000/example/python:3.13.5-wee' \
        "${run[@]}" -f "$work/clone/examples/quickstart" package -Dwee.base=distroless,debian
      try "$name: installs the plugin" success 'BUILD SUCCESS' \
        "${run[@]}" -f "$work/clone" install -DskipTests -Dmaven.test.skip=true -Dspotless.check.skip=true
    fi
    try "$name: the same digest" success '^sha256:' same_digest
    modules "$work/modules"
    run+=(-f "$work/modules")
    try "$name: reactor, -T 2" success 'BUILD SUCCESS' "${run[@]}" package -T 2 -am -pl small,whole
    # Maven 4.0.0-rc-4 loses the output of all modules but the first.
    for module in small whole; do
      try "$name: $module's image" success "example/$module" cat "$work/modules/$module/target/wee/images.json"
    done
    try "$name: reactor, -o -pl -am" success 'example/whole:3.13.5-wee' "${run[@]}" -o package -pl whole -am
    try "$name: reactor, --fail-at-end" failure "Unknown flavour 'wee-turbo'" "${run[@]}" package --fail-at-end
    try "$name: wee:help" success 'wee.securityPatches' "${run[@]}" -N \
      "io.github.weepython:wee-maven-plugin:$version:help" -Ddetail -Dgoal=build
  done
done
exit $((failed > 0))
