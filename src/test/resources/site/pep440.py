"""Writes packaging.txt: what the library "packaging", which pip itself uses, says of versions and specifiers.

Run it as: python3 pep440.py > packaging.txt
"""
import itertools
import random

import packaging
from packaging.specifiers import InvalidSpecifier, Specifier
from packaging.version import InvalidVersion, Version

choose = random.Random(440)
forms = itertools.product(
    ["", "", "1!", "v"],
    ["1", "1.0", "1.0.0", "1.1", "01.02", "2.0.1", "1.10"],
    ["", "", "a1", "b2", ".rc1", "c1", "-ALPHA.2", "preview"],
    ["", "", ".post0", "-3", ".rev2", "post"],
    ["", "", ".dev0", "dev4"],
    ["", "", "+a", "+1", "+abc.5", "+Ubuntu-1", "+1.abc"],
)
versions = sorted(choose.sample(["".join(form) for form in forms], 90), key=Version)
print("# Written by pep440.py, with packaging", packaging.__version__)
print("versions", *versions)
print("order", *("=" if Version(a) == Version(b) else "<" for a, b in zip(versions, versions[1:])))
bad = ["1.", "1..0", ".1", "1a2b", "1.0+", "1.0+a+", "1.0++", "1.0+_a", "1.0+a_", "1!", "!1", "1!2!3", "1.0 a1", "-1",
       "1.0-", "1.0a-", "1.0--1", "1.0-r", "1.0.postdev", "1_0", "1.0+a-b_c.d", "x", "1.0.*", "1.0a.1", "1.0.a.1", "1.0_a_1"]


def valid(text):
    try:
        Version(text)
        return True
    except InvalidVersion:
        return False


for text in bad:
    print("version", "valid" if valid(text) else "invalid", text, sep="\t")
operands = choose.sample(versions, 14) + ["1.0", "1", "1.1", "2.0", "1!1.0", "1.0.post0", "1.0a1"]
for operator, operand in itertools.product(["==", "!=", "<=", ">=", "<", ">", "~=", "==="], operands):
    if operator == "~=" and "rev" in operand:
        continue  # "packaging" takes "rev2" for a part of the release there; PEP 440 does not.
    # === compares texts, and no version has that one.
    for text in [operator + operand] + ([operator + operand + ".*"] if operator != "===" else []):
        try:
            specifier = Specifier(text)
            admits = "".join("1" if specifier.contains(version, prereleases=True) else "0" for version in versions)
            print("specifier", text, admits, sep="\t")
        except InvalidSpecifier:
            print("specifier", text, "invalid", sep="\t")
