"""Run in a container: the interpreter and its library are whole."""

import importlib
import ssl
import sys
import sysconfig
import venv

# What other systems have, or is left out on purpose: see docs/decisions/0500-dbm.md.
ELSEWHERE = {
    "Windows": {"_overlapped", "_winapi", "_wmi", "msvcrt", "nt", "winreg", "winsound"},
    "Apple's": {"_ios_support", "_scproxy"},
    "gdbm and Berkeley DB": {"_dbm", "_gdbm"},
    "Tk": {"_tkinter", "idlelib", "tkinter", "turtle", "turtledemo"},
}

left_out = set().union(*ELSEWHERE.values())
failed = []
for name in sorted(sys.stdlib_module_names - left_out):
    try:
        importlib.import_module(name)
    except BaseException as error:
        failed.append(f"{name}: {error!r}")
for name in (
    "concurrent.futures ctypes.util curses.panel dbm.dumb dbm.sqlite3 email.mime.text encodings.idna "
    "ensurepip html.parser http.server importlib.metadata json.tool logging.config multiprocessing.pool "
    "sqlite3.dbapi2 unittest.mock urllib.request venv wsgiref.simple_server xml.etree.ElementTree "
    "xml.parsers.expat xmlrpc.client zoneinfo"
).split():
    try:
        importlib.import_module(name)
    except BaseException as error:
        failed.append(f"{name}: {error!r}")
assert not failed, failed

import bz2, ctypes, decimal, hashlib, lzma, sqlite3, uuid, zlib, zoneinfo
import _decimal

assert decimal.Decimal is _decimal.Decimal
assert bz2.decompress(bz2.compress(b"wee")) == b"wee"
assert lzma.decompress(lzma.compress(b"wee")) == b"wee"
assert zlib.decompress(zlib.compress(b"wee")) == b"wee"
assert sqlite3.connect(":memory:").execute("select 6 * 7").fetchone() == (42,)
assert ctypes.CDLL(None).strlen(b"seven77") == 7
assert uuid.uuid1().version == 1
assert zoneinfo.ZoneInfo("Europe/Berlin").key in zoneinfo.available_timezones()
# OpenSSL's own, not the fallback.
assert hashlib.new("sha512_256", b"").name == "sha512_256"
import _hashlib

assert hashlib.sha256 is _hashlib.openssl_sha256

context = ssl.create_default_context()
assert context.verify_mode is ssl.CERT_REQUIRED and context.check_hostname
assert len(context.get_ca_certs()) > 100, len(context.get_ca_certs())

# With pip, from the wheel that CPython brings along: no network here.
venv.create("/tmp/venv", with_pip=True)

# What the compile ran in is nobody's business here.
for name, value in sysconfig.get_config_vars().items():
    if name == "userbase":  # of the user who asks
        continue
    for foreign in ("/wee/", "/root", "/home", "/var/", sys.argv[1]):
        assert foreign not in str(value), (name, value)

print("whole:", sys.version.split()[0], ssl.OPENSSL_VERSION)
