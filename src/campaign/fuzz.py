#!/usr/bin/env python3
"""Fuzzes each reader of bytes from outside by coverage, with Jazzer, and prints a table.

    fuzz.py CLASSPATH SECONDS [READER...]

CLASSPATH is that of the tests, with Jazzer; each reader (FuzzTarget.java) is fuzzed for SECONDS, as
many at a time as there are cores, from its corpus in src/test/resources/fuzz. Whatever breaks a reader is kept in
target/campaign/fuzz/READER as crash-*, timeout-* or oom-*: move it to the corpus, where
FuzzCorpusTest reads it, and fix the reader. The exit status is 1 if there is such an input.
"""

import os
import re
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import table

TOP = Path(__file__).resolve().parents[2]
CORPUS = TOP / "src/test/resources/fuzz"
WORK = TOP / "target/campaign/fuzz"
LIBRARIES = ["org.apache.commons.compress", "org.tukaani.xz", "org.bouncycastle.bcpg", "org.bouncycastle.openpgp"]
INSTRUMENTED = ":".join(f"{package}.**" for package in ["io.github.weepython", *LIBRARIES])
# A reader of a few kilobytes that takes longer, or more memory, hangs.
SECONDS_EACH = 10
HEAP = "512m"
# Their inputs come by a connection to a server on loopback; no other reader may connect to anything.
CONNECTED = {"registry", "registry-token", "registry-uploads", "daemon", "cluster"}


def readers():
    source = (TOP / "src/test/java/io/github/weepython/maven/fuzz/FuzzTarget.java").read_text()
    return [name.lower().replace("_", "-") for name in re.findall(r"^  ([A-Z_]+)\($|^  ([A-Z_]+)\(\S", source, re.M)
            for name in name if name]


def fuzz(classpath, seconds, reader):
    found = WORK / reader
    (found / "grown").mkdir(parents=True, exist_ok=True)
    command = [
        "java", f"-Xmx{HEAP}", "-XX:-OmitStackTraceInFastThrow", "-cp", classpath, "com.code_intelligence.jazzer.Jazzer",
        "--target_class=io.github.weepython.maven.fuzz.Fuzzer", f"--target_args={reader}",
        f"--instrumentation_includes={INSTRUMENTED}", f"--custom_hook_includes={INSTRUMENTED}",
        f"--reproducer_path={found}",
        *(["--disabled_hooks=com.code_intelligence.jazzer.sanitizers.ServerSideRequestForgery"] if reader in CONNECTED else []),
        f"-max_total_time={seconds}", f"-timeout={SECONDS_EACH}", "-rss_limit_mb=3000", "-print_final_stats=1",
        f"-artifact_prefix={found}/", str(found / "grown"), str(CORPUS / reader)]
    log = found / "log"
    with log.open("w") as out:
        subprocess.run(command, cwd=TOP, stdout=out, stderr=subprocess.STDOUT, check=False)
    return result(reader)


def result(reader):
    """A row of the table, and the inputs that broke the reader, as its last run left them."""
    found = WORK / reader
    text = (found / "log").read_text(errors="replace")
    runs = re.findall(r"number_of_executed_units: (\d+)", text)
    covered = re.findall(r"cov: (\d+)", text)
    broken = sorted(path.name for path in found.iterdir() if re.match(r"(crash|timeout|oom)-", path.name))
    return [reader, runs[-1] if runs else "0", covered[-1] if covered else "0", len(broken) or "none"], broken


def main(classpath, seconds, *chosen):
    all_broken = []
    with ThreadPoolExecutor(os.cpu_count()) as several:
        for row, broken in several.map(lambda reader: fuzz(classpath, int(seconds), reader), chosen or readers()):
            all_broken += [f"{row[0]}/{name}" for name in broken]
            print(*row, *broken, flush=True)
    rows = [result(reader)[0] for reader in readers() if (WORK / reader / "log").exists()]
    table.write("fuzz", f"Fuzzing, {seconds} s a reader", ["reader", "inputs tried", "branches seen", "inputs that broke it"], rows,
                keep=bool(chosen))
    never = [row[0] for row in rows if row[1] == "0"]
    if never:
        sys.exit(f"did not run: {', '.join(never)}; see target/campaign/fuzz/*/log")
    if all_broken:
        sys.exit(f"broken by: {', '.join(all_broken)} in target/campaign/fuzz")


if __name__ == "__main__":
    main(*sys.argv[1:])
