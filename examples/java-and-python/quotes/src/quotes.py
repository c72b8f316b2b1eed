"""Prints what an order comes to: quotes tea=2 coffee=1. The prices are those of the jar of the Java part."""

import decimal
import os
import sys
import zipfile

JAR = os.environ.get("PRICES", "/app/prices.jar")


def prices():
    with zipfile.ZipFile(JAR) as jar:
        lines = jar.read("com/example/prices.properties").decode().splitlines()
    return {item: decimal.Decimal(price) for item, price in (line.split("=") for line in lines if line)}


def main():
    table = prices()
    order = [word.split("=") for word in sys.argv[1:]]
    print(sum((table[item] * int(amount) for item, amount in order), decimal.Decimal(0)))
