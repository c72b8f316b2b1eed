#!/bin/sh
# Installs the servers and tools that the integration tests talk to, on Debian or Ubuntu.
# Run it as root, as often as you like: it installs only what is missing and starts nothing.
#
#   docker.io        a daemon that loads what we write
#   docker-registry  the registry that the tests start by themselves on a free port
#   skopeo           a second opinion: it reads back what we pushed
#   podman           another daemon of Docker's kind
#   bubblewrap       namespaces, as a host has them
#   chromium         shows the report as a person sees it
#   squid            a proxy that wants a password, and one that keeps packages
#   qemu-user-static runs what was compiled for another processor
#   gcc, elfutils    a program with debug symbols, and a second opinion on them
#   gnupg, unzip     sign a release and look into it
#   python3          runs pip beside wee, to compare what they install
#   python3-*-whl    Debian's setuptools and wheel as wheels, which build source archives
#   openssl          makes certificates and passwords for both, and keys
#   cosign           judges signatures; of Debian sid, since older ones don't know bundles
#   nodejs, npm      run Sigstore's own mock of its services, if there is no npm yet
set -eu

wanted='docker.io docker-registry skopeo chromium podman squid openssl bubblewrap qemu-user-static gcc libc6-dev elfutils gnupg unzip python3 python3-setuptools-whl python3-wheel-whl'

# From trixie on, Debian's docker.io is the daemon alone.
if [ -r /etc/os-release ] && (. /etc/os-release && [ "$ID" = debian ] && [ "${VERSION_ID:-13}" -ge 13 ]); then
  wanted="$wanted docker-cli"
fi

# Others' packages of Node.js bring npm with them, and can't stand Debian's beside.
command -v npm >/dev/null || wanted="$wanted nodejs npm"

missing=
for package in $wanted; do
  status=$(dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null || true)
  [ "$status" = installed ] || missing="$missing $package"
done

# Debian's releases up to trixie have no cosign that reads Sigstore bundles; sid's is one static program.
install_cosign() {
  command -v cosign >/dev/null && return 0
  keys=/usr/share/keyrings/debian-archive-keyring.gpg
  [ -r "$keys" ] || { echo "install-servers: no $keys, so install cosign 3.1 by other means" >&2; return 0; }
  host=$(cat /etc/apt/sources.list /etc/apt/sources.list.d/* 2>/dev/null |
    grep -Eo 'https?://[^ ]*/debian/?( |$)' | head -n 1 | tr -d ' ')
  own=$(mktemp -d)
  mkdir -p "$own/state/lists/partial" "$own/cache/archives/partial"
  echo "deb [signed-by=$keys] ${host:-http://ftp.debian.org/debian} sid main" >"$own/sources.list"
  (
    cd "$own"
    set -- -o Dir::State="$own/state" -o Dir::Cache="$own/cache" -o Dir::Etc::sourcelist="$own/sources.list" \
      -o Dir::Etc::sourceparts=/nonexistent -o Dir::State::status=/dev/null -o APT::Sandbox::User=root
    apt-get "$@" -qq update && apt-get "$@" -q download cosign && dpkg -x cosign_*.deb root &&
      install -m 755 root/usr/bin/cosign /usr/local/bin/cosign
  ) || echo "install-servers: Debian's cosign could not be had; install cosign 3.1 by other means" >&2
  rm -rf "$own"
}
if [ "$(id -u)" -eq 0 ] && command -v apt-get >/dev/null; then install_cosign; fi

if [ -z "$missing" ]; then
  echo "install-servers: all is installed: $wanted"
  exit 0
fi

if ! command -v apt-get >/dev/null; then
  echo "install-servers: no apt-get here; install by other means:$missing" >&2
  exit 1
fi

if [ "$(id -u)" -ne 0 ]; then
  echo "install-servers: not root, and missing:$missing" >&2
  echo "install-servers: run: sudo $0" >&2
  exit 1
fi

# Debian's packages start their servers unless this says no (policy-rc.d: 101 is "forbidden").
policy=/usr/sbin/policy-rc.d
if [ ! -e "$policy" ]; then
  printf '#!/bin/sh\nexit 101\n' >"$policy"
  chmod 755 "$policy"
  trap 'rm -f "$policy"' EXIT
fi

# An installation that was killed half-way (a job at its time limit) is taken up first: apt-get refuses to begin else.
DEBIAN_FRONTEND=noninteractive dpkg --configure -a || true
apt-get update
# shellcheck disable=SC2086 # one word a package
DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends $missing
