"""What 3.15 has brought: frozendict, unpacking in comprehensions, lazy imports, bytearray's new method."""

import fixed  # noqa: F401

lazy import colorsys
lazy from textwrap import shorten


def frozen(n):
    base = frozendict(a=1, b=2)
    for i in range(n):
        one = base | {"c": i}
        hash(one), one == base, one["c"], one.get("d"), "a" in one, len(one), list(one.items())
        {one: i}[one], frozendict(zip("xyz", range(3))), dict(one), {**one}, one.copy()
        for key in one:
            pass


def unpacking(n):
    lists, maps = [[1, 2], [3], (), [4, 5, 6]], [{"a": 1}, {"b": 2}]
    for _ in range(n):
        [*each for each in lists], {*each for each in lists}, {**each for each in maps}
        sum((*each for each in lists))


def buffers(n):
    for i in range(n):
        buffer = bytearray(b"header body" * 4)
        buffer.take_bytes(7), bytes(buffer), buffer.take_bytes()


def lazily(n):
    for i in range(n):
        colorsys.rgb_to_hsv(0.1, 0.2, 0.3)
    shorten("a text of several words", 10)


def main():
    frozen(5000)
    unpacking(4000)
    buffers(4000)
    lazily(1000)


main()
