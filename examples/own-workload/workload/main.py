"""A small exchange: orders come in, are matched by price and time, and the day is told in a report.

It is what the interpreter is trained on, and with --time what the gain is measured by.
"""

import bisect
import dataclasses
import decimal
import json
import random
import sys
import time

STOCKS = ("ACME", "INIT", "WAYN", "UMBR")


@dataclasses.dataclass(slots=True)
class Order:
    number: int
    stock: str
    buys: bool
    price: decimal.Decimal
    amount: int


class Book:
    """The open orders of one stock, the best ones last."""

    def __init__(self):
        self.bids, self.asks, self.trades = [], [], []

    def add(self, order):
        theirs = self.asks if order.buys else self.bids
        while order.amount and theirs and self.meets(order, theirs[-1]):
            best = theirs[-1]
            amount = min(order.amount, best.amount)
            order.amount -= amount
            best.amount -= amount
            self.trades.append((order.number, best.number, best.price, amount))
            if not best.amount:
                theirs.pop()
        if order.amount:
            self.keep(order)

    @staticmethod
    def meets(order, best):
        return best.price <= order.price if order.buys else best.price >= order.price

    def keep(self, order):
        if order.buys:
            bisect.insort_right(self.bids, order, key=lambda o: (o.price, -o.number))
        else:
            bisect.insort_right(self.asks, order, key=lambda o: (-o.price, -o.number))


def messages(count):
    chance = random.Random(5)
    for number in range(count):
        yield json.dumps({
            "number": number,
            "stock": chance.choice(STOCKS),
            "side": chance.choice(("buy", "sell")),
            "price": str(decimal.Decimal(chance.randint(9000, 11000)) / 100),
            "amount": chance.randint(1, 90),
        })


def parse(message):
    fields = json.loads(message)
    return Order(
        fields["number"], fields["stock"], fields["side"] == "buy", decimal.Decimal(fields["price"]), fields["amount"]
    )


def report(books):
    lines = []
    for stock, book in sorted(books.items()):
        turnover = sum((price * amount for _, _, price, amount in book.trades), decimal.Decimal(0))
        lines.append(f"{stock:<6}{len(book.trades):>6} trades {turnover:>14,.2f} open {len(book.bids):>4}/{len(book.asks):<4}")
    return "\n".join(lines)


def day(incoming):
    books = {stock: Book() for stock in STOCKS}
    for message in incoming:
        order = parse(message)
        books[order.stock].add(order)
    return report(books)


def main():
    incoming = list(messages(1500))
    if "--time" not in sys.argv:
        for _ in range(20):
            day(incoming)
        return
    best = float("inf")
    for _ in range(30):
        began = time.perf_counter()
        day(incoming)
        best = min(best, time.perf_counter() - began)
    print("exchange %.9f" % best)


main()
