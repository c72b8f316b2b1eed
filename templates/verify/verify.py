"""Looks at the image that it runs in, with Python 2.7 to the newest: does the standard library import,
does what needs Debian's libraries and data work? For each check a line goes out:

    ##wee check <tab> group <tab> name <tab> passed, failed or skipped <tab> seconds <tab> message

Its arguments: what stands in /wee (a list of modules that are not looked for, with their reasons), and
an empty folder to write to."""

from __future__ import print_function

import os
import sys

elsewhere_list, folder = sys.argv[1:3]
library = os.path.dirname(os.__file__)


def compiled():
    """All bytecode below the interpreter's library, and when it was written."""
    found = set()
    for place, _, names in os.walk(library):
        for name in names:
            if name.endswith((".pyc", ".pyo")):
                path = os.path.join(place, name)
                found.add((path, os.stat(path).st_mtime))
    return found


# First, before anything is imported that may write some.
compiled_before = compiled()

import fnmatch
import re
import time
import traceback

# What CPython before 3.10 can't tell of itself: modules in C. Code in Python makes up for some of
# them, slowly and without a word.
IN_C = {
    2: "_bisect _collections _csv _ctypes _curses _curses_panel _elementtree _functools _hashlib"
    " _heapq _hotshot _io _json _locale _lsprof _multibytecodec _multiprocessing _random _socket"
    " _sqlite3 _ssl _struct array audioop binascii bz2 cPickle cStringIO cmath crypt datetime fcntl"
    " future_builtins grp itertools math mmap nis operator ossaudiodev parser pyexpat readline"
    " resource select spwd strop syslog termios time unicodedata zlib",
    3: "_asyncio _bisect _blake2 _bz2 _contextvars _crypt _csv _ctypes _curses _curses_panel"
    " _datetime _decimal _elementtree _hashlib _heapq _json _lsprof _lzma _md5 _multibytecodec"
    " _multiprocessing _opcode _pickle _posixshmem _posixsubprocess _queue _random _sha1 _sha256"
    " _sha3 _sha512 _socket _sqlite3 _ssl _statistics _struct _uuid array audioop binascii cmath"
    " fcntl grp math mmap nis ossaudiodev pyexpat readline resource select spwd syslog termios"
    " unicodedata zlib",
}

# 2.7's modules that can only be imported by the one that they are a part of.
PARTS = {"_LWPCookieJar": "cookielib", "_MozillaCookieJar": "cookielib"}

FILE = re.compile(r"^([A-Za-z_][A-Za-z0-9_]*)(\.cpython-[^.]*|\.abi3)?(\.py|\.pyc|\.so)$")


class Skipped(Exception):
    pass


def say(group, name, outcome, seconds, message=""):
    text = message.replace("\\", "\\\\").replace("\n", "\\n").replace("\t", " ")
    sys.__stdout__.write(
        "##wee check\t%s\t%s\t%s\t%.3f\t%s\n" % (group, name, outcome, seconds, text)
    )
    sys.__stdout__.flush()


def check(group, name, action):
    sys.__stdout__.write("##wee begin\t%s\t%s\n" % (group, name))
    sys.__stdout__.flush()
    began = time.time()
    try:
        action()
        say(group, name, "passed", time.time() - began)
    except Skipped as reason:
        say(group, name, "skipped", time.time() - began, str(reason))
    except BaseException:
        say(group, name, "failed", time.time() - began, traceback.format_exc())


def modules():
    """Every module that has a file, and those that are part of the interpreter."""
    found = set(sys.builtin_module_names)
    # This list of what there ought to be came with 3.10.
    in_c = IN_C[sys.version_info[0]].split()
    found.update(getattr(sys, "stdlib_module_names", in_c))
    for place, folders, names in os.walk(library):
        below = os.path.relpath(place, library).split(os.sep)
        below = [] if below in (["."], ["lib-dynload"]) else below
        folders[:] = [
            each
            for each in folders
            if re.match("^[A-Za-z_][A-Za-z0-9_]*$|^lib-dynload$", each)
            and each not in ("__pycache__", "site_packages", "test", "tests")
            and (each == "lib-dynload" or has_init(os.path.join(place, each)))
        ]
        for name in names:
            match = FILE.match(name)
            if match and match.group(1) != "__main__":
                found.add(".".join(below + [match.group(1)]).replace(".__init__", ""))
    return sorted(found - set(["__init__", "__main__"]))


def has_init(place):
    return any(os.path.exists(os.path.join(place, "__init__" + end)) for end in (".py", ".pyc"))


def reasons():
    found = []
    reason = ""
    with open(elsewhere_list) as lines:
        for line in lines:
            if line.startswith("#"):
                reason = line[1:].strip()
            elif line.strip():
                found.append((line.strip(), reason))
    if not os.path.isdir(os.path.join(library, "site-packages", "pip")):
        found.append(("ensurepip*", "left out with pip: <pip> is false"))
    return found


def imports():
    known = reasons()
    for name in modules():
        why = [reason for pattern, reason in known if fnmatch.fnmatchcase(name, pattern)]

        def action():
            if why:
                raise Skipped(why[0])
            if name in PARTS:
                __import__(PARTS[name])
            __import__(name)

        check("imports", name, action)


def no_bytecode():
    # What was there and did not fit its source is written anew: to a container, at each start.
    new = sorted(path for path, _ in compiled() - compiled_before)
    assert not new, "importing has written " + ", ".join(new[:20])


def sysconfig_paths():
    import sysconfig

    for name, value in sorted(sysconfig.get_config_vars().items()):
        if name == "userbase":  # of the user who asks
            continue
        for foreign in ("/wee/", "/root", "/home/", "/var/", "/tmp/"):
            assert foreign not in str(value), "%s has %s: %s" % (name, foreign, value)


def certificates():
    import ssl

    context = ssl.create_default_context()
    assert context.verify_mode == ssl.CERT_REQUIRED and context.check_hostname
    count = len(context.get_ca_certs())
    # Those of a folder are read when they are asked for, by the hash of their name.
    place = ssl.get_default_verify_paths().capath
    if place:
        count += len([name for name in os.listdir(place) if re.match("^[0-9a-f]{8}[.]0$", name)])
    assert count > 50, "%d certificates of authorities are trusted" % count


def hashed_certificates():
    import ssl

    place = ssl.get_default_verify_paths().capath
    assert place, "OpenSSL knows no folder of certificates"
    links = [name for name in os.listdir(place) if re.match("^[0-9a-f]{8}[.][0-9]$", name)]
    assert len(links) > 50, "%s has %d certificates by the hash of their name" % (place, len(links))
    for name in links:
        with open(os.path.join(place, name)) as lines:
            assert "BEGIN CERTIFICATE" in lines.read(), name


def media_types():
    import mimetypes

    word = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    for name, kind in ("x.docx", word), ("x.woff2", "font/woff2"), ("x.epub", "application/epub+zip"):
        assert mimetypes.guess_type(name)[0] == kind, (name, mimetypes.guess_type(name))


def libraries_by_name():
    import ctypes
    from ctypes.util import find_library

    for name in "c", "m", "crypto", "ssl", "z", "sqlite3", "ffi", "expat", "ncursesw":
        found = find_library(name)
        assert found, "no library is found by the name " + name
        ctypes.CDLL(found)
    assert find_library("c") == "libc.so.6", find_library("c")
    assert find_library("nothing-of-this-name") is None


def handshake():
    """Over a socket pair, by a cipher that wants no certificate."""
    import socket
    import ssl
    import threading
    import warnings

    warnings.simplefilter("ignore", DeprecationWarning)

    def context():
        made = ssl.SSLContext(ssl.PROTOCOL_TLSv1_2)
        made.set_ciphers("AECDH:@SECLEVEL=0")
        return made

    here, there = socket.socketpair(socket.AF_UNIX, socket.SOCK_STREAM)
    if sys.version_info[0] == 2:  # there these are not yet what ssl takes
        here, there = socket.socket(_sock=here), socket.socket(_sock=there)
    here.settimeout(30)
    there.settimeout(30)

    def serve():
        server = context().wrap_socket(there, server_side=True)
        server.sendall(server.recv(100)[::-1])
        server.close()

    thread = threading.Thread(target=serve)
    thread.start()
    client = context().wrap_socket(here)
    client.sendall(b"wee")
    assert client.recv(100) == b"eew"
    client.close()
    thread.join()


def hashes():
    import _hashlib
    import hashlib

    # OpenSSL's own, not what CPython has in its place.
    assert hashlib.sha256 is _hashlib.openssl_sha256
    assert hashlib.sha256(b"").hexdigest().startswith("e3b0c442")


def locales():
    import locale

    assert locale.setlocale(locale.LC_ALL, "") == "C.UTF-8", locale.setlocale(locale.LC_ALL, "")
    assert locale.getpreferredencoding().upper() == "UTF-8"
    assert sys.getfilesystemencoding().lower() == "utf-8"


def zones():
    summer = 1751364000  # 2025-07-01T10:00:00Z
    os.environ["TZ"] = "Europe/Berlin"
    time.tzset()
    assert time.localtime(summer).tm_hour == 12, time.localtime(summer)
    os.environ["TZ"] = "UTC"
    time.tzset()


def zoneinfo_zones():
    if sys.version_info < (3, 9):
        raise Skipped("zoneinfo came with 3.9")
    import datetime
    import zoneinfo

    berlin = datetime.datetime.fromtimestamp(1751364000, zoneinfo.ZoneInfo("Europe/Berlin"))
    assert berlin.hour == 12, berlin
    assert len(zoneinfo.available_timezones()) > 400


def databases():
    import sqlite3

    assert sqlite3.connect(":memory:").execute("select 6 * 7").fetchone() == (42,)


def deep_recursion():
    """In a thread, whose stack is smaller; in a process of its own, which a crash ends."""
    import subprocess

    deep = (
        "import sys, threading\n"
        "ends = []\n"
        "def deep(i):\n"
        "    deep(i + 1)\n"
        "def run():\n"
        "    try:\n"
        "        deep(1)\n"
        "    except RuntimeError:\n"
        "        ends.append(True)\n"
        "thread = threading.Thread(target=run)\n"
        "thread.start()\n"
        "thread.join()\n"
        "sys.exit(0 if ends else 1)\n"
    )
    run(subprocess, [sys.executable, "-c", deep])


def copies():
    """An interpreter's copies start at any place, where RPATH and RUNPATH lead nowhere."""
    import shutil
    import subprocess

    copy = os.path.join(folder, "copied", "bin", "python")
    os.makedirs(os.path.dirname(copy))
    shutil.copy(os.path.realpath(sys.executable), copy)
    run(subprocess, [copy, "-c", "import math, ssl"])
    if sys.version_info[0] > 2:
        import venv

        place = os.path.join(folder, "venv")
        venv.create(place, symlinks=False)
        inside = "import ssl, sys; assert sys.prefix == %r != sys.base_prefix" % place
        run(subprocess, [os.path.join(place, "bin", "python"), "-c", inside])


def compression():
    import bz2
    import zlib

    data = b"wee" * 1000
    assert zlib.decompress(zlib.compress(data)) == data
    assert bz2.decompress(bz2.compress(data)) == data
    if sys.version_info[0] > 2:
        import lzma

        assert lzma.decompress(lzma.compress(data)) == data


def free_threading():
    # An extension that doesn't declare itself safe would have switched the lock on, and all of the
    # standard library is imported by now.
    assert sys._is_gil_enabled() is False, "the global interpreter lock is on"


def foreign_functions():
    import ctypes

    assert ctypes.CDLL(None).strlen(b"seven77") == 7


def local_wheel():
    import subprocess
    import zipfile

    try:
        import pip  # noqa: F401
    except ImportError:
        raise Skipped("the image has no pip")
    wheel = os.path.join(folder, "weecheck-1.0-py2.py3-none-any.whl")
    info = "weecheck-1.0.dist-info/"
    with zipfile.ZipFile(wheel, "w") as out:
        out.writestr("weecheck.py", "ANSWER = 42\n")
        out.writestr(info + "METADATA", "Metadata-Version: 2.1\nName: weecheck\nVersion: 1.0\n")
        out.writestr(
            info + "WHEEL",
            "Wheel-Version: 1.0\nGenerator: wee\nRoot-Is-Purelib: true\n"
            "Tag: py2-none-any\nTag: py3-none-any\n",
        )
        out.writestr(
            info + "RECORD",
            "weecheck.py,,\n%sMETADATA,,\n%sWHEEL,,\n%sRECORD,,\n" % (info, info, info),
        )
    child = [sys.executable, "-m", "pip", "install", "--no-index", "--no-cache-dir"]
    run(subprocess, child + ["--disable-pip-version-check", wheel])
    # From another folder: the wheel itself is not to be found by accident.
    run(subprocess, [sys.executable, "-c", "import weecheck; assert weecheck.ANSWER == 42"])


def run(subprocess, command):
    child = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, cwd="/")
    said = child.communicate()[0]
    assert child.returncode == 0, "%s ended with %d:\n%s" % (
        " ".join(command),
        child.returncode,
        said.decode("utf-8", "replace"),
    )


sys.stdout = open(os.devnull, "w")  # "import this" has something to say
imports()
check("image", "no bytecode is written", no_bytecode)
check("image", "sysconfig names no build machine", sysconfig_paths)
check("image", "certificates of authorities", certificates)
check("image", "certificates by the hash of their name", hashed_certificates)
check("image", "TLS handshake", handshake)
check("image", "OpenSSL's hashes", hashes)
check("image", "locale", locales)
check("image", "time zones of libc", zones)
check("image", "time zones of zoneinfo", zoneinfo_zones)
check("image", "SQLite", databases)
check("image", "deep recursion in a thread", deep_recursion)
check("image", "compression", compression)
if hasattr(sys, "abiflags") and "t" in sys.abiflags:
    check("image", "threads without the global lock", free_threading)
check("image", "foreign functions", foreign_functions)
check("image", "libraries are found by name", libraries_by_name)
check("image", "media types", media_types)
check("image", "copies of the interpreter start", copies)
check("image", "pip installs a local wheel", local_wheel)
print("##wee done", file=sys.__stdout__)
