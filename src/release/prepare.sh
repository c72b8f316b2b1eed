#!/bin/bash
# Commits and tags a release, and begins the next version: src/release/prepare.sh 0.1.0 [0.2.0-SNAPSHOT]
# Pushes nothing; undo it with: git tag -d v0.1.0 && git reset --hard HEAD~2. See docs/releasing.md.
#   RELEASE_DATE  of the changelog, by default today's (UTC)
set -euo pipefail
cd "$(dirname "$0")/../.."

fail() {
  echo "prepare.sh: $*" >&2
  exit 1
}

[ $# -ge 1 ] || fail "expected a version: src/release/prepare.sh 0.1.0 [0.2.0-SNAPSHOT]"
version=$1
[[ $version =~ ^([0-9]+)\.([0-9]+)\.([0-9]+)(-[0-9A-Za-z.]+)?$ ]] || fail "'$version' is not a version such as 0.1.0"
[[ $version != *-SNAPSHOT ]] || fail "'$version' is a snapshot; expected the version of a release, such as ${version%-SNAPSHOT}"
next=${2:-${BASH_REMATCH[1]}.$((BASH_REMATCH[2] + 1)).0-SNAPSHOT}
[[ $next =~ ^[0-9]+\.[0-9]+\.[0-9]+-SNAPSHOT$ ]] || fail "'$next' is not a snapshot version such as 0.2.0-SNAPSHOT"
date=${RELEASE_DATE:-$(date -u +%F)}
tag=v$version
project=https://github.com/weepython/wee

current=$(sed -n 's#^  <version>\(.*\)</version>#\1#p' pom.xml | head -n 1)
[[ $current == *-SNAPSHOT ]] || fail "pom.xml has version '$current', which is not a snapshot: is a release being prepared already?"
[ -z "$(git status --porcelain)" ] || fail "the work tree has changes: commit or stash them (git status)"
! git rev-parse -q --verify "refs/tags/$tag" >/dev/null || fail "the tag $tag exists already"
changes=$(sed -n '/^## \[Unreleased\]/,/^## \[[0-9]/p' CHANGELOG.md)
grep -q '^- ' <<<"$changes" || fail "CHANGELOG.md has nothing under [Unreleased]"

# Everywhere the version is written. The changelog has headings of its own, and what is about releasing has examples.
mapfile -t files < <(git grep -lF -e "$current" -- . ':!CHANGELOG.md' ':!docs/releasing.md' ':!src/release')
before=$(git rev-parse HEAD)
sed -i "s/${current//./\\.}/$version/g" "${files[@]}"
sed -i "s#<tag>HEAD</tag>#<tag>$tag</tag>#" pom.xml
sed -i -e "s/^## \[Unreleased\]\$/## [Unreleased]\n\n## [$version] - $date/" \
  -e "s#^\[Unreleased\]: .*#[Unreleased]: $project/compare/$tag...main\n[$version]: $project/releases/tag/$tag#" CHANGELOG.md
git commit -qam "Release $version"
git tag -a "$tag" -m "wee $version"

git checkout -q "$before" -- "${files[@]}"
sed -i "s/${current//./\\.}/$next/g" "${files[@]}"
git commit -qam "Begin $next"

echo "Tagged $tag; the next version is $next. Look at it (git show $tag), then: git push --follow-tags"
