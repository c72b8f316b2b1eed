"""Databases, XML, dates, mail, logging, paths and other modules that applications lean on."""

from fixed import Folder

import argparse
import calendar
import datetime
import email
import email.message
import email.policy
import glob
import html.parser
import http.client
import http.cookies
import io
import logging
import os
import pathlib
import plistlib
import pprint
import shutil
import sqlite3
import stat
import time
import traceback
import xml.dom.minidom
import xml.etree.ElementTree as etree
import xml.parsers.expat
import xml.sax
import zoneinfo


def database(n):
    db = sqlite3.connect(":memory:")
    db.row_factory = sqlite3.Row
    db.create_function("twice", 1, lambda x: x * 2)

    class Longest:
        def __init__(self):
            self.n = 0

        def step(self, text):
            self.n = max(self.n, len(text))

        def finalize(self):
            return self.n

    db.create_aggregate("longest", 1, Longest)
    db.create_collation("back", lambda a, b: (a < b) - (a > b))
    db.execute("create table t (id integer primary key, name text, price real, raw blob, gone)")
    for i in range(n):
        db.executemany(
            "insert into t (name, price, raw, gone) values (?, ?, ?, ?)",
            ((f"name {j} ü", j * 1.5, b"raw", None) for j in range(100)),
        )
        for row in db.execute("select * from t where id > :low limit 200", {"low": i * 50}):
            row["name"], row[2], row.keys()
        db.execute("select twice(id) from t limit 50").fetchall(), db.execute("select longest(name) from t limit 20").fetchone()
        db.execute("select name from t order by name collate back limit 10").fetchmany(5)
        with db:
            db.execute("update t set price = price + 1 where id % 7 = 0")
        try:
            db.execute("select nothing from t")
        except sqlite3.OperationalError:
            pass
        cursor = db.cursor()
        cursor.execute("select id, name from t where id = ?", (i,))
        cursor.fetchall(), cursor.description
    db.row_factory = None
    list(db.iterdump())[:2]
    db.close()


XML = "<?xml version='1.0'?><root xmlns:x='http://e.org'>" + "".join(
    f"<x:item id='{i}' name='n&amp;{i}'><title>Title {i} ü</title><![CDATA[raw <{i}>]]><empty/>tail</x:item><!-- c -->"
    for i in range(80)
) + "</root>"


class Handler(xml.sax.ContentHandler):
    def startElement(self, name, attrs):
        attrs.get("id")

    def characters(self, content):
        len(content)


class Links(html.parser.HTMLParser):
    def handle_starttag(self, tag, attrs):
        dict(attrs)


def markup(n):
    for _ in range(n):
        root = etree.fromstring(XML)
        for element in root.iter():
            element.tag, element.text, element.get("id"), len(element), element.attrib
        root.findall(".//title"), root.find("{http://e.org}item/title").text, root.findtext("none", "x")
        etree.tostring(root), etree.tostring(root, encoding="unicode")
        made = etree.Element("a", {"b": "c"})
        for i in range(60):
            child = etree.SubElement(made, "child", id=str(i))
            child.text = f"text {i}"
            child.set("k", "v")
        made.remove(made[3]), made.insert(0, etree.Element("z")), list(made)[2:4], made[1:3], etree.indent(made)
        for event, element in etree.iterparse(io.BytesIO(XML.encode()), events=("start", "end")):
            if event == "end":
                element.clear()
        parser = xml.parsers.expat.ParserCreate()
        parser.StartElementHandler = lambda name, attrs: None
        parser.CharacterDataHandler = len
        parser.Parse(XML, True)
    for _ in range(max(1, n // 8)):
        xml.sax.parseString(XML, Handler())
        xml.dom.minidom.parseString(XML[:0] + "<a><b c='d'>e</b></a>").toxml()
        Links().feed("<p class=x>text<a href='y'>&amp;</a><br/>" * 40)
        plistlib.loads(plistlib.dumps({"a": [1, 2.5, True, b"x"], "b": "c"}))
        plistlib.loads(plistlib.dumps({"a": [1, "x"]}, fmt=plistlib.FMT_BINARY), fmt=plistlib.FMT_BINARY)


def dates(n):
    utc, hour = datetime.timezone.utc, datetime.timedelta(hours=1)
    start = datetime.datetime(2020, 1, 31, 12, 30, 15, 123456, tzinfo=utc)
    try:
        zone = zoneinfo.ZoneInfo("Europe/Berlin")
    except zoneinfo.ZoneInfoNotFoundError:  # a build root without time zones
        zone = datetime.timezone(hour)
    for i in range(n):
        t = start + hour * i
        t.isoformat(), datetime.datetime.fromisoformat("2020-02-03T04:05:06.789+01:00"), t.strftime("%Y-%m-%d %H:%M:%S")
        t.astimezone(zone), t.date(), t.time(), t.timetuple(), t.timestamp(), t.weekday(), t.isocalendar(), t.replace(day=1)
        t - start, t > start, t == start, hash(t), str(t), repr(t), (t - start).total_seconds(), t.toordinal()
        datetime.date(2020, 2, 29) + datetime.timedelta(days=i % 400), datetime.date.fromordinal(700000 + i), datetime.datetime.fromtimestamp(i, utc)
        datetime.timedelta(seconds=i) / 3, datetime.timedelta(days=i) // hour, -hour, abs(-hour), str(hour * i), hour < hour * i
        datetime.time(1, 2, 3).isoformat(), datetime.date(2020, 1, 1).strftime("%A %d %B"), f"{t:%Y}", t.utcoffset()
        if i % 20 == 0:
            datetime.datetime.strptime("2020-01-02 03:04:05", "%Y-%m-%d %H:%M:%S"), time.strptime("12 Jan 2020", "%d %b %Y")
            time.gmtime(i), time.strftime("%c", time.gmtime(i)), time.mktime(time.gmtime(i)), calendar.monthrange(2020, 1 + i % 12)
    calendar.TextCalendar().formatyear(2020), list(calendar.Calendar().itermonthdates(2020, 2))


MAIL = """From: A <a@example.com>
To: =?utf-8?q?B=C3=BC?= <b@example.com>, "C, D" <c@example.com>
Subject: =?utf-8?b?SGVsbG8gd8O8cmxk?=
Date: Mon, 20 Nov 2000 19:12:08 -0500
MIME-Version: 1.0
Content-Type: multipart/mixed; boundary="xx"

--xx
Content-Type: text/plain; charset="utf-8"
Content-Transfer-Encoding: quoted-printable

H=C3=BC
--xx
Content-Type: application/octet-stream
Content-Transfer-Encoding: base64

aGVsbG8=
--xx--
"""


class Answer:
    def __init__(self, text):
        self.text = text

    def makefile(self, mode):
        return io.BytesIO(self.text)


def messages(n):
    body = b"HTTP/1.1 200 OK\r\nServer: x\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n"
    for _ in range(n):
        message = email.message_from_string(MAIL)
        [part.get_payload(decode=True) for part in message.walk()], message["subject"], message.as_string()
        parsed = email.message_from_string(MAIL, policy=email.policy.default)
        parsed["to"].addresses, str(parsed["subject"]), parsed["date"].datetime
        made = email.message.EmailMessage()
        made["Subject"], made["To"] = "Hü", "a@example.com"
        made.set_content("text\n" * 5)
        made.add_attachment(b"raw", maintype="application", subtype="x", filename="f")
        made.as_bytes()
        response = http.client.HTTPResponse(Answer(body))
        response.begin()
        response.read(), response.getheaders()
        cookie = http.cookies.SimpleCookie("a=b; c=d")
        cookie["a"]["path"] = "/"
        cookie.output()


def logs(n):
    out = io.StringIO()
    logger = logging.getLogger("training")
    logger.propagate = False
    logger.setLevel(logging.INFO)
    handler = logging.StreamHandler(out)
    handler.setFormatter(logging.Formatter("%(levelname)s %(name)s %(message)s"))
    logger.addHandler(handler)
    child = logger.getChild("a.b")
    for i in range(n):
        logger.info("number %d of %s", i, "x"), logger.debug("silent %s", i), child.warning("warning")
    try:
        raise ValueError("x")
    except ValueError:
        logger.exception("failed")
        for _ in range(20):
            traceback.format_exc(), traceback.format_stack()


def arguments(n):
    for _ in range(n):
        parser = argparse.ArgumentParser("x", description="text " * 20)
        parser.add_argument("file", nargs="*", help="help text " * 5)
        parser.add_argument("--number", "-n", type=int, default=3)
        parser.add_argument("--flag", action="store_true")
        sub = parser.add_mutually_exclusive_group()
        sub.add_argument("--a", choices=["b", "c"]), sub.add_argument("--d")
        parser.parse_args(["x", "-n", "5", "--flag", "--a=b"]), parser.format_help()
        pprint.pformat({"a": list(range(30)), "b": {"c": "text " * 20}})


def paths(n, folder):
    root = pathlib.Path(folder)
    for i in range(40):
        (root / f"d{i % 5}").mkdir(exist_ok=True)
        (root / f"d{i % 5}" / f"f{i}.txt").write_text("text")
    for i in range(n):
        p = root / "d1" / "f1.txt"
        p.name, p.suffix, p.stem, p.parent, p.parts, str(p), p.exists(), p.is_file(), p.with_suffix(".x"), p == root, hash(p)
        p.relative_to(root), p.joinpath("a", "b"), p.as_posix(), p.match("*.txt"), p.stat().st_size, p.read_text()
        sorted(root.glob("*/*.txt")), sorted(root.rglob("f1*")), sorted(root.iterdir()), pathlib.PurePath("a/../b//c").is_absolute()
        os.path.join(folder, "a", "b"), os.path.split(folder), os.path.splitext("a.b.c"), os.path.normpath("a/../b/./c")
        os.path.abspath("x"), os.path.exists(folder), os.path.basename(folder), os.path.isdir(folder), os.path.relpath("/a/b", "/a/c")
        sorted(os.listdir(folder)), [e.name for e in sorted(os.scandir(folder), key=lambda e: e.name) if e.is_dir()]
        [files for _, _, files in os.walk(folder)], os.environ.get("HOME"), stat.S_ISDIR(os.stat(folder).st_mode)
        sorted(glob.glob(os.path.join(folder, "*", "*1.txt")))
        if i % 20 == 0:
            shutil.copytree(folder + "/d1", folder + "/copy"), shutil.rmtree(folder + "/copy"), os.replace(p, p), p.rename(p)
            fd = os.open(p, os.O_RDONLY)
            os.read(fd, 3), os.lseek(fd, 0, 0), os.fstat(fd), os.close(fd), shutil.copy(p, folder + "/x"), os.remove(folder + "/x")


def main():
    with Folder() as folder:
        for _ in range(2):
            database(30)
            markup(24)
            dates(3000)
            messages(30)
            logs(3000)
            arguments(15)
            paths(100, folder)


main()
