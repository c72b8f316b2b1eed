"""What 3.14 has brought: template strings, deferred annotations, Zstandard, interpreters, asyncio's news."""

import fixed  # noqa: F401

import annotationlib
import ast
import asyncio
import compression.zstd as zstd
import concurrent.interpreters as interpreters
import dataclasses
import functools
import heapq
import inspect
import io
import json
import string.templatelib as templatelib
import typing


def escaped(template):
    """As a library for HTML or SQL reads a template."""
    parts = []
    for each in template:
        if isinstance(each, str):
            parts.append(each)
        else:
            value = templatelib.convert(each.value, each.conversion)
            parts.append(format(value, each.format_spec).replace("<", "&lt;"))
    return "".join(parts)


def templates(n):
    name, price = "<ä>", 3.14159
    for i in range(n):
        page = t"<p id={i:05d}>{name!r} costs {price:.2f} and {i + 1}</p>" t"{name}"
        escaped(page), page.strings, page.values, len(page.interpolations)
        match page.interpolations[0]:
            case templatelib.Interpolation(value, expression, conversion, spec):
                pass
        escaped(t"{name}"), escaped(t"plain"), (t"a{i}" + t"b{i}").strings


def annotated(number):
    class Node:
        left: Node | None
        right: Node | None = None
        names: list[str] = ()
        later: typing.Optional[Unknown] = None  # noqa: F821

        def add(self, other: Node, *, times: int = number) -> dict[str, Node]:
            return {}

    @dataclasses.dataclass(slots=True)
    class Item:
        name: str
        price: float = 0.0
        tags: list[str] = dataclasses.field(default_factory=list)
        parent: Item | None = None

    return Node, Item


def annotations(n):
    formats = annotationlib.Format.FORWARDREF, annotationlib.Format.STRING
    for i in range(n):
        node, item = annotated(i)
        for form in formats:
            annotationlib.get_annotations(node, format=form)
            annotationlib.get_annotations(node.add, format=form)
        node.add.__annotations__, item.__annotations__, item("a", 1.5).parent
        inspect.signature(node.add), annotationlib.get_annotate_from_class_namespace(vars(node))
        try:
            node.__annotations__
        except NameError:
            pass


def compression(n):
    data = json.dumps([{"id": i, "name": f"name {i}", "tags": ["a", "b"]} for i in range(400)]).encode()
    for i in range(n):
        for level in 1, 3, 9:
            packed = zstd.compress(data, level=level)
            assert zstd.decompress(packed) == data
        one, two = zstd.ZstdCompressor(), zstd.ZstdDecompressor()
        parts = [one.compress(data[at : at + 1000]) for at in range(0, len(data), 1000)] + [one.flush()]
        b"".join(map(two.decompress, parts)), two.eof, two.unused_data
        with zstd.open(io.BytesIO(packed)) as lines:
            sum(len(line) for line in lines)
        into = io.BytesIO()
        with zstd.ZstdFile(into, "wb") as file:
            file.write(data)
        zstd.get_frame_info(packed).decompressed_size, zstd.get_frame_size(packed)


def total(numbers):
    return sum(numbers)


def several_interpreters(n):
    """One after the other in this thread: nobody waits for anybody."""
    for i in range(n):
        other = interpreters.create()
        queue = interpreters.create_queue()
        other.prepare_main(queue=queue, number=i)
        for each in "text", b"bytes", i, 1.5, None, True, (1, "two", (3.0,)):
            queue.put(each)
        other.exec("for _ in range(7): queue.put(queue.get())\nx = [j * number for j in range(300)]")
        for _ in range(7):
            queue.get()
        other.exec("def f(n): return n if n < 2 else f(n - 1) + f(n - 2)\nqueue.put(f(12))")
        queue.get(), other.call(total, (1, 2, 3)), interpreters.list_all(), other.is_running()
        try:
            other.exec("1 // 0")
        except interpreters.ExecutionFailed:
            pass
        other.close()


async def leaf(i):
    await asyncio.sleep(0)
    return i


async def graph():
    return asyncio.format_call_graph()


async def tasks(n):
    for i in range(n):
        async with asyncio.TaskGroup() as group:
            all = [group.create_task(leaf(j), name=f"t{j}") for j in range(10)]
        [each.result() for each in all], len(asyncio.all_tasks()), asyncio.current_task()
        async for done in asyncio.as_completed([leaf(1), leaf(2)]):
            await done
        if i % 20 == 0:
            await asyncio.create_task(graph())
        async with asyncio.timeout(None):
            await leaf(i)
        try:
            async with asyncio.TaskGroup() as group:
                group.create_task(leaf(1))
                raise ValueError
        except* ValueError:
            pass


async def eager(n):
    asyncio.get_running_loop().set_task_factory(asyncio.eager_task_factory)
    await tasks(n)


def smaller(n):
    of = functools.partial(divmod, functools.Placeholder, 7)
    for i in range(n):
        of(i)
        heap = [j * 7 % 31 for j in range(31)]
        heapq.heapify_max(heap), heapq.heappush_max(heap, i), heapq.heappop_max(heap)
        try:
            int("x")
        except ValueError, TypeError:
            pass
        f"{i:_}", f"{i * 1.5:,.2f}", complex.from_number(i), float.from_number(i)
    source = "x: int = 1\ndef f(a: A, /) -> B: return t'{a!r:>{x}}'\n"
    for _ in range(n // 50):
        compile(source, "s", "exec", optimize=1), ast.compare(ast.parse(source), ast.parse(source))


def main():
    templates(3000)
    annotations(150)
    compression(15)
    several_interpreters(6)
    asyncio.run(tasks(150))
    asyncio.run(eager(100))
    smaller(1500)


main()
