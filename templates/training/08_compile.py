"""Starting up: reading, compiling and importing modules, and looking at them."""

import ast
import dis
import importlib
import inspect
import marshal
import os
import symtable
import sys
import types
import typing

LIBRARY = os.path.dirname(os.__file__)
SOURCES = [
    "argparse", "ast", "asyncio/base_events", "asyncio/tasks", "collections/__init__", "dataclasses", "datetime", "_pydatetime",
    "decimal", "email/message", "enum", "functools", "heapq", "inspect", "json/decoder", "logging/__init__", "os", "pathlib",
    "pickle", "re", "socket", "ssl", "string", "subprocess", "tarfile", "textwrap", "threading", "typing", "unittest/case",
    "urllib/parse", "xml/etree/ElementTree", "zipfile",
]
MODULES = [
    "abc", "argparse", "array", "ast", "base64", "bdb", "bz2", "calendar", "cmd", "code", "codeop", "colorsys", "concurrent.futures",
    "configparser", "contextlib", "copy", "csv", "ctypes", "dataclasses", "datetime", "decimal", "difflib", "doctest", "email.mime.text",
    "fileinput", "filecmp", "fractions", "ftplib", "getopt", "gettext", "gzip", "hashlib", "html", "http.server", "imaplib", "json",
    "linecache", "locale", "logging.config", "lzma", "mailbox", "mimetypes", "multiprocessing", "netrc", "numbers", "optparse", "pdb",
    "pickle", "pickletools", "platform", "plistlib", "poplib", "pprint", "profile", "pydoc", "random", "sched", "secrets", "selectors",
    "shelve", "shlex", "shutil", "smtplib", "sqlite3", "ssl", "statistics", "string", "subprocess", "tarfile", "tempfile", "textwrap",
    "timeit", "trace", "traceback", "tracemalloc", "types", "unittest.mock", "urllib.request", "uuid", "venv", "wave", "weakref",
    "webbrowser", "xml.dom.minidom", "xml.sax", "xmlrpc.client", "zipapp", "zipfile", "zoneinfo",
]


def texts():
    for name in SOURCES:
        path = os.path.join(LIBRARY, *(name + ".py").split("/"))
        if os.path.exists(path):
            with open(path, encoding="utf-8") as file:
                yield path, file.read()


def compiling():
    for path, text in texts():
        code = compile(text, path, "exec", dont_inherit=True)
        raw = marshal.dumps(code)
        for _ in range(6):
            marshal.loads(raw)
    for path, text in list(texts())[:9]:
        tree = ast.parse(text)
        for node in ast.walk(tree):
            node._fields
        ast.unparse(tree)
        compile(tree, path, "exec")
        symtable.symtable(text, path, "exec").get_children()
        list(dis.get_instructions(compile(text, path, "exec")))


def evaluating(n):
    names = {"a": 1, "b": 2}
    for i in range(n):
        eval("a + b * %d" % i, names)
        exec("def f(x, *y, z=3, **w):\n    for i in range(x):\n        yield i, z\nlist(f(3))", {})
        compile("[x for x in y if x] + {'a': 1}['a':2] or (lambda: 0)()", "x", "eval")
        if sys.version_info >= (3, 10):
            exec("match a:\n  case [1, x]: pass\n  case {'k': v}: pass\n  case 1 | 2: b = 3\n  case _: pass", dict(names))
        try:
            compile("a b", "x", "exec")
        except SyntaxError as e:
            str(e)


def importing(rounds):
    """Imports many modules again and again, as so many programs do once each."""
    known = set(sys.modules)
    for _ in range(rounds):
        for name in MODULES:
            try:
                importlib.import_module(name)
            except ImportError:
                pass
        for name in set(sys.modules) - known:
            if not name.startswith("_") and not isinstance(getattr(sys.modules[name], "__loader__", None), type):
                if getattr(sys.modules[name], "__file__", "").endswith(".py"):
                    del sys.modules[name]


T = typing.TypeVar("T")


class Generic(typing.Generic[T]):
    def method(self, a: int, b: "str" = "x", *c: float, d: typing.Optional[T] = None) -> typing.List[int]:
        """Documented."""
        return [a]


@typing.runtime_checkable
class Closing(typing.Protocol):
    def close(self) -> None: ...


def looking(n):
    for _ in range(n):
        s = inspect.signature(Generic.method)
        s.bind(None, 1, "b"), str(s), typing.get_type_hints(Generic.method), inspect.getdoc(Generic.method)
        inspect.isfunction(len), inspect.getmembers(Generic), typing.Union[int, str], typing.Dict[str, typing.List[int]]
        Generic[int](), typing.get_origin(typing.List[int]), isinstance(open, Closing), list[int], typing.Callable[[int], str]
        sys._getframe().f_code.co_name, types.FunctionType(looking.__code__, {}), dir(Generic), vars(Generic), Generic.__mro__


def main():
    compiling()
    evaluating(500)
    importing(3)
    looking(150)


main()
