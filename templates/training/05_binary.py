"""Bytes, buffers, hashes, compression, pickles and files in memory."""

from fixed import Folder

import array
import base64
import binascii
import bz2
import gzip
import hashlib
import hmac
import importlib
import io
import ipaddress
import lzma
import marshal
import mmap
import os
import pickle
import quopri
import struct
import tarfile
import uuid
import zipfile
import zlib

DATA = bytes(i * i * 31 % 251 for i in range(6000))
TEXT = b"The quick brown fox jumps over the lazy dog.\n" * 120


def methods(n):
    for i in range(n):
        b = TEXT[:300]
        b.split(), b.split(b"o"), b.find(b"lazy"), b.replace(b"fox", b"cat"), b.upper(), b.lower(), b.strip()
        b.startswith(b"The"), b.count(b"e"), b.hex(), bytes.fromhex("00ff10ab"), b.decode(), b[5], b[2:9], b + b"x"
        b.partition(b" "), b.splitlines(), b.translate(bytes(range(256))), b"".join([b, b]), b.rfind(b"q"), b.title()
        b == TEXT, b in TEXT, b < TEXT, hash(TEXT[i % 50 :]), list(b[:20]), b.isalpha(), b.center(400), b.index(b"q")
        m = bytearray(b)
        m += b"abc"
        m.append(33)
        m[3] = 65
        m[5:9] = b"wxyz!"
        m.extend((1, 2, 3)), m.pop(), m.reverse(), bytes(m), m.find(b"a"), m.insert(0, 5), m.remove(65)
        del m[:10]
        for x in b:
            if x == 10:
                pass
        view = memoryview(DATA)
        view[10:50].tobytes(), view[3], len(view), view[::2].tolist()[:3], view.cast("H")[4], view == DATA
        words = array.array("i", range(30))
        words.append(4), words.tobytes(), words[3], words[2:5], sum(words), words.byteswap(), words.index(words[3])
        doubles = array.array("d", [1.5] * 20)
        doubles[2] += 1.0
        doubles.extend([2.5, 3.5]), list(doubles), array.array("d", doubles.tobytes())


def structs(n):
    header = struct.Struct("<IHHq")
    for i in range(n):
        struct.pack("<IHHbBqd4s?f", i, 1, 2, -3, 4, 5, 1.5, b"abcd", True, 2.5)
        struct.unpack(">IHBq", struct.pack(">IHBq", i, 7, 8, -9))
        raw = header.pack(i, 2, 3, -4)
        header.unpack(raw), header.unpack_from(raw, 0), header.size, struct.calcsize("3i2d")
        struct.unpack("@ilhPc", struct.pack("@ilhPc", 1, 2, 3, 4, b"x")), struct.unpack("!f", b"\x40\x49\x0f\xdb")
        list(struct.iter_unpack("<H", DATA[:20]))


def encodings(n):
    for i in range(n):
        raw = DATA[i % 16 : 3000]
        for encode, decode in (
            (base64.b64encode, base64.b64decode), (base64.b32encode, base64.b32decode), (base64.b16encode, base64.b16decode),
            (base64.b85encode, base64.b85decode), (base64.a85encode, base64.a85decode),
            (base64.urlsafe_b64encode, base64.urlsafe_b64decode), (base64.encodebytes, base64.decodebytes),
        ):
            decode(encode(raw[: 400 if encode in (base64.b85encode, base64.a85encode, base64.b32encode) else 3000]))
        for _ in range(5):
            binascii.b2a_base64(raw), binascii.a2b_base64(binascii.b2a_base64(raw, newline=False))
            binascii.hexlify(raw), binascii.unhexlify(binascii.hexlify(raw)), binascii.hexlify(raw[:64], ":")
        binascii.crc32(raw), binascii.crc_hqx(raw, 0), binascii.b2a_qp(TEXT), binascii.a2b_qp(binascii.b2a_qp(TEXT))
        binascii.a2b_uu(binascii.b2a_uu(raw[:45])), quopri.encodestring(TEXT[:200])


def hashes(n):
    for i in range(n):
        for name in ("md5", "sha1", "sha224", "sha256", "sha384", "sha512", "sha3_256", "blake2b", "blake2s", "shake_128"):
            h = hashlib.new(name)
            h.update(DATA[:700])
            h.update(TEXT[:200])
            h.copy()
            h.hexdigest(9) if name == "shake_128" else h.hexdigest()
        for make in (hashlib.md5, hashlib.sha1, hashlib.sha256, hashlib.sha512, hashlib.blake2b):
            make(TEXT).digest()
        hmac.new(b"key", DATA[:500], "sha256").hexdigest(), hmac.compare_digest(b"abc", b"abd"), hmac.digest(b"k", b"m", "sha1")
        zlib.crc32(DATA), zlib.adler32(DATA)
        uuid.uuid5(uuid.NAMESPACE_DNS, "example.com"), str(uuid.UUID(int=i)), uuid.UUID("12345678123456781234567812345678").hex
        ipaddress.ip_address("10.0.0.%d" % (i % 255)) in ipaddress.ip_network("10.0.0.0/8"), str(ipaddress.ip_address("2001:db8::1"))
    # CPython's own, for where OpenSSL has none.
    for module, name in (
        ("_md5", "md5"), ("_sha1", "sha1"), ("_sha2", "sha256"), ("_sha2", "sha512"), ("_sha256", "sha256"), ("_sha512", "sha512"),
        ("_sha3", "sha3_256"), ("_sha3", "shake_128"), ("_blake2", "blake2b"), ("_blake2", "blake2s"),
    ):
        try:
            make = getattr(importlib.import_module(module), name)
        except ImportError:
            continue
        for _ in range(n):
            h = make(DATA)
            h.update(TEXT)
            h.hexdigest(5) if name == "shake_128" else h.hexdigest()


def compression(n):
    for _ in range(n):
        zlib.decompress(zlib.compress(TEXT)), bz2.decompress(bz2.compress(TEXT, 1)), gzip.decompress(gzip.compress(TEXT, mtime=0))
        lzma.decompress(lzma.compress(TEXT, preset=0))
        c, d = zlib.compressobj(wbits=-15), zlib.decompressobj(wbits=-15)
        packed = c.compress(TEXT) + c.compress(DATA) + c.flush()
        d.decompress(packed, 100), d.unconsumed_tail, d.flush()
        for module in (gzip, bz2, lzma):
            file = io.BytesIO()
            with module.open(file, "wb") as out:
                for line in TEXT.splitlines(True):
                    out.write(line)
            file.seek(0)
            with module.open(file, "rt") as lines:
                for _ in lines:
                    pass
        box = io.BytesIO()
        with zipfile.ZipFile(box, "w", zipfile.ZIP_DEFLATED) as z:
            for i in range(10):
                z.writestr(zipfile.ZipInfo(f"dir/file{i}"), TEXT, zipfile.ZIP_DEFLATED)
        with zipfile.ZipFile(box) as z:
            [z.read(name) for name in z.namelist()]
        box = io.BytesIO()
        with tarfile.open(fileobj=box, mode="w:gz") as t:
            for i in range(10):
                member = tarfile.TarInfo(f"dir/file{i}")
                member.size = len(TEXT)
                t.addfile(member, io.BytesIO(TEXT))
        box.seek(0)
        with tarfile.open(fileobj=box) as t:
            [t.extractfile(m).read() for m in t]


class Item:
    def __init__(self, i):
        self.number, self.name, self.links = i, f"item {i}", [i, (i, None), {"k": 1.5}]


class Slim:
    __slots__ = ("a",)

    def __getstate__(self):
        return {"a": self.a}

    def __setstate__(self, state):
        self.a = state["a"]

    def __reduce_ex__(self, protocol):
        return Slim, (), self.__getstate__()


def pickles(n):
    slim = Slim()
    slim.a = 3
    plain = {
        "list": list(range(-50, 300)), "floats": [i / 3 for i in range(100)], "text": ["a%d" % i for i in range(80)],
        "bytes": DATA[:500], "tuple": ((1, 2), (3, 4, 5), ()), "set": {1, 2}, "frozen": frozenset("ab"), "none": [None, True, False],
        "big": 1 << 100, "negative": -(1 << 70), "dicts": [{"id": i, "v": str(i)} for i in range(50)], "unicode": "ü天" * 9,
    }
    objects = [Item(i) for i in range(30)] + [slim, complex(1, 2), range(3), Item, len, b"x", bytearray(b"y")]
    for _ in range(n):
        for protocol in (2, 4, 5):
            pickle.loads(pickle.dumps(plain, protocol)), pickle.loads(pickle.dumps(objects, protocol))
        pickle.loads(pickle.dumps(plain["list"])), pickle.loads(pickle.dumps(plain["dicts"])), marshal.loads(marshal.dumps(plain["dicts"]))
        marshal.loads(marshal.dumps(list(range(200)) + ["a", 1.5, 1 << 80, (None, True)]))
        file = io.BytesIO()
        pickler = pickle.Pickler(file)
        for i in range(20):
            pickler.dump(i)
    for _ in range(max(1, n // 15)):
        pickle.loads(pickle.dumps(plain, 0)), pickle._loads(pickle._dumps(plain)), pickle._loads(pickle._dumps(objects))


def streams(n, folder):
    path = os.path.join(folder, "file")
    for i in range(n):
        with open(path, "wb") as out:
            for j in range(60):
                out.write(TEXT[: j * 3])
        with open(path, "rb") as file:
            file.read(10), file.readline(), file.seek(0), file.tell(), file.readlines()[:2]
            file.seek(0)
            for _ in file:
                pass
        with open(path, "r+b") as file, mmap.mmap(file.fileno(), 0) as mapped:
            mapped[3:9], mapped.find(b"lazy"), mapped.readline(), mapped.seek(2), mapped.read(5), len(mapped)
        with open(path, "w", encoding="utf-8") as out:
            for j in range(80):
                out.write(f"line {j} ü\n")
            print("x", 1, None, sep=",", file=out)
        with open(path, encoding="utf-8") as file:
            for line in file:
                line.rstrip("\n")
            file.seek(0)
            file.read(30), file.readline(), file.read()
        text = io.StringIO()
        for j in range(100):
            text.write("word ")
            print(j, file=text)
        text.getvalue(), text.seek(0), text.readline(), list(text), io.StringIO("a\nb\r\nc", newline=None).readlines()
        raw = io.BytesIO()
        for j in range(100):
            raw.write(b"word\n")
        raw.getvalue(), raw.seek(0), raw.readline(), raw.read(7), list(raw), raw.getbuffer()[3:5]
        wrapped = io.TextIOWrapper(io.BytesIO(TEXT), encoding="latin-1")
        for _ in wrapped:
            pass
        io.BufferedReader(io.BytesIO(TEXT)).peek(3), io.BufferedRandom(io.BytesIO(TEXT)).read(9)


def main():
    with Folder() as folder:
        for _ in range(2):
            methods(1500)
            structs(6000)
            encodings(30)
            hashes(60)
            compression(8)
            pickles(60)
            streams(50, folder)


main()
