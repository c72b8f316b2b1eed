"""Strings, regular expressions, codecs and the text formats of the standard library."""

import ast
import codecs
import configparser
import csv
import difflib
import fnmatch
import html
import io
import json
import re
import shlex
import string
import textwrap
import tokenize
import unicodedata
import urllib.parse

LATIN = "The quick brown fox jumps over the lazy dog. " * 12
GERMAN = "Füße größer als Ähren, über Öl und Mühe hinweg. " * 8
GREEK = "Ξεσκεπάζω την ψυχοφθόρα βδελυγμία. " * 8
CHINESE = "天地玄黃宇宙洪荒日月盈昃辰宿列張" * 8
SMILES = "ok 😀 fine 🐍 " * 12
LOG = "\n".join(
    f'10.0.{i % 256}.{i % 7} - user{i} [10/Oct/2000:13:55:{i % 60:02d}] "GET /page/{i}?q=a+b HTTP/1.1" {200 + i % 5} {i * 37}'
    for i in range(120)
)
MARKUP = "<html><body>" + "".join(
    f'<div class="c{i}"><a href="http://example.com/{i}?x=1&amp;y=2">link {i}</a><p>some <b>text</b></p></div>'
    for i in range(60)
) + "</body></html>"


def methods(n):
    for i in range(n):
        for s in (LATIN[:90], GERMAN[:90], GREEK[:60], CHINESE[:40], SMILES[:40]):
            s.upper(), s.lower(), s.title(), s.swapcase(), s.capitalize(), s.casefold()
            s.split(), s.split(" "), s.split("o", 2), s.rsplit(None, 1), s.splitlines(), s.partition(" ")
            s.find("zz"), s.rfind("a"), s.index(s[5]), s.count("e"), s.replace("e", "xx"), s.replace(" ", "")
            s.startswith("The"), s.endswith(("x", "y")), s.strip(), s.lstrip("T"), s.rstrip(". ")
            s.center(100), s.ljust(100, "."), s.zfill(99), s.expandtabs(), s.isalpha(), s.isdigit(), s.isspace()
            s.isidentifier(), s.islower(), s.isupper(), s.isprintable(), s.isalnum(), s.istitle()
            s[3:20], s[::-1], s[::2], s[5], s[-1], len(s), s + "x", s * 2, s in LATIN, "q" in s, s < LATIN
            s == LATIN, hash(s + str(i)), "".join(reversed(s)), ",".join(s), list(s[:20]), max(s), min(s)
            s.translate({101: "E", 32: None}), s.encode(), repr(s), ascii(s[:20]), [ord(c) for c in s[:20]]
            for c in s:
                if c == "a":
                    pass
        "a,b,,c".split(","), "k=v".partition("="), "x".join(("a", "b")), "\n".join(["l"] * 9).splitlines(True)
        table = str.maketrans("abc", "xyz", "d")
        LATIN.translate(table)
        text = ""
        for c in "abcdefgh":
            text += c
        "{:d}".format(i), string.Template("$a ${b}").substitute(a=i, b="x"), str(b"abc", "ascii")


PATTERNS = [
    r"\d+", r"(\w+)@(\w+)\.com", r"^\S+ - (?P<user>\S+) \[(.*?)\] \"(\w+) (\S+)", r"[aeiou]{1,2}", r"\bfox\b",
    r"(?:quick|lazy|dog)", r"(a|b)*c", r".*o", r"(?i)THE", r"https?://[^\s\"<>]+", r"<([a-z]+)[^>]*>(.*?)</\1>",
    r"(?<=\s)f\w+", r"\s+$", r"(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})", r"(?!x)[^e]+e", r"[\u0370-\u03ff]+",
    r"^[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?$", r"(x+x+)+y", r"[^\x00-\x7f]", r"(?:(?:a{2,4}?)b?)+",
]


def expressions(n):
    compiled = [re.compile(p) for p in PATTERNS]
    raw = [re.compile(p.encode()) for p in PATTERNS if p.isascii() and "\\u" not in p]
    for _ in range(n):
        for p in compiled:
            for text in (LOG[:3000], LATIN, MARKUP[:2000], GREEK, GERMAN):
                p.search(text), p.match(text)
            p.findall(LOG[:1500]), p.sub("_", LATIN), p.split(GERMAN)
            for m in p.finditer(LOG[:800]):
                m.group(), m.start(), m.groups(), m.span()
        for p in raw:
            p.search(b"GET /index.html 10.0.0.1 fox"), p.findall(b"a1 b22 c333 <b>x</b>")
        re.sub(r"(\w)(\w*)", lambda m: m.group(2) + m.group(1), LATIN[:200]), re.escape("a.b*c")
        re.match(r"(?P<a>\w)", "abc").groupdict(), re.split(r"[,;]\s*", "a, b;c"), re.fullmatch(r"a+", "aaa")
        m = re.compile(r"(\w+) (\w+)").match("hello world")
        m[1], m.expand(r"\2 \1"), m.lastindex
        fnmatch.fnmatch("file.py", "*.py"), fnmatch.filter(["a.py", "b.c"], "*.py")
    for i in range(4):
        re.purge()
        for p in PATTERNS:
            re.compile(p + "(?:x%d)?" % i)
        re.compile("|".join(f"word{j}" for j in range(60)))


ENCODINGS = [
    "utf-8", "utf-16", "utf-16-le", "utf-32", "utf-7", "latin-1", "cp1252", "ascii", "iso8859-15", "cp437",
    "koi8-r", "gb2312", "gbk", "gb18030", "big5", "shift_jis", "euc_jp", "iso2022_jp", "euc_kr", "cp949",
    "unicode_escape", "raw_unicode_escape", "idna", "punycode", "utf-8-sig", "mac_roman", "hz", "big5hkscs",
]


def encodings(n):
    for _ in range(n):
        for name in ENCODINGS:
            for text in (LATIN[:40], GERMAN[:40], GREEK[:40], CHINESE[:40]):
                if name in ("idna", "punycode"):
                    text = text[:12].replace(".", "").strip()
                try:
                    text.encode(name, "replace" if name != "idna" else "strict").decode(name, "replace" if name != "idna" else "strict")
                except UnicodeError:
                    pass
        for text in (LATIN, GERMAN, GREEK, CHINESE, SMILES):
            raw = text.encode()
            for _ in range(5):
                raw.decode(), text.encode("utf-8"), raw.decode("utf-8", "surrogateescape"), raw.decode("latin-1")
                text.encode("ascii", "xmlcharrefreplace"), text.encode("ascii", "ignore")
            text.encode("ascii", "backslashreplace"), (raw[:-1] + b"\xff").decode("utf-8", "replace")
            decoder = codecs.getincrementaldecoder("utf-8")()
            for i in range(0, len(raw), 7):
                decoder.decode(raw[i : i + 7])
            for form in ("NFC", "NFD", "NFKC", "NFKD"):
                unicodedata.normalize(form, text)
            for c in text[:30]:
                unicodedata.category(c), unicodedata.bidirectional(c), unicodedata.combining(c), unicodedata.name(c, "")
                unicodedata.east_asian_width(c), unicodedata.decomposition(c), unicodedata.numeric(c, 0)
        unicodedata.lookup("GREEK SMALL LETTER ALPHA")


DOCUMENT = {
    "name": "wee", "numbers": list(range(60)), "floats": [i / 7 for i in range(40)], "none": None, "yes": True,
    "text": GERMAN, "quoted": 'a "b" \\ \n\t' * 10, "nested": [{"id": i, "tags": ["a", "b"], "ok": i % 2 == 0} for i in range(60)],
    "empty": [{}, [], ""], "deep": [[[[[[1]]]]]], "smile": SMILES,
}


def jsons(n):
    plain, pretty = json.dumps(DOCUMENT), json.dumps(DOCUMENT, indent=2, sort_keys=True)
    wide = json.dumps(DOCUMENT, ensure_ascii=False)
    small = [json.dumps({"id": i, "name": f"n{i}", "on": True}) for i in range(20)]
    for _ in range(n):
        json.loads(plain), json.loads(wide), json.loads(pretty), json.loads(plain.encode())
        json.dumps(DOCUMENT), json.dumps(DOCUMENT, ensure_ascii=False), json.dumps(DOCUMENT, separators=(",", ":"))
        for text in small:
            json.dumps(json.loads(text))
        json.dumps([1, 2, 3]), json.dumps("text"), json.dumps({}), json.loads("[1.5, -2e3, null]")
    for _ in range(n // 6):
        json.dumps(DOCUMENT, indent=1, sort_keys=True), json.loads(plain, parse_float=str, object_hook=lambda d: d)
        json.dump(DOCUMENT, io.StringIO())
        try:
            json.loads('{"a": }')
        except ValueError:
            pass


def formats(n):
    rows = [[str(i), f"name {i}", 'quo"ted', "a,b", str(i / 3)] for i in range(60)]
    ini = "[a]\nx = 1\ny = %(x)s2\n; comment\n" + "".join(f"[s{i}]\nkey{i} = value\n" for i in range(20))
    source = "\n".join(f"def f{i}(a, b={i}):\n    return a + b * {i} # note\n" for i in range(25))
    toml = "title = 'x'\n[a]\nb = [1, 2.5, true]\nd = 2020-01-01T00:00:00Z\n" + "".join(
        f'[[t]]\nid = {i}\nname = "n{i}"\nv = {{a = 1, b = "x"}}\n' for i in range(20)
    )
    for _ in range(n):
        out = io.StringIO()
        csv.writer(out).writerows(rows)
        for _ in csv.reader(io.StringIO(out.getvalue())):
            pass
        list(csv.DictReader(io.StringIO("a,b\n1,2\n3,4\n")))
        csv.DictWriter(out, ["a"]).writerow({"a": 1})
        parser = configparser.ConfigParser()
        parser.read_string(ini)
        parser["a"]["y"]
        shlex.split("a 'b c' \"d\" \\e"), shlex.quote("a b")
        textwrap.fill(LATIN, 60), textwrap.dedent("  a\n  b"), textwrap.shorten(LATIN, 40)
        html.escape(MARKUP[:500]), html.unescape("&lt;a&amp;b&#39;&eacute;")
        parts = urllib.parse.urlsplit("https://user@example.com:80/a/b;p?q=1&r=a%20b#frag")
        parts.hostname, urllib.parse.parse_qs("a=1&b=2&a=3"), urllib.parse.quote("a b/ü"), urllib.parse.unquote("a%20b%C3%BC")
        urllib.parse.urlencode({"a": 1, "b": "x y"}), urllib.parse.urljoin("http://a/b/c", "../d"), parts.geturl()
        difflib.SequenceMatcher(None, LATIN[:60], GERMAN[:60]).ratio()
        list(difflib.unified_diff(["a\n", "b\n"], ["a\n", "c\n"])), difflib.get_close_matches("appel", ["ape", "apple"])
        list(tokenize.generate_tokens(io.StringIO(source).readline))
        ast.literal_eval("{'a': [1, 2.5, (None, True)], 'b': b'x'}")
        string.capwords("a b c"), list(string.Formatter().parse("a{b}c"))
        try:
            import tomllib
        except ImportError:
            continue
        tomllib.loads(toml)


def main():
    for _ in range(2):
        methods(350)
        expressions(12)
        encodings(25)
        jsons(80)
        formats(8)


main()
