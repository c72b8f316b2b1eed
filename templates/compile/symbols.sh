
# Takes the debug information of what was built with -g here to /wee/out, by build ID. What images
# have was built without -g before, and lies in /wee/built: gcc makes the same code either way, and
# here is where that is looked at, byte for byte.
phase 'taking the debug symbols'
cd /wee/built
find bin lib -type f \( -name '*.so' -o -name 'lib*.so.*' -o -name 'python@majorMinor@' \) |
  LC_ALL=C sort >/tmp/programs
while read -r program; do
  # The linker hashed debug information into the build ID: that of the image counts.
  @tools@objcopy --dump-section .note.gnu.build-id=/tmp/note "$program" /tmp/same
  @tools@objcopy --update-section .note.gnu.build-id=/tmp/note "/usr/local/$program" /tmp/named
  @tools@strip --strip-unneeded -o /tmp/shipped "$program"
  @tools@strip --strip-unneeded -o /tmp/stripped /tmp/named
  if ! cmp /tmp/shipped /tmp/stripped; then
    echo "The code of $program is not what the image has: these symbols would not fit it."
    exit 1
  fi
  # A note: lengths of name and ID, type, "GNU", then the ID (elf(5)).
  id=$(od -An -v -tx1 -j16 /tmp/note | tr -d ' \n')
  folder=/wee/out/usr/lib/debug/.build-id/$(echo "$id" | cut -c1-2)
  mkdir -p "$folder"
  @tools@objcopy --only-keep-debug --compress-debug-sections /tmp/named \
    "$folder/$(echo "$id" | cut -c3-).debug"
  chmod 644 "$folder"/*.debug
  # py-bt and the like: gdb(1) loads this by itself below its debug-file-directory, by the program's
  # path, and beside the symbols, which counts where the program's path is that of a container.
  extension=/usr/src/python/Tools/gdb/libpython.py
  case $program in
    bin/* | lib/libpython*)
      if [ -e "$extension" ]; then
        mkdir -p "/wee/out/usr/lib/debug/usr/local/${program%/*}"
        install -m 644 "$extension" "/wee/out/usr/lib/debug/usr/local/$program-gdb.py"
        cat >>"/wee/out/usr/lib/debug/usr/local/$program-gdb.py" <<'FRAMES'


@frames@
FRAMES
        ln -s "../../usr/local/$program-gdb.py" "$folder/$(echo "$id" | cut -c3-).debug-gdb.py"
      fi
      ;;
  esac
done </tmp/programs
