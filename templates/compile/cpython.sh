
# Builds and installs CPython to /usr/local and /wee/out. With pgo, /wee/profile/profile.tar.xz is
# what a training has counted; it may come from the tree that is here, or from another machine.

pgo=@pgo@
lto=@lto@

# What must not be made again: the frozen modules, and the tools that make them, know nothing of flags.
made='-o Programs/_testembed'
use=
if [ "$pgo" = yes ]; then
  made="$made -o Programs/_freeze_module -o _bootstrap_python"
  # An instrumented build has made the tools, else they are built here without any optimization.
  if [ ! -x python ]; then
    phase 'build of the tools'
    for tool in Programs/_freeze_module _bootstrap_python; do
      if grep -q "^$tool:" Makefile; then make_quietly "$own_cflags=$compile -O0 -w" "$tool"; fi
    done
  fi
  phase 'final build'
  find . \( -name '*.o' -o -name '*.gcda' -o -name '*.a' -o -name '*.so' \) -delete
  rm -f python libpython*.so*
  tar -xJf /wee/profile/profile.tar.xz
  # Correction: threads and, in 2.7, forks of a training or workload may have miscounted.
  use='-fprofile-use -fprofile-correction -Wno-missing-profile'
  # Partitions of the whole program, as many for any number of jobs; jobs only take turns on them.
  [ "$lto" = no ] || use="$use -flto=$JOBS -fuse-linker-plugin"
  make_all $made "$own_cflags=$compile $use" "$own_ldflags=$link $use"
else
  phase build
  make_all
fi
# What sysconfig tells of flags comes from make's environment too; there is nothing in it this time.
rm -f pybuilddir.txt
make -s -o python pybuilddir.txt

phase install
# The help text instead of three byte-compilations: ours comes after pruning and stripping.
make -s install $made COMPILEALL_OPTS=--help >/tmp/install.log 2>&1 ||
  { cat /tmp/install.log; exit 1; }
