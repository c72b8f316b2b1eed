"""What a training ran: for each C file of CPython, how many of its functions, and how often anything in them.

    mvn wee:train -Dwee.python=3.15.0rc2 -Dwee.profile=python.profile
    python3 src/bench/trained.py python.profile [part of a file's name ...]

reads the counts that the profile has. Without names it prints the files of which the training ran nothing: GCC
compiles these for size.
"""

import pathlib
import struct
import sys
import tarfile

MAGIC, FUNCTION, ARCS = 0x67636461, 0x01000000, 0x01A10000  # gcc/gcov-io.h: "gcda" and the tags of records


def counts(data):
    """One sum of the counts of its arcs for each function in a .gcda file of GCC 12 or newer."""
    if struct.unpack_from("<I", data)[0] != MAGIC:
        raise SystemExit("not a .gcda file of a little-endian machine")
    at, sums = 16, []
    while at + 8 <= len(data):
        # A length in bytes; a negative one stands for that many zeros.
        tag, length = struct.unpack_from("<Ii", data, at)
        at += 8
        if tag == FUNCTION and length:
            sums.append(0)
        elif tag == ARCS and length > 0:
            sums[-1] += sum(struct.unpack_from(f"<{length // 8}Q", data, at))
        at += max(length, 0)
    return sums


def main(profile, *names):
    rows = []
    with tarfile.open(profile, mode="r:xz") as tar:
        for entry in tar:
            if entry.name.endswith(".gcda"):
                sums = counts(tar.extractfile(entry).read())
                rows.append((pathlib.PurePath(entry.name).with_suffix(".c"), sums))
    print("| file | functions that ran | functions | times |")
    print("| --- | --- | --- | --- |")
    for file, sums in sorted(rows):
        if any(name in str(file) for name in names) or not names and not sum(sums):
            print(f"| `{file}` | {sum(map(bool, sums))} | {len(sums)} | {sum(sums)} |")
    print(f"\n{sum(bool(sum(sums)) for _, sums in rows)} of {len(rows)} files ran")


if len(sys.argv) < 2:
    raise SystemExit(__doc__)
main(*sys.argv[1:])
