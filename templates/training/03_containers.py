"""Lists, dicts, sets, sorting, and the modules that work on them."""

import bisect
import collections
import copy
import functools
import graphlib
import heapq
import itertools
import operator
import queue
import random
import weakref


def lists(n):
    for i in range(n):
        a = [3, 1, 2]
        a.append(i)
        a.extend((4, 5))
        a.insert(0, 9)
        a += [7]
        a[1:3], a[::-1], a[-1], a[2] == 3, a + [1], a * 2, len(a), 3 in a, 99 in a
        a[1:2] = [8, 8]
        a.pop(), a.pop(0), a.index(8), a.count(8)
        a.reverse()
        a.sort()
        a.remove(8)
        del a[0], a[:1]
        a.copy(), a == [1, 2], a < [2], min(a), max(a), sum(a), tuple(a), list(a), sorted(a, reverse=True)
        b = [[0] * 4 for _ in range(4)]
        b[1][2] = b[2][1] = i
        [list(row) for row in zip(*b)]
        x, y, z, *rest = 1, 2, 3, 4, 5
        (x, y), z = (z, x), y
        t = (1, 2, 3)
        t + (4,), t[1:], t[0], t * 2, t == (1, 2, 4), t < (1, 3), hash(t), 2 in t, t.index(2)
        a.clear()


class Key:
    def __init__(self, n):
        self.n = n

    def __hash__(self):
        return self.n

    def __eq__(self, other):
        return self.n == other.n


def dicts(n):
    names = [f"name{i}" for i in range(50)]
    shared = dict.fromkeys(names, 0)
    keys = [Key(i) for i in range(20)]
    own = {k: i for i, k in enumerate(keys)}
    for i in range(n):
        d = {"a": 1, "b": 2}
        d["c"] = i
        d[i] = d["a"]
        d.get("x"), d.get("a", 3), "a" in d, "z" not in d, len(d), d == {"a": 1}
        d.setdefault("e", []).append(i)
        d.update(f=1, g=2)
        d.update({"h": 3})
        d.pop("f"), d.pop("none", None)
        del d["g"]
        for k in d:
            pass
        for k, v in d.items():
            pass
        list(d.values()), list(d), d.copy(), d | {"y": 1}, dict(d, z=2), d.keys() & {"a"}, dict(a=1)
        shared[names[i % 50]] += 1
        own[keys[i % 20]] += 1
        d[(i, "t")] = 1
        d[1.5] = d[b"x"] = d[None] = 2
        (i, "t") in d, d[1.5]
        d.popitem()
        d.clear()
    big = {}
    for i in range(n * 4):
        big[i * 7] = i
    for i in range(n * 4):
        if i in big:
            del big[i]
    text = [str(i) for i in range(n * 2)]
    index = {t: i for i, t in enumerate(text)}
    sum(index[t] for t in text)


def sets(n):
    even, odd = set(range(0, 60, 2)), set(range(1, 60, 2))
    words = {"a", "b", "c"}
    for i in range(n):
        s = {1, 2, i}
        s.add(i + 1)
        s.discard(2)
        s |= {5}
        s & even, s | odd, s - even, s ^ odd, s <= even, s < odd, 5 in s, s == even, len(s)
        s.update(words, (1, 2))
        s.isdisjoint(odd), s.issubset(even), s.union([1]), s.intersection([1]), s.copy()
        frozenset(s) in {frozenset((1, 2))}, "a" in words, set("hello")
        for x in s:
            pass
        s.remove("a")
        s.pop()
        s.clear()
    seen = set()
    for i in range(n * 4):
        seen.add(i * i % 1009)
        (i, i + 1) in seen


def sorting(n):
    r = random.Random(3)
    for size in (5, 30, 400, 3000):
        for _ in range(max(1, n // size)):
            numbers = [r.random() for _ in range(size)]
            whole = [r.randrange(1000) for _ in range(size)]
            words = [str(x) for x in whole]
            pairs = list(zip(whole, words))
            sorted(numbers), sorted(whole), sorted(words), sorted(pairs), sorted(whole, reverse=True)
            sorted(pairs, key=operator.itemgetter(1)), sorted(words, key=len)
            sorted(pairs, key=lambda p: -p[0]), sorted(whole, key=functools.cmp_to_key(lambda a, b: a - b))
            sorted(numbers + sorted(numbers)), sorted(list(range(size)) + [3]), sorted(map(float, whole))
            heap = []
            for x in whole:
                heapq.heappush(heap, x)
            while heap:
                heapq.heappop(heap)
            heapq.heapify(whole)
            heapq.nsmallest(3, whole), heapq.nlargest(3, whole), list(heapq.merge([1, 3], [2]))
            heapq.heapreplace(whole, 5), heapq.heappushpop(whole, 5)
            numbers.sort()
            for x in (0.2, 0.5, 0.7):
                bisect.bisect(numbers, x), bisect.bisect_left(numbers, x)
                bisect.insort(numbers, x)


def quick(values):
    if len(values) < 2:
        return values
    pivot = values[len(values) // 2]
    return (
        quick([x for x in values if x < pivot])
        + [x for x in values if x == pivot]
        + quick([x for x in values if x > pivot])
    )


Pair = collections.namedtuple("Pair", "left right")


def collection(n):
    d = collections.deque(maxlen=50)
    order = collections.OrderedDict()
    groups = collections.defaultdict(list)
    chain = collections.ChainMap({"a": 1}, {"b": 2})
    fifo, lifo, priority = queue.SimpleQueue(), queue.LifoQueue(), queue.PriorityQueue()
    for i in range(n):
        d.append(i)
        d.appendleft(i)
        if i % 3 == 2:
            d.pop(), d.popleft()
            d.rotate(2)
        d[0], len(d), i in d
        order[i % 30] = i
        order.move_to_end(i % 30)
        groups[i % 10].append(i)
        chain["b"], chain.get("c")
        p = Pair(i, right=2)
        p.left + p.right, p._replace(left=1), p[0], p == (1, 2), p._asdict()
        fifo.put(i), fifo.get()
        if i % 4 == 0:
            lifo.put(i), lifo.get(), priority.put((i, "x")), priority.get()
    for x in d:
        pass
    counter = collections.Counter(str(i * i) for i in range(n))
    counter.update("hello world" * 20)
    counter.most_common(5), counter + counter, counter["1"], counter - collections.Counter("hello")
    for i in range(n // 10):
        list(order.items()), order.popitem(last=False) if len(order) > 5 else None


def iteration(n):
    it = itertools
    for _ in range(n):
        list(it.chain([1, 2], (3,))), list(it.islice(it.count(), 10)), list(it.product("ab", repeat=3))
        list(it.permutations(range(4))), list(it.combinations(range(6), 3)), list(it.accumulate(range(9)))
        list(it.zip_longest("abc", "d")), list(it.takewhile(bool, (1, 1, 0))), list(it.repeat(1, 5))
        list(it.dropwhile(bool, (1, 0, 1))), list(it.starmap(pow, ((2, 3), (3, 2)))), list(zip(*[iter("abcdef")] * 2))
        [(k, list(g)) for k, g in it.groupby("aabbbc")], list(it.compress("abc", (1, 0, 1)))
        list(it.islice(it.cycle("ab"), 6)), [list(x) for x in it.tee("abc")], list(it.chain.from_iterable(["ab", "cd"]))
        list(it.filterfalse(None, (0, 1))), functools.reduce(operator.add, range(20)), list(it.combinations_with_replacement("abc", 2))
        list(enumerate("abc")), list(map(str, range(5))), list(filter(lambda x: x & 1, range(9)))


def queens(n):
    columns = range(n)
    return sum(
        1
        for order in itertools.permutations(columns)
        if n == len({order[i] + i for i in columns}) == len({order[i] - i for i in columns})
    )


def copies(n):
    class Node:
        def __init__(self):
            self.items, self.names, self.pair = [1, 2, {3: 4}], {"a": (1, [2])}, (1, "x", None)

    node = Node()
    for _ in range(n):
        copy.copy(node), copy.deepcopy(node), copy.deepcopy([1, 2, [3, {"a": {1, 2}}]]), copy.copy([1])
        weakref.ref(node)(), weakref.proxy(node).pair
    held = weakref.WeakValueDictionary()
    for i in range(n):
        held[i % 9] = node
        held.get(3)
    sorter = graphlib.TopologicalSorter({i: {i // 2, i // 3} for i in range(1, n)} if n > 1 else {})
    try:
        list(sorter.static_order())
    except graphlib.CycleError:
        pass


def cycles(n):
    """Garbage that only the collector finds."""
    for i in range(n):
        a, b = {}, []
        a["b"], c = b, (a, b)
        b.append(c)


def main():
    r = random.Random(5)
    for _ in range(3):
        lists(4000)
        dicts(4000)
        sets(5000)
        sorting(6000)
        quick([r.randrange(10000) for _ in range(6000)])
        collection(5000)
        iteration(400)
        queens(7)
        copies(500)
        cycles(10000)


main()
