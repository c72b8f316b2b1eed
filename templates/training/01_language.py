"""What every program is made of: calls, attributes, classes, generators, exceptions, formatting."""

import dataclasses
import enum
import functools
import operator
import types
import typing


class Shape:
    sides = 0
    registry: typing.ClassVar[dict] = {}

    def __init_subclass__(cls, **kwargs):
        super().__init_subclass__(**kwargs)
        Shape.registry[cls.__name__] = cls

    def __init__(self, name, size=1):
        self.name = name
        self.size = size

    @property
    def area(self):
        return self.size * self.size

    @classmethod
    def make(cls, *args, **kwargs):
        return cls(*args, **kwargs)

    @staticmethod
    def double(x):
        return x + x

    def scale(self, by):
        self.size *= by
        return self

    def __eq__(self, other):
        return isinstance(other, Shape) and self.size == other.size

    def __lt__(self, other):
        return self.size < other.size

    def __hash__(self):
        return hash((self.name, self.size))

    def __repr__(self):
        return f"{type(self).__name__}({self.name!r}, {self.size})"


class Square(Shape):
    sides = 4

    def scale(self, by):
        return super().scale(by)


class Circle(Shape):
    def __init__(self, name, size=1, *, unit="m"):
        super().__init__(name, size)
        self.unit = unit

    @property
    def area(self):
        return 3.14159 * self.size ** 2


class Slotted:
    __slots__ = ("x", "y", "z")

    def __init__(self, x, y, z):
        self.x, self.y, self.z = x, y, z

    def __add__(self, other):
        return Slotted(self.x + other.x, self.y + other.y, self.z + other.z)

    def __mul__(self, by):
        return Slotted(self.x * by, self.y * by, self.z * by)

    def __neg__(self):
        return Slotted(-self.x, -self.y, -self.z)

    def dot(self, other):
        return self.x * other.x + self.y * other.y + self.z * other.z

    def __getitem__(self, i):
        return (self.x, self.y, self.z)[i]

    def __len__(self):
        return 3

    def __bool__(self):
        return self.x != 0


class Dynamic:
    def __getattr__(self, name):
        if name.startswith("_"):
            raise AttributeError(name)
        return len(name)

    def __call__(self, *args):
        return len(args)

    def __contains__(self, what):
        return what == 3

    def __iter__(self):
        return iter((1, 2, 3))


class Typed:
    """A descriptor, as frameworks have them."""

    def __set_name__(self, owner, name):
        self.name = "_" + name

    def __get__(self, instance, owner):
        return self if instance is None else getattr(instance, self.name, None)

    def __set__(self, instance, value):
        setattr(instance, self.name, value)


class Model:
    a = Typed()
    b = Typed()


@dataclasses.dataclass(order=True)
class Point:
    x: int
    y: int = 0
    tags: list = dataclasses.field(default_factory=list, compare=False)


@dataclasses.dataclass(frozen=True)
class Frozen:
    x: int
    y: str


class Colour(enum.Enum):
    RED = 1
    GREEN = 2
    BLUE = 3


class Bits(enum.IntFlag):
    A = 1
    B = 2
    C = 4


class Failure(Exception):
    def __init__(self, code):
        super().__init__("failed", code)
        self.code = code


class Context:
    depth = 0

    def __enter__(self):
        self.depth += 1
        return self

    def __exit__(self, kind, value, trace):
        self.depth -= 1
        return kind is Failure


def positional(a, b, c):
    return a + b + c


def defaults(a, b=2, *, c=3, d=None):
    return a + b + c if d is None else d


def variadic(*args, **kwargs):
    return len(args) + len(kwargs)


def closure(n):
    total = 0

    def add(x):
        nonlocal total
        total += x * n
        return total

    return add


def fibonacci(n):
    return n if n < 2 else fibonacci(n - 1) + fibonacci(n - 2)


def ackermann(m, n):
    if m == 0:
        return n + 1
    if n == 0:
        return ackermann(m - 1, 1)
    return ackermann(m - 1, ackermann(m, n - 1))


def decorate(f):
    @functools.wraps(f)
    def inner(*args, **kwargs):
        return f(*args, **kwargs)

    return inner


@decorate
def decorated(a, b=1):
    return a * b


@functools.lru_cache(maxsize=64)
def cached(n):
    return n * n


@functools.singledispatch
def dispatch(x):
    return 0


@dispatch.register
def _(x: int):
    return x


@dispatch.register
def _(x: str):
    return len(x)


def calls(n):
    add = closure(3)
    part = functools.partial(positional, 1, c=2)
    bound = Square("s", 2).scale
    pair, options = (1, 2), {"c": 3}
    dynamic = Dynamic()
    for i in range(n):
        positional(i, 1, 2)
        defaults(i)
        defaults(i, 1, c=5)
        defaults(a=i, d=i)
        variadic(i, 2, x=3)
        variadic(*pair, **options)
        positional(*pair, **options)
        add(i)
        part(i)
        bound(1)
        decorated(i, b=2)
        cached(i & 127)
        dispatch(i)
        dispatch("abc")
        dynamic(1, 2)
        (lambda x: x + 1)(i)
        len(pair), abs(-i), min(i, 3), max(i, 3, 4), isinstance(i, int), callable(add)
        ord("a"), chr(65), hash(i), id(pair) and repr(i), str(i), int("12"), float("1.5"), bool(i)
        tuple([i]), list(pair), dict(options), set(pair), frozenset(pair), bytes(4), range(i)
        isinstance(i, (str, int)), issubclass(Square, Shape), getattr(bound, "__self__"), divmod(i, 7)
        sum((i, 2, 3)), any((0, i)), all((1, i)), sorted((3, 1, 2)), next(iter(pair)), pow(i, 2), round(1.5)


def attributes(n):
    shapes = [Square("a", 2), Circle("b", 3, unit="cm"), Shape("c"), Square.make("d", size=4)]
    model, dynamic = Model(), Dynamic()
    vector, step = Slotted(1.0, 2.0, 3.0), Slotted(0.1, 0.2, 0.3)
    space = types.SimpleNamespace(a=1, b=2)
    for i in range(n):
        for shape in shapes:
            shape.area, shape.sides, shape.name
            shape.size = i & 7
            shape.double(i)
            shape.scale(1)
            shape == shapes[0], shape < shapes[1], shape in shapes
        model.a = i
        model.b = model.a
        dynamic.something, 3 in dynamic
        hasattr(dynamic, "_missing"), getattr(dynamic, "_none", None)
        vector = (vector + step) * 0.5
        vector.dot(step), vector[1], len(vector), -vector
        if vector:
            space.a += 1
        space.b = space.a
        setattr(space, "c", i)
        del space.c
        x, y, *z = dynamic
        operator.attrgetter("name", "size")(shapes[0])
        Colour.RED.name, Colour(2).value, Colour["BLUE"], Bits.A | Bits.B
        point = Point(i, 2)
        point == Point(i, 2), point < Point(3), Frozen(i, "x") == Frozen(1, "x")
        if i % 16 == 0:
            hash(Frozen(i, "x")), repr(point), dataclasses.replace(point, x=1), dataclasses.asdict(point)


def count(n):
    i = 0
    while i < n:
        got = yield i
        i += got or 1


def chain(n):
    yield from count(n)
    return (yield from count(n // 2))


def walk(tree):
    if tree:
        yield from walk(tree[0])
        yield tree[1]
        yield from walk(tree[2])


def tree(low, high):
    if low >= high:
        return None
    middle = (low + high) // 2
    return tree(low, middle), middle, tree(middle + 1, high)


def generators(n):
    big = tree(0, 60)
    for i in range(n):
        sum(x for x in range(20) if x & 1)
        list(chain(10))
        for _ in walk(big):
            pass
        sending = count(10)
        next(sending)
        for _ in range(4):
            sending.send(2)
        sending.close()
        [x * y for x in range(4) for y in range(4) if x != y]
        {x: str(x) for x in range(8)}
        {x % 3 for x in range(12)}
        dict(zip("abc", range(3)))
        for a, (b, c) in enumerate(((1, 2), (3, 4))):
            a, b = b, a
        list(map(positional, (1, 2), (3, 4), (5, 6))), list(filter(None, (0, 1, 2)))
        for x, y, z in ((1, 2, 3), [4, 5, 6]):
            pass
        list(reversed([1, 2, 3])), [*range(3), *(4, 5)], {**{"a": 1}, "b": 2}


def raising(depth, error):
    if depth:
        raising(depth - 1, error)
    raise error


def exceptions(n):
    for i in range(n):
        try:
            raising(i % 5, Failure(i))
        except (KeyError, Failure) as e:
            e.code
        try:
            {}["missing"]
        except KeyError:
            pass
        try:
            [][1]
        except IndexError:
            pass
        try:
            int("x")
        except ValueError as e:
            str(e)
        try:
            None.missing
        except AttributeError:
            pass
        try:
            1 // 0
        except ZeroDivisionError:
            pass
        else:
            pass
        finally:
            i += 1
        with Context() as c:
            if i % 3 == 0:
                raise Failure(1)
            c.depth
        try:
            try:
                raise OSError(2, "no such file")
            except OSError as e:
                raise RuntimeError("outer") from e
        except RuntimeError as e:
            e.__cause__, e.__traceback__.tb_frame


def formatting(n):
    word, number, real = "word", 12345, 3.14159
    for i in range(n):
        f"{i} {word!r:>10} {number:,} {real:.2f} {i:05d} {real:e} {i:x} {i:#b} {word:^9}{i!s}"
        "%s %d %5.2f %r %x %%" % (word, i, real, word, i)
        "{} {0!r} {name}".replace("{0!r}", "{}").format(i, word, name=real)
        "{:>10}|{:<10}|{:^10}".format(word, i, real)
        str(real), repr(real), str(number * i), "%(a)s" % {"a": i}, word + str(i), word * 3
        ", ".join([word, str(i), f"{real}"]), b"%d %s" % (i, b"x"), format(i, "08b"), hex(i), oct(i)


def control(n):
    total = 0
    i = 0
    while True:
        i += 1
        if i > n:
            break
        if i % 3 == 0 and i % 5 == 0:
            total += 15
        elif i % 3 == 0 or i % 7 == 0:
            total += i
        elif 10 < i <= 1000:
            continue
        else:
            total -= i & 0xFF | i >> 2 ^ i << 1
        total = total if total is not None else 0
        if not total or total == i or total != 3 or i in (1, 2) or i not in [3, 4]:
            total = -total
    return total


def main():
    for _ in range(6):
        calls(1500)
        attributes(1200)
        generators(500)
        exceptions(1500)
        formatting(2500)
        control(40000)
        fibonacci(19)
        ackermann(2, 40)
    for i in range(60):
        made = type(f"Made{i}", (Square,), {"x": i, "f": lambda self: self.x})
        assert made("a").f() == i
        typing.NamedTuple("T", [("a", int), ("b", str)])(1, "x")
        dataclasses.make_dataclass("D", ["a", "b"])(1, 2)
        enum.Enum("E", "A B C").A


main()
