"""A training of a second: enough to see that a profile is made and used."""

import collections
import json

words = ("the quick brown fox jumps over the lazy dog " * 200).split()
for _ in range(20):
    counted = collections.Counter(words)
    assert json.loads(json.dumps(counted)) == counted
