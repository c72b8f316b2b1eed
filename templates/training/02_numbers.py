"""Integers of any size, floats, complex numbers, decimals, fractions, random numbers."""

import array
import cmath
import decimal
import fractions
import math
import random
import statistics


def bodies(steps):
    planets = [
        ([0.0, 0.0, 0.0], [0.0, 0.0, 0.0], 39.47),
        ([4.84, -1.16, -0.10], [0.60, 2.81, -0.02], 0.037),
        ([8.34, 4.12, -0.40], [-1.01, 1.82, 0.008], 0.011),
        ([12.89, -15.11, -0.22], [1.08, 0.86, -0.01], 0.0017),
        ([15.37, -25.9, 0.179], [0.97, 0.59, -0.03], 0.002),
    ]
    pairs = [(a, b) for i, a in enumerate(planets) for b in planets[i + 1 :]]
    for _ in range(steps):
        for (p, v, m), (q, w, n) in pairs:
            dx, dy, dz = p[0] - q[0], p[1] - q[1], p[2] - q[2]
            far = 0.01 * ((dx * dx + dy * dy + dz * dz) ** -1.5)
            v[0] -= dx * n * far
            v[1] -= dy * n * far
            v[2] -= dz * n * far
            w[0] += dx * m * far
            w[1] += dy * m * far
            w[2] += dz * m * far
        for r, (vx, vy, vz), m in planets:
            r[0] += 0.01 * vx
            r[1] += 0.01 * vy
            r[2] += 0.01 * vz


def matrix(i, j):
    return 1.0 / ((i + j) * (i + j + 1) // 2 + i + 1)


def spectral(n):
    u = [1.0] * n
    for _ in range(3):
        v = [sum(matrix(i, j) * x for j, x in enumerate(u)) for i in range(n)]
        u = [sum(matrix(j, i) * x for j, x in enumerate(v)) for i in range(n)]
    return math.sqrt(sum(a * b for a, b in zip(u, v)))


def mandelbrot(size):
    inside = 0
    for y in range(size):
        for x in range(size):
            c = complex(2.0 * x / size - 1.5, 2.0 * y / size - 1.0)
            z = 0j
            for _ in range(30):
                z = z * z + c
                if abs(z) > 2:
                    break
            else:
                inside += 1
    return inside


def flips(n):
    counts, order, most, r = list(range(n)), list(range(n)), 0, n
    while True:
        while r != 1:
            counts[r - 1] = r
            r -= 1
        if order[0] and order[-1] != n - 1:
            flipped, turns = order[:], 0
            k = flipped[0]
            while k:
                flipped[: k + 1] = reversed(flipped[: k + 1])
                turns += 1
                k = flipped[0]
            most = max(most, turns)
        while True:
            if r == n:
                return most
            order.insert(r, order.pop(0))
            counts[r] -= 1
            if counts[r] > 0:
                break
            r += 1


def sieve(n):
    flags = bytearray([1]) * n
    for i in range(2, int(n**0.5) + 1):
        if flags[i]:
            flags[i * i :: i] = bytes(len(range(i * i, n, i)))
    return [i for i, flag in enumerate(flags) if flag]


def digits(n):
    """Pi's digits, for integers of many words."""
    k, a, b, a1, b1 = 2, 4, 1, 12, 4
    out = []
    while len(out) < n:
        p, q, k = k * k, 2 * k + 1, k + 1
        a, b, a1, b1 = a1, b1, p * a + q * a1, p * b + q * b1
        d, d1 = a // b, a1 // b1
        while d == d1:
            out.append(d)
            a, a1 = 10 * (a % b), 10 * (a1 % b1)
            d, d1 = a // b, a1 // b1
    return out


def integers(n):
    mask = 0xFFFFFFFFFFFFFFFF
    state = 88172645463325252
    for i in range(n):
        state ^= state << 13 & mask
        state ^= state >> 7
        state ^= state << 17 & mask
        i * i + 3 - (i // 7) % 5, i << 3 | i & 15, ~i ^ 255, -i, i**2, abs(i - 50)
        i < 5, i == 7, i != 8, i >= 9, i / 3, i // 3.0, i % 3, i.bit_length(), int(i * 1.5)
        math.gcd(i, 360), math.isqrt(i), divmod(state, 1000003)
    for i in range(n // 40):
        big = pow(3, 200 + i % 50) + i
        str(big), int(str(big)), big * big, big // 12345678901234567890, big % 1000000007, big >> 64
        pow(big, 65537, (1 << 255) - 19), math.factorial(30), math.comb(60, 20), big & (1 << 100) - 1
        big.to_bytes(64, "little"), int.from_bytes(b"\x01" * 40, "big"), hex(big), int("ff" * 20, 16)
        -big + 1, big | 7, big ^ 5, big << 13, big == big + 1, big < big * 2, hash(big), float(big)


def floats(n):
    x = 0.5
    for i in range(n):
        x = x * 3.7 * (1.0 - x)
        math.sin(x), math.cos(x), math.sqrt(x), math.exp(x), math.log(x + 1), math.atan2(x, 2.0)
        math.floor(x), math.ceil(x), math.hypot(x, 1.0), math.pow(x, 2.0), math.fabs(x), x**0.5
        int(x), round(x, 2), x // 0.1, x % 0.1, -x, x < 0.5, x == 0.25, x + i, i - x, i * x, x / 3
        math.isclose(x, 0.5), math.isnan(x), math.fmod(x, 0.3), max(x, 0.5), float("0.25"), repr(x)
        complex(x, 1) * (1 + 2j), abs(complex(x, x)), cmath.exp(1j * x), math.degrees(x), x.is_integer()
    math.fsum([0.1] * 500), math.prod(range(1, 20)), math.dist((1, 2, 3), (4, 5, 6))


def multiply(n):
    a = [[float(i * j % 7) for j in range(n)] for i in range(n)]
    b = [array.array("d", row) for row in a]
    for i in range(n):
        for j in range(n):
            s = 0.0
            for k in range(n):
                s += a[i][k] * b[k][j]
            a[i][j] = s
            b[i][j] = s / n
    for s in range(1, n - 1):
        above, row, below = a[s - 1], a[s], a[s + 1]
        for j in range(1, n - 1):
            row[j] = 1.25 * 0.25 * (above[j] + below[j] + row[j - 1] + row[j + 1]) - 0.25 * row[j]


def transform(values):
    """A fast Fourier transform in place."""
    n = len(values)
    j = 0
    for i in range(1, n):
        bit = n >> 1
        while j & bit:
            j ^= bit
            bit >>= 1
        j |= bit
        if i < j:
            values[i], values[j] = values[j], values[i]
    size = 2
    while size <= n:
        root = cmath.exp(-2j * math.pi / size)
        for start in range(0, n, size):
            w = 1.0 + 0j
            for k in range(start, start + size // 2):
                even, odd = values[k], values[k + size // 2] * w
                values[k], values[k + size // 2] = even + odd, even - odd
                w *= root
        size *= 2


def decimals(n):
    context = decimal.getcontext()
    context.prec = 28
    cent, tax = decimal.Decimal("0.01"), decimal.Decimal("0.0675")
    total = decimal.Decimal(0)
    for i in range(n):
        price = (decimal.Decimal(i * 37 % 9973) * cent).quantize(cent, decimal.ROUND_HALF_EVEN)
        total += price + (price * tax).quantize(cent, rounding=decimal.ROUND_DOWN)
        price / 7, price - total, -price, price < total, price == total, str(price), int(price)
        f"{price:.2f}", price % 3, decimal.Decimal(str(i)), hash(price), float(price), bool(price)
    context.prec = 200
    decimal.Decimal(2).sqrt(), decimal.Decimal(3).ln(), decimal.Decimal(1).exp(), str(total**5)
    context.prec = 28
    for i in range(1, n // 20):
        fractions.Fraction(i, 7) + fractions.Fraction(3, i) * 2 - fractions.Fraction("1/3")


def randoms(n):
    r = random.Random(20)
    values = [r.random() for _ in range(n)]
    for _ in range(n):
        r.randrange(100), r.randint(1, 6), r.choice(values), r.gauss(0, 1), r.uniform(1, 2)
        r.getrandbits(64)
    r.shuffle(values)
    r.sample(values, 20), r.choices(values, k=20), r.expovariate(1.0), r.randbytes(50)
    statistics.mean(values), statistics.median(values), statistics.pstdev(values)
    statistics.NormalDist.from_samples(values).cdf(0.5), statistics.fmean(values)
    inside = 0
    for _ in range(n * 4):
        x, y = r.random(), r.random()
        if x * x + y * y <= 1.0:
            inside += 1


def main():
    for _ in range(3):
        bodies(1500)
        spectral(60)
        mandelbrot(60)
        flips(7)
        sieve(60000)
        digits(400)
        integers(12000)
        floats(8000)
        multiply(45)
        transform([complex(i % 17, 0) for i in range(1024)])
        decimals(3000)
        randoms(1500)


main()
