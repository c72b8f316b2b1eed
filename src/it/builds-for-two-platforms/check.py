"""Run by the emulated interpreter: every module of the standard library that the image has."""
import importlib
import pkgutil
import platform
import sys
import sysconfig

assert platform.machine() == "aarch64", platform.machine()
# Begin to ask or to browse when they are imported.
skipped = {"antigravity", "this", "idlelib", "turtle", "turtledemo", "tkinter"}
modules = [m for m in sorted(sys.stdlib_module_names) if m not in skipped]
failed = {}
for module in modules:
    try:
        importlib.import_module(module)
    except ImportError as error:
        failed[module] = error
# Windows' and macOS's modules, and those that wee leaves out on every platform.
other = {"_msi", "_overlapped", "_scproxy", "_winapi", "_wmi", "_tkinter", "msvcrt", "nt",
         "ntpath", "winreg", "winsound", "_winreg", "_ios_support", "_android_support", "_dbm",
         "_gdbm", "_testconsole"}
assert not set(failed) - other, failed
import ctypes, hashlib, sqlite3, ssl, zlib
assert ssl.OPENSSL_VERSION.startswith("OpenSSL 3")
assert sqlite3.connect(":memory:").execute("select 6 * 7").fetchone() == (42,)
values = sysconfig.get_config_vars()
assert values["CC"] == "gcc", values["CC"]
assert "build-python" not in repr(values), [v for v in values.items() if "build-python" in repr(v)]
print("aarch64 imports", len(modules) - len(failed))
