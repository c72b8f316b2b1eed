"""Small whole programs: a scheduler, a ray tracer, constraints, a cipher, a template engine, trees."""

import math
import random
import re


class Packet:
    def __init__(self, link, ident, kind):
        self.link, self.ident, self.kind, self.datum, self.data = link, ident, kind, 0, [0] * 4

    def append_to(self, queue):
        self.link = None
        if queue is None:
            return self
        last = queue
        while last.link is not None:
            last = last.link
        last.link = self
        return queue


class Task:
    def __init__(self, ident, priority, queue, following):
        self.ident, self.priority, self.queue, self.following = ident, priority, queue, following
        self.waiting, self.held, self.count = queue is None, False, 0

    def is_held_or_waiting(self):
        return self.held or (self.waiting and self.queue is None)

    def take(self):
        packet = self.queue
        if packet is not None:
            self.queue = packet.link
        return packet

    def run(self, system):
        packet = self.take()
        return self.work(system, packet)

    def work(self, system, packet):
        raise NotImplementedError


class Worker(Task):
    def work(self, system, packet):
        if packet is None:
            self.waiting = True
            return self.following
        for i in range(len(packet.data)):
            self.count = self.count + 1 if self.count < 26 else 1
            packet.data[i] = 65 + self.count - 1
        return system.send(packet, (self.ident + 1) % len(system.tasks))


class Idle(Task):
    def work(self, system, packet):
        self.count += 1
        if packet is not None:
            packet.datum ^= 0xD008
            return system.send(packet, packet.datum % len(system.tasks))
        return self.following if self.count & 1 else system.release(self.count % len(system.tasks))


class System:
    def __init__(self, n):
        self.tasks, self.sent, following = [], 0, None
        for i in range(n):
            kind = Idle if i % 3 == 0 else Worker
            following = kind(i, i * 10, Packet(None, i, 1) if i % 2 else None, following)
            self.tasks.append(following)

    def send(self, packet, to):
        self.sent += 1
        task = self.tasks[to]
        task.queue = packet.append_to(task.queue)
        task.waiting = False
        return task

    def release(self, which):
        task = self.tasks[which]
        task.held = False
        return task if task.priority > 20 else task.following

    def schedule(self, steps):
        task = self.tasks[-1]
        for _ in range(steps):
            if task is None:
                task = self.tasks[self.sent % len(self.tasks)]
            task = task.following if task.is_held_or_waiting() else task.run(self)


class Vector:
    def __init__(self, x, y, z):
        self.x, self.y, self.z = x, y, z

    def dot(self, other):
        return self.x * other.x + self.y * other.y + self.z * other.z

    def __add__(self, other):
        return Vector(self.x + other.x, self.y + other.y, self.z + other.z)

    def __sub__(self, other):
        return Vector(self.x - other.x, self.y - other.y, self.z - other.z)

    def scaled(self, by):
        return Vector(by * self.x, by * self.y, by * self.z)

    def magnitude(self):
        return math.sqrt(self.dot(self))

    def normalized(self):
        return self.scaled(1.0 / self.magnitude())

    def reflected(self, other):
        other = other.normalized()
        return self - other.scaled(2 * self.dot(other))


class Sphere:
    def __init__(self, centre, radius):
        self.centre, self.radius = centre, radius

    def intersection(self, point, direction):
        to = self.centre - point
        v = to.dot(direction)
        left = self.radius * self.radius - (to.dot(to) - v * v)
        return None if left < 0 else v - math.sqrt(left)

    def normal_at(self, point):
        return (point - self.centre).normalized()


class Floor:
    def intersection(self, point, direction):
        return None if abs(direction.y) < 1e-9 else (-2 - point.y) / direction.y

    def normal_at(self, point):
        return Vector(0.0, 1.0, 0.0)


def trace(size):
    things = [Sphere(Vector(x, 0.5 * x, 10.0), 1.0 + 0.1 * x) for x in range(-3, 4)] + [Floor()]
    origin, light, pixels = Vector(0.0, 1.0, -5.0), Vector(5.0, 9.0, -3.0), bytearray()
    for y in range(size):
        for x in range(size):
            ray = Vector(x / size - 0.5, 0.5 - y / size, 1.0).normalized()
            hits = [(t, i) for i, thing in enumerate(things) if (t := thing.intersection(origin, ray)) and t > 0]
            if not hits:
                pixels.append(0)
                continue
            t, i = min(hits)
            point = origin + ray.scaled(t)
            normal = things[i].normal_at(point)
            ray.reflected(normal)
            pixels.append(min(255, int(max(0.0, normal.dot((light - point).normalized())) * 200 + 40)))


def sudoku(text):
    cells = {}
    for i, c in enumerate(text):
        cells[i // 9, i % 9] = set("123456789") if c == "." else {c}
    peers = {
        (r, c): {
            (s, d)
            for s in range(9)
            for d in range(9)
            if (s, d) != (r, c) and (s == r or d == c or (s // 3, d // 3) == (r // 3, c // 3))
        }
        for r in range(9)
        for c in range(9)
    }

    def reduce(cells):
        changed = True
        while changed:
            changed = False
            for place, options in cells.items():
                if len(options) == 1:
                    (only,) = options
                    for peer in peers[place]:
                        if only in cells[peer]:
                            cells[peer] = cells[peer] - options
                            changed = True
                            if not cells[peer]:
                                return None
        return cells

    def search(cells):
        cells = reduce(cells)
        if cells is None or all(len(o) == 1 for o in cells.values()):
            return cells
        place = min((p for p in cells if len(cells[p]) > 1), key=lambda p: (len(cells[p]), p))
        for option in sorted(cells[place]):
            found = search({**cells, place: {option}})
            if found:
                return found
        return None

    return search(cells)


def cipher(rounds):
    box = [(i * 167 + 13) % 256 for i in range(256)]
    key = [(i * 73) & 0xFF for i in range(16)]
    state = list(range(16))
    for n in range(rounds):
        state = [box[s ^ k] for s, k in zip(state, key)]
        state = state[5:] + state[:5]
        for i in range(0, 16, 4):
            a, b, c, d = state[i : i + 4]
            e = a ^ b ^ c ^ d
            state[i] = a ^ e ^ ((a << 1) & 0xFF ^ (0x1B if a & 0x80 else 0))
            state[i + 1] = b ^ e ^ ((b << 1) & 0xFF)
            state[i + 2] = c ^ (e >> 1)
            state[i + 3] = (d + e + n) % 256
        key = [(k + s) & 255 for k, s in zip(key, state)]
    return state


def render(rows):
    """A template compiled to Python, as template engines do."""
    template = "<table>{% for row in rows %}<tr>{% for cell in row %}<td>{{ cell }}</td>{% end %}</tr>{% end %}</table>"
    code, indent = ["def make(rows, escape):", "    out = []; add = out.append"], 1
    for part in re.split(r"(\{%.*?%\}|\{\{.*?\}\})", template):
        if part.startswith("{{"):
            code.append("    " * indent + f"add(escape(str({part[2:-2].strip()})))")
        elif part.startswith("{% end"):
            indent -= 1
        elif part.startswith("{%"):
            code.append("    " * indent + part[2:-2].strip() + ":")
            indent += 1
        elif part:
            code.append("    " * indent + f"add({part!r})")
    names = {}
    exec("\n".join(code + ["    return ''.join(out)"]), names)
    return names["make"](rows, lambda s: s.replace("&", "&amp;").replace("<", "&lt;"))


class Node:
    __slots__ = ("key", "value", "left", "right")

    def __init__(self, key, value):
        self.key, self.value, self.left, self.right = key, value, None, None


class Tree:
    def __init__(self):
        self.root, self.size = None, 0

    def put(self, key, value):
        if self.root is None:
            self.root = Node(key, value)
            return
        node = self.root
        while True:
            if key == node.key:
                node.value = value
                return
            side = "left" if key < node.key else "right"
            following = getattr(node, side)
            if following is None:
                setattr(node, side, Node(key, value))
                self.size += 1
                return
            node = following

    def get(self, key):
        node = self.root
        while node is not None and node.key != key:
            node = node.left if key < node.key else node.right
        return None if node is None else node.value

    def __iter__(self):
        stack, node = [], self.root
        while stack or node:
            while node:
                stack.append(node)
                node = node.left
            node = stack.pop()
            yield node.key, node.value
            node = node.right


def life(steps, size):
    alive = {(x, y) for x in range(size) for y in range(size) if (x * 7 + y * 13) % 5 < 2}
    for _ in range(steps):
        counts = {}
        for x, y in alive:
            for dx in (-1, 0, 1):
                for dy in (-1, 0, 1):
                    if dx or dy:
                        place = (x + dx) % size, (y + dy) % size
                        counts[place] = counts.get(place, 0) + 1
        alive = {p for p, n in counts.items() if n == 3 or n == 2 and p in alive}


def shortest(n):
    import heapq

    graph = {i: [((i * 7 + k * k + 1) % n, k + 1) for k in range(6)] for i in range(n)}
    far, waiting = {0: 0}, [(0, 0)]
    while waiting:
        d, at = heapq.heappop(waiting)
        if d > far[at]:
            continue
        for to, w in graph[at]:
            if d + w < far.get(to, 1 << 60):
                far[to] = d + w
                heapq.heappush(waiting, (d + w, to))


def distance(a, b):
    before = list(range(len(b) + 1))
    for i, x in enumerate(a, 1):
        now = [i]
        for j, y in enumerate(b, 1):
            now.append(min(before[j] + 1, now[j - 1] + 1, before[j - 1] + (x != y)))
        before = now
    return before[-1]


def splines(n, r):
    points = [(0.5 + 0.3 * math.cos(t), 0.5 + 0.3 * math.sin(2 * t)) for t in (i / 9 for i in range(60))]
    x = y = 0.5
    for _ in range(n):
        a, b = points[r.randrange(60)], points[r.randrange(60)]
        u = r.random()
        x, y = (x + a[0] * u + b[0] * (1 - u)) / 2, (y + a[1] * u + b[1] * (1 - u)) / 2


class Machine:
    """An interpreter within the interpreter."""

    def __init__(self, program):
        self.program, self.stack, self.at = program, [], 0

    def run(self):
        while self.at < len(self.program):
            name, *arguments = self.program[self.at]
            self.at += 1
            getattr(self, "do_" + name)(*arguments)
        return self.stack

    def do_push(self, x):
        self.stack.append(x)

    def do_add(self):
        self.stack.append(self.stack.pop() + self.stack.pop())

    def do_dup(self):
        self.stack.append(self.stack[-1])

    def do_less(self, n, to):
        if self.stack[-1] < n:
            self.at = to


def main():
    r = random.Random(11)
    puzzle = "53..7....6..195....98....6.8...6...34..8.3..17...2...6.6....28....419..5....8..79"
    rows = [[i * j if j % 3 else f"<{i}&{j}>" for j in range(12)] for i in range(120)]
    for _ in range(3):
        System(9).schedule(30000)
        trace(45)
        sudoku(puzzle)
        cipher(1500)
        render(rows)
        tree = Tree()
        for i in range(3000):
            tree.put(r.randrange(10000), i)
        for i in range(3000):
            tree.get(i)
        sum(v for _, v in tree)
        life(12, 40)
        shortest(1500)
        distance("kitten sitting" * 8, "sitting kitten" * 8)
        splines(8000, r)
        Machine([("push", 0), ("push", 1), ("add",), ("less", 8000, 1)]).run()


main()
