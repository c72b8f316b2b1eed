"""What grew between two images, module by module, as the table of docs/sizes.md.

    mvn -f examples/quickstart package -Dwee.pythons=3.13.5,3.14.7 -Dwee.base=distroless -Dwee.pip=false
    python3 src/bench/growth.py examples/quickstart/target/wee/3.13.5 examples/quickstart/target/wee/3.14.7

reads the layers of both (folders with image.json and oci/). Compressed is each file's own deflate, summed: a layer
is a little smaller than the sum of its files.
"""

import collections
import gzip
import json
import pathlib
import re
import sys
import tarfile
import zlib

LEAST = 20_000  # bytes, compressed: what changed by less is one line


def module(path):
    library = re.fullmatch(r"usr/local/lib/python[\d.]+t?/(?:lib-dynload/|__pycache__/)?(.+)", path)
    if library:
        name = library.group(1).split("/")[0]
        return "(build configuration)" if name.startswith(("_sysconfig", "config-", "build-details")) else name.split(".")[0]
    return "(interpreter)" if re.fullmatch(r"usr/local/bin/python[\d.]+t?", path) else "(base and scripts)"


def sizes(folder):
    """Module -> [bytes, bytes compressed]."""
    found = collections.defaultdict(lambda: [0, 0])
    folder = pathlib.Path(folder)
    for layer in json.loads((folder / "image.json").read_text())["layers"]:
        with gzip.open(folder / "oci/blobs" / layer["digest"].replace(":", "/")) as blob:
            with tarfile.open(fileobj=blob, mode="r|") as tar:
                for entry in tar:
                    if entry.isfile():
                        data = tar.extractfile(entry).read()
                        each = found[module(entry.name)]
                        each[0] += len(data)
                        each[1] += len(zlib.compress(data, 6))
    return found


def row(name, old, new):
    kb = ["%.0f" % (each / 1000) for each in (old[0], new[0], new[0] - old[0], new[1] - old[1])]
    return "| %s | %s |" % (name, " | ".join(kb))


def main():
    old, new = map(sizes, sys.argv[1:3])
    print("| module | before, kB | after, kB | growth, kB | compressed, kB |\n| --- | --- | --- | --- | --- |")
    growth = {name: new[name][1] - old[name][1] for name in sorted({*old, *new})}
    rest = [name for name in growth if abs(growth[name]) < LEAST]
    for name in sorted(set(growth) - set(rest), key=lambda name: -growth[name]):
        print(row(name, old[name], new[name]))
    total = lambda of, names: [sum(of[name][i] for name in names) for i in (0, 1)]
    print(row("%d others" % len(rest), total(old, rest), total(new, rest)))
    print(row("all", total(old, growth), total(new, growth)))


if len(sys.argv) != 3:
    sys.exit(__doc__)
main()
