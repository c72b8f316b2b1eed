"""What threads gain: CPU-bound work by one thread, and the same work by several.

    python3 src/bench/threads.py [--image <reference>] [--threads 4] [--cpus 0,1]

runs itself with the python3 on PATH or, with --image, in that image by docker. Rounds of both kinds take
turns, and the median of each counts. On a machine that is doing something else, figures mean nothing.
"""

import argparse
import json
import os
import pathlib
import statistics
import subprocess
import sys
import threading
import time


def work(n):
    """Integers, calls, attributes, lists and dicts; nothing that is shared between threads."""
    seen, total = {}, 0
    for i in range(n):
        total = (total * 31 + i) % 1_000_003
        seen[i % 997] = [total, i]
        total += len(seen[i % 997]) + collatz(i % 50 + 1)
    return total


def collatz(n):
    steps = 0
    while n != 1:
        n = n // 2 if n % 2 == 0 else 3 * n + 1
        steps += 1
    return steps


def seconds(threads, tasks, n):
    """All tasks, divided among so many threads."""
    share = [threading.Thread(target=lambda: [work(n) for _ in range(tasks // threads)]) for _ in range(threads)]
    began = time.perf_counter()
    for each in share:
        each.start()
    for each in share:
        each.join()
    return time.perf_counter() - began


def measure(threads, n, rounds):
    seconds(1, 1, n)
    one, several = [], []
    for _ in range(rounds):
        one.append(seconds(1, threads, n))
        several.append(seconds(threads, threads, n))
    return statistics.median(one), statistics.median(several)


def cpu():
    with open("/proc/cpuinfo") as lines:
        return next((line.split(":")[1].strip() for line in lines if line.startswith("model name")), "unknown")


def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--image", help="the image to run in, which docker knows")
    options.add_argument("--threads", type=int, default=4)
    options.add_argument("--cpus", default="0,1", help="the processors to run on")
    options.add_argument("--size", type=int, default=40_000, help="of a thread's work")
    options.add_argument("--rounds", type=int, default=7)
    asked = options.parse_args()
    if asked.image:
        script = pathlib.Path(__file__).resolve()
        command = ["docker", "run", "--rm", "--network", "none", "--cpuset-cpus", asked.cpus, "-v", f"{script}:/threads.py:ro"]
        command += [asked.image, "python3", "/threads.py", "--cpus", asked.cpus, "--threads", str(asked.threads)]
        sys.exit(subprocess.call(command + ["--size", str(asked.size), "--rounds", str(asked.rounds)]))
    os.sched_setaffinity(0, {int(each) for each in asked.cpus.split(",")})
    load = os.getloadavg()[0]
    one, several = measure(asked.threads, asked.size, asked.rounds)
    gil = getattr(sys, "_is_gil_enabled", lambda: True)()
    print(json.dumps({
        "python": sys.version.split()[0] + getattr(sys, "abiflags", ""), "gil": gil, "cpu": cpu(), "cpus": asked.cpus,
        "load before": round(load, 1), "one thread, s": round(one, 3), f"{asked.threads} threads, s": round(several, 3),
        "ratio": round(several / one, 3),
    }))


main()
