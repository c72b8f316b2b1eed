"""Writes markers.txt: what the library "packaging" says of markers on Python 3.13.5 for Linux on ARM.

Run it as: python3 markers.py > markers.txt
"""
import random

import packaging
from packaging.markers import Marker

ENVIRONMENT = {
    "os_name": "posix",
    "sys_platform": "linux",
    "platform_machine": "aarch64",
    "platform_python_implementation": "CPython",
    "platform_release": "",
    "platform_system": "Linux",
    "platform_version": "",
    "python_version": "3.13",
    "python_full_version": "3.13.5",
    "implementation_name": "cpython",
    "implementation_version": "3.13.5",
    "extra": "",
}
choose = random.Random(508)


def comparison():
    if choose.random() < 0.6:
        variable = choose.choice(["python_version", "python_full_version", "implementation_version"])
        operator = choose.choice(["==", "!=", "<", "<=", ">", ">=", "~=", "in", "not in"])
        value = choose.choice(["3.9", "3.13", "3.13.0", "3.13.5", "3.13.6", "3.14", "4", "3.13.5rc1", "2.7"])
        if operator in ("==", "!=") and choose.random() < 0.3:
            value = choose.choice(["3.*", "3.13.*", "3.12.*"])
        if operator == "~=" and "." not in value:
            operator = ">="
        if operator.endswith("in"):
            value = choose.choice(["3.12 3.13", "3.13.5", "2.7, 3.9"])
    else:
        # Texts have no order: pip's versions differ there.
        variable = choose.choice(["os_name", "sys_platform", "platform_machine", "platform_system",
                                  "platform_python_implementation", "implementation_name", "extra"])
        operator = choose.choice(["==", "!=", "in", "not in"])
        value = choose.choice(["posix", "linux", "win32", "aarch64", "x86_64", "Linux", "CPython", "cpython", "dev"])
    quote = choose.choice("'\"")
    value = quote + value + quote
    if choose.random() < 0.15 and not operator.endswith("in") and "*" not in value:
        return f"{value} {operator} {variable}"
    return choose.choice(["{} {} {}", "{}  {}  {}"]).format(variable, operator, value)


def marker(depth):
    if depth == 0 or choose.random() < 0.3:
        return comparison()
    joined = choose.choice([" and ", " or ", " and "]).join(marker(depth - 1) for _ in range(choose.randint(2, 3)))
    return f"({joined})" if choose.random() < 0.5 else joined


print("# Written by markers.py, with packaging", packaging.__version__)
for _ in range(400):
    text = marker(choose.randint(0, 3))
    try:
        print(str(Marker(text).evaluate(ENVIRONMENT)).lower(), text, sep="\t")
    except packaging.markers.UndefinedComparison:
        pass  # A comparison that PEP 508 does not define.
    except packaging.version.InvalidVersion:
        pass
