
# Trains: an instrumented interpreter runs the scripts in /wee/training, the user's workload or both; what it counted is packed as /wee/profile/profile.tar.xz. The same source, flags
# and scripts give the same bytes.

own_training=@ownTraining@

phase 'instrumented build'
# Without LTO: its profile serves builds with and without. Warnings come with the final build.
make_all "$own_cflags=$compile -fprofile-generate -w" "$own_ldflags=$link -fprofile-generate"

# Addresses decide where an object lies in a hash table by identity, so they must not be random.
cat >/tmp/fixed.c <<'C'
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/personality.h>
#include <unistd.h>

int main(int count, char **arguments) {
  (void)count;
  sigset_t none;
  sigemptyset(&none);
  sigprocmask(SIG_SETMASK, &none, NULL);
  /* Whoever started this may have some ignored: nohup, or a shell in the background. Python asks. */
  for (int number = 1; number < NSIG; number++) signal(number, SIG_DFL);
  setenv("LD_PRELOAD", "/tmp/files.so", 1);
  unsetenv("OLDPWD"); /* Where a sandbox starts its job. */
  if (personality(ADDR_NO_RANDOMIZE) < 0) perror("addresses stay random; profiles will differ");
  execv(arguments[1], arguments + 1);
  perror(arguments[1]);
  return 127;
}
C
gcc -O1 -o /tmp/fixed /tmp/fixed.c
cat >/tmp/files.c <<'C'
@files@
C
gcc -O1 -shared -fPIC -o /tmp/files.so /tmp/files.c -ldl -lpthread
run() {
  # A script that this version has no module for has trained up to there.
  /tmp/fixed /usr/src/python/python -s "$@" || echo "training: $* ended with status $?"
}
[ "$shared_library" = no ] || export LD_LIBRARY_PATH=/usr/src/python

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
