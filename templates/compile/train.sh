
# Trains: an instrumented interpreter runs the scripts in /wee/training, the user's workload or both; what it counted is packed as /wee/profile/profile.tar.xz. The same source, flags
# and scripts give the same bytes.

own_training=@ownTraining@

phase 'instrumented build'
# Without LTO: its profile serves builds with and without. Warnings come with the final build. Each file of counts has a
# stamp, of the time unless GCC is given a seed.
make_all "$own_cflags=$compile -fprofile-generate -frandom-seed=wee -w" "$own_ldflags=$link -fprofile-generate"

# Addresses decide where an object lies in a hash table by identity, so they must not be random. Those of what is allocated
# never are (memory.c), but those of a shared library are until the kernel is told.
cat >/tmp/fixed.c <<'C'
#define _GNU_SOURCE
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/personality.h>
#include <unistd.h>

/* Engines add others (HOSTNAME, container, TERM), and JOBS is the machine's: Python has an object for each. */
static const char *const kept[] = {
  "HOME=", "LC_ALL=", "LD_LIBRARY_PATH=", "PATH=", "PWD=", "PYTHON", "SOURCE_DATE_EPOCH=", "TZ="};

static void keep(char **variables) {
  char **to = variables;
  for (char **each = variables; *each; each++)
    for (size_t i = 0; i < sizeof kept / sizeof *kept; i++)
      if (!strncmp(*each, kept[i], strlen(kept[i]))) {
        *to++ = *each;
        break;
      }
  *to = NULL;
}

int main(int count, char **arguments) {
  (void)count;
  sigset_t none;
  sigemptyset(&none);
  sigprocmask(SIG_SETMASK, &none, NULL);
  /* Whoever started this may have some ignored: nohup, or a shell in the background. Python asks. */
  for (int number = 1; number < NSIG; number++) signal(number, SIG_DFL);
  keep(environ);
  setenv("LD_PRELOAD", "/tmp/held.so", 1);
  /* Without a shared library nothing is missed. */
  if (personality(ADDR_NO_RANDOMIZE) < 0 && getenv("LD_LIBRARY_PATH")) perror("addresses stay random; profiles will differ");
  execv(arguments[1], arguments + 1);
  perror(arguments[1]);
  return 127;
}
C
gcc -O1 -o /tmp/fixed /tmp/fixed.c
cat >/tmp/files.c <<'C'
@files@
C
cat >/tmp/memory.c <<'C'
@memory@
C
gcc -O1 -shared -fPIC -o /tmp/held.so /tmp/files.c /tmp/memory.c -ldl -lpthread
run() {
  # A script that this version has no module for has trained up to there.
  /tmp/fixed /usr/src/python/python -s "$@" || echo "training: $* ended with status $?"
}
if [ "$shared_library" = yes ]; then
  # ext4 has files of 2 MB and more begin at other addresses than overlayfs and tmpfs do; one of the last two is here.
  mkdir /tmp/shared
  cp -P libpython*.so* /tmp/shared/
  export LD_LIBRARY_PATH=/tmp/shared
fi

# Asked before anything counts: such a run has whatever signals and addresses this script was started with.
version=$(./python -c 'import sys; print(sys.version_info[0])')
# Of 2.7's tests some may fail, but all of them can't be missing.
[ "$version" != 2 ] || [ "$own_training" = no ] || ./python -c 'import test.regrtest'
if [ "$version" != 2 ]; then
  # The library as the source has it, without what the build wrote there.
  mkdir /tmp/library
  tar --sort=name -cf - -C Lib --exclude=__pycache__ . | tar -xf - -C /tmp/library
  # Seed 0 would have expat make one up.
  export PYTHONHASHSEED=1 PYTHONPATH=/tmp/library PYTHONPYCACHEPREFIX=/tmp/bytecode
  # Bytecode is written now, while nothing counts: OpenSSL takes another share of the memory each
  # time, and writing has to do with addresses. Counts so far are also those of the build's own tools.
  run /wee/training/08_compile.py
  export PYTHONDONTWRITEBYTECODE=1
  find . -name '*.gcda' -delete
  scripts=
  [ "$own_training" = no ] || scripts=$(ls /wee/training/[0-9]*.py)
  count=$(echo $scripts | wc -w)
  number=0
  for script in $scripts; do
    number=$((number + 1))
    phase "training $number of $count, $(basename "$script" .py)"
    run "$script"
  done
else
  find . -name '*.gcda' -delete
fi
if [ "$own_training" = yes ] && [ "$version" = 2 ]; then
  # 2.7 has another language: it gets those tests of upstream's selection for 3.9 that it has.
  phase training
  tests=
  for each in array base64 binascii binop bisect bytes bz2 cmath codecs collections complex \
    cookie deque decimal difflib float functools generators hashlib heapq hmac int itertools \
    json long math memoryview operator ordered_dict pickle pprint re set sqlite statistics struct \
    tabnanny time unicode xml_etree xml_etree_c
  do
    if [ -e "Lib/test/test_$each.py" ]; then tests="$tests test_$each"; fi
  done
  find . -name '*.gcda' -delete
  run -m test.regrtest --pgo $tests
fi

# The user's own program: in a folder of its own, with main.py to begin with.
if [ -f /wee/workload/main.py ]; then
  phase 'training on the workload'
  (cd /wee/workload && /tmp/fixed /usr/src/python/python -s main.py)
fi

phase 'packing the profile'
cat >wee-profile <<'IDENTITY'
@profileIdentity@
IDENTITY
find . -name '*.gcda' | sort >/tmp/counted
tar --sort=name --format=ustar --mtime=1970-01-01 --owner=0 --group=0 --numeric-owner --mode=644 \
  -cf - wee-profile -T /tmp/counted | xz -T1 -6 >/wee/profile/profile.tar.xz
