"""Writes a table of the images in folders that wee:build made: src/bench/sizes.py target/wee ..."""

import json
import pathlib
import sys

print("| image | compressed, MB | unpacked, MB |")
print("| --- | --- | --- |")
for folder in sys.argv[1:]:
    for image in json.loads((pathlib.Path(folder) / "images.json").read_text())["images"]:
        name = f"{image['python']}, {image['flavour']}, {image['base']}"
        print(f"| {name} | {image['size'] / 1e6:.1f} | {image['rawSize'] / 1e6:.1f} |")
