"""Reads amounts and prices (CSV), and prints what they come to. Ends with 1 where the file is wrong."""

import array
import csv
import sys

import vectors


def total(lines):
    rows = list(csv.DictReader(lines))
    amounts = array.array("d", (float(row["amount"]) for row in rows))
    prices = array.array("d", (float(row["price"]) for row in rows))
    return len(rows), vectors.dot(amounts, prices)


def main():
    try:
        with open(sys.argv[1]) as file:
            rows, value = total(file)
    except (OSError, KeyError, ValueError) as e:
        sys.exit(f"{sys.argv[1]}: {e!r}")
    print(f"{rows} rows, {value:.2f}")
