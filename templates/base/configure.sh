#!/bin/sh
# Configures the packages of the Debian base, which are unpacked at /, as debootstrap does. Runs in
# a sandbox without network, in which this user is root and nobody else exists.
set -eu
umask 022
exec </dev/null

# What base-passwd would do first, if its script could run before there are users.
cp /usr/share/base-passwd/passwd.master /etc/passwd
cp /usr/share/base-passwd/group.master /etc/group

# These two are what every other package takes for granted.
dpkg --force-depends --force-unsafe-io --configure base-passwd base-files
# As passwd's script does later: systemd-sysusers, if it came first, would make them with mode 0, which
# without capabilities it can't read again itself.
shadowconfig on

# dpkg runs no preinst of what is unpacked already. Those that make users are run before the postinst, when
# what they need is there; others look at what was installed before, or put files of other packages aside.
# Under the name of the postinst and beside its templates, by which debconf knows the package.
info=/var/lib/dpkg/info
mkdir /tmp/before /tmp/after
for script in $(cd $info; grep -lE '^[^#]*\b(adduser|addgroup|useradd|groupadd)\b' -- *.preinst || :); do
  package=${script%.preinst}
  for part in templates config; do
    if [ -e "$info/$package.$part" ]; then cp -p "$info/$package.$part" /tmp/before/; fi
  done
  cp -p "$info/$script" "/tmp/before/$package.postinst"
  if [ -e "$info/$package.postinst" ]; then cp -p "$info/$package.postinst" /tmp/after/; fi
  cat >/tmp/both <<EOF
#!/bin/sh
set -e
DPKG_MAINTSCRIPT_NAME=preinst "/tmp/before/$package.postinst" install
rm "$info/$package.postinst"
[ -e "/tmp/after/$package.postinst" ] || exit 0
cp -p "/tmp/after/$package.postinst" $info/
exec "$info/$package.postinst" "\$@"
EOF
  chmod 755 /tmp/both
  cp -p /tmp/both "$info/$package.postinst"
done

# The second time, what failed says why at the end of the log.
dpkg --force-unsafe-io --configure --pending || {
  dpkg --force-unsafe-io --configure --pending &&
    echo "A script failed above that works now: its package depends on too little."
  exit 1
}

# Questions in other languages than English, where translations are left out.
if [ @locales@ = cut ]; then
  for each in /var/lib/dpkg/info/*.templates; do
    awk '/^[A-Za-z]+-[^:]*:/ { skip = 1; next } /^[^ ]/ || /^$/ { skip = 0 } !skip' \
      "$each" >/tmp/templates
    cat /tmp/templates >"$each"
  done
fi

# For those who do not want to be root; the same number as in the distroless base.
echo 'nonroot:x:65532:65532:nonroot:/home/nonroot:/usr/sbin/nologin' >>/etc/passwd
echo 'nonroot:x:65532:' >>/etc/group
[ ! -e /etc/shadow ] || echo 'nonroot:*:::::::' >>/etc/shadow
[ ! -e /etc/gshadow ] || echo 'nonroot:*::' >>/etc/gshadow
mkdir -m 0700 /home/nonroot

# Where processes became others indeed, what they created is theirs.
[ ! -e /tmp/record/real ] ||
  find / -xdev \( -path /proc -o -path /tmp \) -prune -o \( ! -uid 0 -o ! -gid 0 \) \
    -printf 'own\0%U\0%G\0%p\0' >>/tmp/record/calls

# A layer has neither sockets, at which nobody listens any more, nor named pipes: wee says who made them, but
# for those of /run, which are made anew with what uses them.
find / -xdev \( -path /proc -o -path /dev -o -path /tmp \) -prune \
  -o \( -type s -o -type p -path '/run/*' \) -exec rm -f {} + \
  -o -type p -printf 'left\0\0\0%p\0' -exec rm -f {} + >>/tmp/record/calls

# The library cache without what belongs to this machine.
ldconfig
problems=$(dpkg --audit)
[ -z "$problems" ] || { echo "$problems"; exit 1; }
