"""Finds shared libraries by looking into folders, for images in which neither ldconfig nor a
compiler can be asked. ctypes.util.find_library calls it last; part of wee's images, not of CPython."""

import glob
import os
import re
import struct
import sys

# Where the loader looks without a cache (ld.so(8)); a library found elsewhere is named by its path.
_TRUSTED = ["/lib/*-linux-gnu*", "/usr/lib/*-linux-gnu*", "/lib64", "/usr/lib64", "/lib", "/usr/lib"]

# As deep as wheels put libraries: <package>/lib/libx.so, <package>.libs/libx.so.
_DEPTH = 3


def find(name):
    """The library's soname, or its path where the loader would not find that; None for none."""
    matches = re.compile(r"lib%s\.so(\.|$)" % re.escape(name)).match
    machine = _machine("/proc/self/exe")
    environment = os.environ.get("LD_LIBRARY_PATH", "").replace(";", ":").split(":")
    for folder in [each for each in environment if each] + _expand(_TRUSTED):
        for path, soname in _libraries(folder, matches, machine):
            return soname
    below = [os.path.join(sys.prefix, "lib"), os.path.join(sys.prefix, "lib64")]
    for folder in _configured("/etc/ld.so.conf") + below + _site():
        for path, soname in _libraries(folder, matches, machine):
            return path
    return None


def _expand(patterns):
    return [folder for pattern in patterns for folder in sorted(glob.glob(pattern))]


def _configured(conf):
    """The folders of a file as ldconfig(8) reads it."""
    folders = []
    try:
        with open(conf) as lines:
            for line in lines:
                words = line.split("#")[0].split()
                if words[:1] == ["include"]:
                    for included in _expand(words[1:]):
                        folders += _configured(included)
                else:
                    folders += words[:1]
    except (IOError, OSError):
        pass
    return folders


def _site():
    """Folders of what is installed from wheels."""
    folders = []
    for top in sys.path:
        if top.endswith("-packages") and os.path.isdir(top):
            for folder, below, _ in os.walk(top):
                folders.append(folder)
                deep = folder[len(top) :].count(os.sep) >= _DEPTH
                below[:] = [] if deep else sorted(each for each in below if each != "__pycache__")
    return folders


def _libraries(folder, matches, machine):
    """Path and soname of each library of this machine there, those for programs to load first."""
    try:
        names = sorted((each for each in os.listdir(folder) if matches(each)), reverse=True)
    except OSError:
        return
    for name in names:
        path = os.path.join(folder, name)
        try:
            if _machine(path) == machine:
                yield path, _name(folder, path)
        except (IOError, OSError, ValueError, struct.error):
            pass  # A linker script, a broken link, or another kind of file.


def _name(folder, path):
    """What the loader finds it by: its soname where that is there too, as ldconfig would make it."""
    soname = _soname(path) or os.path.basename(path)
    return soname if os.path.exists(os.path.join(folder, soname)) else path


def _machine(path):
    """Class, byte order and processor of an ELF file."""
    with open(path, "rb") as file:
        head = file.read(20)
    if head[:4] != b"\x7fELF":
        raise ValueError(path)
    return head[4:6], head[18:20]


def _soname(path):
    """DT_SONAME of a 64-bit ELF file of this byte order, or None (elf(5))."""
    with open(path, "rb") as file:
        data = file.read()
    if data[4:5] != b"\x02":
        return None
    offset, size, count = struct.unpack_from("=Q", data, 32) + struct.unpack_from("=HH", data, 54)
    segments = [struct.unpack_from("=IIQQQQ", data, offset + i * size) for i in range(count)]
    tags = {}
    for kind, _, start, _, _, length in segments:
        if kind == 2:  # PT_DYNAMIC
            for at in range(start, start + length, 16):
                tag, value = struct.unpack_from("=QQ", data, at)
                tags.setdefault(tag, value)
    if 14 not in tags:  # DT_SONAME
        return None
    strings = tags[5]  # DT_STRTAB, an address
    for kind, _, start, address, _, length in segments:
        if kind == 1 and address <= strings < address + length:  # PT_LOAD
            begin = start + strings - address + tags[14]
            return str(data[begin : data.index(b"\0", begin)].decode())
    return None
