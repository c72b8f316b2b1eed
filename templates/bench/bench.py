"""One round of benchmarks, [--cpu] [name ...]: prints "name seconds" for each, the least of several short runs.
With --cpu, "cpu: name" of the processors that it runs on comes first.

Short runs, since a busy machine seldom leaves a long one alone; what compares interpreters runs many
rounds, one interpreter after the other, and takes the least again.
"""

import asyncio
import base64
import csv
import copy
import datetime
import decimal
import hashlib
import io
import json
import os
import pickle
import random
import re
import sqlite3
import string
import struct
import sys
import time
import xml.etree.ElementTree as etree

SHORTEST = 0.008
RUNS = 5
PROCESSES = 12  # starting one is at the mercy of all others
BENCHMARKS = {}


def benchmark(f):
    BENCHMARKS[f.__name__] = f
    return f


class Account:
    bank = "none"

    def __init__(self, owner, balance):
        self.owner, self.balance = owner, balance

    def deposit(self, amount):
        self.balance += amount
        return self

    @property
    def rich(self):
        return self.balance > 100

    def __lt__(self, other):
        return self.balance < other.balance


@benchmark
def interpreter_loop():
    total = 0
    for i in range(3000):
        if i % 3:
            total += i * 2
        else:
            total -= i >> 1
    return total


@benchmark
def calls():
    def add(a, b=1, *, c=0):
        return a + b + c

    def twice(f, x):
        return f(f(x))

    for i in range(500):
        twice(add, i)
        add(i, 2)
        add(i, c=3)


@benchmark
def methods_and_attributes():
    account = Account("me", 0)
    for i in range(600):
        account.deposit(i).deposit(1)
        account.rich, account.owner, account.bank
        account.balance = i


@benchmark
def recursion():
    def hanoi(n, a, b, c):
        return 0 if n == 0 else hanoi(n - 1, a, c, b) + 1 + hanoi(n - 1, c, b, a)

    return hanoi(9, 0, 1, 2)


@benchmark
def generators():
    def pairs(n):
        for i in range(n):
            yield i, i + 1

    def flat(n):
        for a, b in pairs(n):
            yield a
            yield b

    return sum(flat(600))


@benchmark
def exceptions():
    for i in range(400):
        try:
            if i % 2:
                raise LookupError(i)
            int("no number")
        except (LookupError, ValueError) as e:
            e.args


@benchmark
def comprehensions():
    return [[x * y for y in range(20) if y % 2] for x in range(20)], {x: x**2 for x in range(100)}


@benchmark
def unpacking():
    t = (1, 2, 3, 4, 5)
    for _ in range(800):
        a, b, c, d, e = t
        a, b = b, a
        first, *rest = t


@benchmark
def dicts():
    d = {}
    for i in range(500):
        d[i, "k"] = i
        d[str(i)] = i
    return sum(d[str(i)] + d.get((i, "k"), 0) for i in range(500)), sorted(d.values())


@benchmark
def sets():
    a, b = set(range(0, 500, 2)), set(range(0, 500, 3))
    return len(a & b) + len(a | b) + len(a - b) + sum(1 for i in range(500) if i in a)


NUMBERS = [random.Random(7).random() for _ in range(2000)]


@benchmark
def sorting():
    return sorted(NUMBERS), sorted(NUMBERS[:500], key=lambda x: -x), sorted(map(str, NUMBERS[:300]))


@benchmark
def objects_sorted():
    return sorted(Account(str(i), (i * 7919) % 1000) for i in range(300))


@benchmark
def floats():
    x, y, vx, vy = 1.0, 0.0, 0.0, 0.5
    for _ in range(800):
        r = (x * x + y * y) ** 1.5
        vx -= x / r * 0.01
        vy -= y / r * 0.01
        x += vx * 0.01
        y += vy * 0.01
    return x


@benchmark
def big_integers():
    a, b = 1, 1
    for _ in range(400):
        a, b = b, a * 3 + b
    return str(a * b), pow(a, 65, 10**60 + 7)


@benchmark
def decimals():
    total = decimal.Decimal(0)
    for i in range(200):
        total = (total + decimal.Decimal(i) / 7).quantize(decimal.Decimal("0.0001"))
    return total


WORDS = ("the cat sat on the mat and looked at the moon " * 40).split()


@benchmark
def strings():
    text = " ".join(WORDS)
    counts = {}
    for word in text.split():
        counts[word.upper()] = counts.get(word.upper(), 0) + 1
    return text.replace("cat", "dog").find("zebra"), text.title(), [w.startswith("m") for w in WORDS]


@benchmark
def formatting():
    return [f"{i:>8} {i / 7:.3f} {w!r}" for i, w in enumerate(WORDS[:200])], ["%s=%d" % (w, 1) for w in WORDS[:200]]


LINES = "\n".join(f"2024-01-{i % 28 + 1:02d} host{i} service[{i}]: user=u{i} action=login ip=10.1.2.{i % 255}" for i in range(150))


@benchmark
def regular_expressions():
    found = re.findall(r"(\d{4})-(\d\d)-(\d\d) (\w+) .*?user=(\w+).*ip=([\d.]+)", LINES)
    return found, re.sub(r"\d+", "#", LINES), re.split(r"\s+", LINES)


@benchmark
def regular_expressions_compiled():
    re.purge()
    return [re.compile(p) for p in (r"[a-z]+(?:\d{2,3})?$", r"(?P<key>\w+)\s*=\s*(?P<value>\"[^\"]*\"|\S+)", r"^(\w+|\d+)(,(\w+|\d+))*$")]


RECORDS = [{"id": i, "name": f"name {i}", "score": i / 3, "tags": ["a", "b", None, True], "sub": {"x": [1, 2, 3]}} for i in range(60)]
JSON, PICKLE = json.dumps(RECORDS), pickle.dumps(RECORDS)


@benchmark
def json_dumps():
    return json.dumps(RECORDS)


@benchmark
def json_loads():
    return json.loads(JSON)


@benchmark
def pickle_dumps():
    return pickle.dumps(RECORDS)


@benchmark
def pickle_loads():
    return pickle.loads(PICKLE)


@benchmark
def base64_both_ways():
    return base64.b64decode(base64.b64encode(PICKLE)), base64.b16decode(base64.b16encode(PICKLE[:1000]))


@benchmark
def base85_both_ways():
    return base64.b85decode(base64.b85encode(PICKLE[:1000]))


@benchmark
def hashes():
    return [hashlib.sha256(PICKLE[i : i + 100]).hexdigest() for i in range(0, 2000, 100)]


@benchmark
def structs():
    return [struct.unpack("<IHd8s", struct.pack("<IHd8s", i, 7, 0.5, b"abc")) for i in range(300)]


@benchmark
def deep_copies():
    return copy.deepcopy(RECORDS[:6])


@benchmark
def dates():
    t = datetime.datetime(2024, 2, 28)
    return [(t + datetime.timedelta(hours=i)).isoformat() for i in range(150)], datetime.datetime.strptime("2024-03-04", "%Y-%m-%d")


@benchmark
def csv_both_ways():
    out = io.StringIO()
    csv.writer(out).writerows((i, "text", 'with "quotes"') for i in range(100))
    return list(csv.reader(io.StringIO(out.getvalue())))


XML = "<r>" + "".join(f"<e id='{i}'><t>text {i}</t></e>" for i in range(100)) + "</r>"


@benchmark
def xml():
    root = etree.fromstring(XML)
    return [e.get("id") + e.find("t").text for e in root], etree.tostring(root)


DATABASE = sqlite3.connect(":memory:")
DATABASE.execute("create table t (a integer, b text)")


@benchmark
def sqlite():
    DATABASE.executemany("insert into t values (?, ?)", ((i, str(i)) for i in range(100)))
    rows = DATABASE.execute("select a, b from t where a % 2 = 0").fetchall()
    DATABASE.execute("delete from t")
    return rows


@benchmark
def tasks():
    async def work(n):
        for _ in range(n):
            await asyncio.sleep(0)

    async def main():
        await asyncio.gather(*(work(5) for _ in range(20)))

    return asyncio.run(main())


@benchmark
def templates():
    return [string.Template("$who likes $what").substitute(who=w, what="x") for w in WORDS[:100]]


@benchmark
def compiling():
    return compile("def f(a, b):\n    return [x for x in a if x > b and f(x, 1)] or {'k': (1, 2)}\n" * 8, "x", "exec")


def command(*arguments):
    """As few of this interpreter's own instructions as can be: the time is to be the started one's."""
    words = [sys.executable, *arguments]

    def process():
        child = os.posix_spawn(sys.executable, words, os.environ)
        if os.waitpid(child, 0)[1]:
            raise SystemExit(f"{words} failed")

    return process


BENCHMARKS["startup"] = command("-c", "pass")
BENCHMARKS["startup_with_imports"] = command("-c", "import asyncio, ssl, http.client, sqlite3, json")


def least(f):
    clock, loops = time.perf_counter, 1
    while True:
        start = clock()
        for _ in range(loops):
            f()
        took = clock() - start
        if took >= SHORTEST:
            break
        loops *= 2
    best = took
    for _ in range(PROCESSES if f.__name__ == "process" else RUNS):
        start = clock()
        for _ in range(loops):
            f()
        best = min(best, clock() - start)
    return best / loops


def cpu(lines):
    """The processors' name by proc_cpuinfo(5): that of the model, or on arm64, where there is none, the numbers of
    implementer and part (Arm's register MIDR_EL1)."""
    names, parts, implementer = [], [], ""
    for line in lines:
        key, _, value = line.partition(":")
        key, value = key.strip(), value.strip()
        if key == "model name":
            names.append(value)
        elif key == "CPU implementer":
            implementer = value
        elif key == "CPU part" and value.strip("0x"):  # All are 0 where a virtual machine hides it.
            parts.append(f"CPU implementer {implementer}, part {value}")
    return "; ".join(dict.fromkeys(filter(None, names or parts))) or "unknown"


def this_cpu():
    try:
        with open("/proc/cpuinfo", encoding="utf-8", errors="replace") as lines:
            return cpu(lines)
    except OSError:
        return "unknown"


def main():
    names = sys.argv[1:]
    if names[:1] == ["--cpu"]:
        print("cpu:", this_cpu(), flush=True)
        del names[0]
    for name in names or BENCHMARKS:
        print(name, "%.9f" % least(BENCHMARKS[name]), flush=True)


if __name__ == "__main__":
    main()
